"""A visit to a site: a request at a time over a single connection, with pauses, to that host only.

Errors of the network and of the site itself (unreachable, in maintenance, too slow, redirecting
elsewhere) are raised here for every step of the visit. Cookies are in memory and end with the
visit.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from consultation.download.html_pages import Page, read_page
from consultation.machine.disk import naming
from consultation.machine.settings import FetchSettings
from consultation.words.errors import OrganiserError

AGENT = "faire-masse"
FORM_TYPE = "application/x-www-form-urlencoded"
MOST_REDIRECTS = 5
REFUSED_CLIENT_ERRORS = 499
NODE = re.compile(r"(.*)/node/(\d+)(?:/.*)?")
# At DEBUG, httpcore logs cookies and posted passwords.
logging.getLogger("httpcore").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Site:
    """The site of a form: its scheme and host (`origin`), its origin with the folder of Drupal
    (`root`), the address of the form's page, and the form's number in Drupal (`node`), None if its
    address does not have it."""

    origin: str
    root: str
    page: str
    node: int | None

    @property
    def host(self) -> str:
        """The site's name, for messages: `https://framaforms.org` → `framaforms.org`."""
        return urlsplit(self.origin).netloc

    def results(self, node: int, page: str) -> str:
        """The address of a page of the form's results: 123, `download` →
        `…/node/123/webform-results/download`. The page `download-file` is the export itself."""
        return f"{self.root}/node/{node}/webform-results/{page}"

    @property
    def is_this_machine(self) -> bool:
        """True if the site is on this machine. Its address may then begin with `http:`, which the
        form file allows for no other site."""
        return self.origin.startswith("http:")


