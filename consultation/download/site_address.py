"""Where a form's pages are on its site, from the one address that the form file gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

NODE = re.compile(r"(.*)/node/(\d+)(?:/.*)?")


@dataclass(frozen=True)
class Site:
    """A site: its origin (scheme and host), its root (the same, and the folder that it is in, if
    any), the form's page and, where the address says it, the number of its node."""

    origin: str
    root: str
    page: str
    node: int | None

    @property
    def host(self) -> str:
        """The site's name, for messages."""
        return urlsplit(self.origin).netloc

    def results(self, node: int, page: str) -> str:
        """A page of the form's results: `download`, or the file itself, `download-file`."""
        return f"{self.root}/node/{node}/webform-results/{page}"

    @property
    def is_this_machine(self) -> bool:
        """Whether the site answers in clear: the form file allows it of this machine alone."""
        return self.origin.startswith("http:")


def site_of(url: str) -> Site:
    """The site of an address: `…/node/123`, a page below it, or any other page of the form."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    found = NODE.fullmatch(parts.path)
    if found is None:
        return Site(origin, origin, url, None)
    root = origin + found[1]
    return Site(origin, root, f"{root}/node/{found[2]}", int(found[2]))