def site_of(url: str) -> Site:
    """The site of a form's address: `https://example.org/a/node/123/edit` → root
    `https://example.org/a`, node 123. An address without `/node/<number>` gives None as `node`."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    node = NODE.fullmatch(parts.path)
    if node is None:
        return Site(origin, origin, url, None)
    root = origin + node[1]
    return Site(origin, root, f"{root}/node/{node[2]}", int(node[2]))


@dataclass(frozen=True)
class Bounds:
    """The limits of a visit. In seconds: the whole visit (`visit`), the wait for a byte
    (`silence`), the wait for progress of the site's batch (`standstill`). In bytes: a page, and the
    file."""

    visit: float = 1800.0
    silence: float = 60.0
    standstill: float = 120.0
    page_bytes: int = 16 * 1024**2
    file_bytes: int = 1024**3


@dataclass(frozen=True)
class Answer:
    """A response of the site. `location` is the absolute address that it redirects to, empty if it
    does not redirect. `content` is empty if it was saved to a file."""

    url: str
    status: int
    location: str
    media_type: str
    content: bytes

    @cached_property
    def page(self) -> Page:
        """Parse the content of the response as an HTML page."""
        return read_page(self.content.decode("utf-8", "replace"))


class Conversation:
    """A visit to a site, to be used in a `with` block. The end of the block closes the
    connection."""

    def __init__(self, site: Site, settings: FetchSettings, bounds: Bounds | None = None) -> None:
        self.site = site
        self.bounds = bounds or Bounds()
        self._pause = settings.pause.total_seconds()
        self._end = time.monotonic() + self.bounds.visit
        self._client = httpx.Client(
            headers={"User-Agent": f"{AGENT}/{version(AGENT)} (+{settings.contact})"},
            follow_redirects=False,
            timeout=self.bounds.silence,
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            # Proxies of the environment are used, except for a site on this machine.
            trust_env=not site.is_this_machine,
        )

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def has_session(self) -> bool:
        """True if the site gave us a session cookie."""
        return any(cookie.name.startswith(("SESS", "SSESS")) for cookie in self._client.cookies.jar)

    def get(self, url: str) -> Answer:
        """Send a GET request and return the response. Redirects are not followed. Raises
        OrganiserError for an error of the network or of the site, and for a page that is too
        large."""
        return self._answer("GET", url)

    def post(self, url: str, values: Sequence[tuple[str, str]]) -> Answer:
        """Post the values of a form and return the response. Redirects are not followed. Raises
        OrganiserError as `get` does."""
        return self._answer("POST", url, urlencode(values).encode())

    def follow(self, url: str) -> Answer:
        """Get an address, follow its redirects and return the last response. Raises OrganiserError
        after five redirects."""
        for _ in range(MOST_REDIRECTS):
            answer = self.get(url)
            if not answer.location:
                return answer
            url = answer.location
        raise OrganiserError("fetch_page.changed", where=self.site.host, page=_path_of(url))

    def take_file(self, url: str, target: Path) -> Answer:
        """Save a file to `target` and return the response without content. Raises OrganiserError if
        the file is too large. No HEAD request is sent first: the site answers a single request for
        the file."""
        with naming(target), target.open("wb") as file, self._stream("GET", url) as response:
            size = 0
            for chunk in self._chunks(response):
                size += len(chunk)
                if size > self.bounds.file_bytes:
                    raise OrganiserError("fetch_file.too_large", where=self.site.host)
                file.write(chunk)
            return self._as_answer(response, b"")

    def wait(self, seconds: float) -> None:
        """Wait, as a person who fills in a form would. Do not wait if the settings ask for no pause
        between requests."""
        time.sleep(seconds if self._pause else 0)

    def absolute(self, url: str, base: str) -> str:
        """The whole address of a link on a page: `/user` → `https://example.org/user`. If the site
        has https, a link with http to the same host gets https. Raises OrganiserError if the link
        is no address, or if its host, port or scheme is not the site's."""
        try:
            link = httpx.URL(base).join(url)
        except httpx.InvalidURL:
            raise OrganiserError(
                "fetch_page.changed", where=self.site.host, page=_path_of(base)
            ) from None
        ours = httpx.URL(self.site.origin)
        if link.host == ours.host and (link.scheme, ours.scheme) == ("http", "https"):
            # Sites behind a proxy often write links with http, although they are read with https.
            link = link.copy_with(scheme="https", port=ours.port)
        if (link.scheme, link.host, link.port) != (ours.scheme, ours.host, ours.port):
            raise OrganiserError("fetch_site.elsewhere", where=self.site.host, host=link.host)
        return str(link.copy_with(fragment=None))

    def _answer(self, method: str, url: str, content: bytes | None = None) -> Answer:
        with self._stream(method, url, content) as response:
            body = b""
            for chunk in self._chunks(response):
                body += chunk
                if len(body) > self.bounds.page_bytes:
                    raise OrganiserError(
                        "fetch_page.changed", where=self.site.host, page=_path_of(url)
                    )
            return self._as_answer(response, body)

    def _as_answer(self, response: httpx.Response, body: bytes) -> Answer:
        url = str(response.request.url)
        location = response.headers.get("location", "") if response.is_redirect else ""
        return Answer(
            url=url,
            status=response.status_code,
            location=self.absolute(location, url) if location else "",
            media_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            content=body,
        )

    @contextmanager
    def _stream(
        self, method: str, url: str, content: bytes | None = None
    ) -> Iterator[httpx.Response]:
        """Yield the response once the pause is over. Raises OrganiserError for network errors
        (without their text), and for the statuses 429 and 5xx."""
        time.sleep(self._pause)
        headers = {"Content-Type": FORM_TYPE} if content is not None else {}
        try:
            with self._client.stream(method, url, content=content, headers=headers) as response:
                self._refuse_status(response)
                yield response
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise OrganiserError("fetch_network.unreachable", where=self.site.host) from None
        except httpx.TimeoutException:
            raise OrganiserError("fetch_site.slow", where=self.site.host) from None
        except (httpx.TransportError, httpx.DecodingError):
            raise OrganiserError("fetch_network.interrupted", where=self.site.host) from None

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        for chunk in response.iter_bytes():
            if time.monotonic() > self._end:
                raise OrganiserError("fetch_site.slow", where=self.site.host)
            yield chunk

    def _refuse_status(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == httpx.codes.TOO_MANY_REQUESTS or status > REFUSED_CLIENT_ERRORS:
            raise OrganiserError("fetch_site.failing", where=self.site.host, status=str(status))


def _path_of(url: str) -> str:
    return httpx.URL(url).path
