"""The local page as a person has it, and a real browser on it, for tests marked `browser`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from consultation.machine.settings import Folders
from tests.cases.command import COMMAND, environment
from tests.cases.places import ROOT
from tests.cases.runs import options_of

# More controls than any screen of the tests has.
MOST_KEYS = 300
CHROMIUM = shutil.which("chromium")
AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"
COLOURS = ("color-contrast", "link-in-text-block")


@dataclass(frozen=True)
class OpenPage:
    """A page that `faire-masse open` serves, and the address that lets its reader in; `said` is
    what it wrote after that address, once it was stopped."""

    entrance: str
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.entrance.partition("entrer")[0]


@contextmanager
def opened(folders: Folders, **extra: str) -> Iterator[OpenPage]:
    """`faire-masse open` over these folders, until the end of the block; a browser of its own only
    where the environment names one."""
    options = () if "BROWSER" in extra else ("--no-browser",)
    process = subprocess.Popen(
        [str(COMMAND), "open", *options, *options_of(folders)],
        cwd=ROOT,
        env=environment(**extra),
        stderr=subprocess.PIPE,
        text=True,
    )
    output: list[str] = []
    try:
        address = re.search(r"http://\S+", process.stderr.readline())
        assert address, process.stderr.read()
        yield OpenPage(address[0], process, output)
    finally:
        process.terminate()
        output.append(process.communicate(timeout=20)[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, until the end of the block."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing")
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        # As root, in CI, Chromium has no sandbox to start.
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def browser(**settings: object) -> Iterator[BrowserContext]:
    """A browser which fails the test when a page asks another host for anything."""
    urls: list[str] = []
    with chromium() as started:
        context = started.new_context(locale="fr-FR", **settings)
        context.on("request", lambda request: urls.append(request.url))
        yield context
    assert [
        url for url in urls if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:"))
    ] == []


@contextmanager
def visits() -> Iterator[Callable[..., AbstractContextManager[Page]]]:
    """What opens a file in Chromium, offline; the test fails when the file asks for anything else,
    or when its console tells of an error."""
    with chromium() as started:

        @contextmanager
        def visit(file: Path, **settings: object) -> Iterator[Page]:
            urls: list[str] = []
            messages: list[str] = []
            with started.new_context(locale="fr-FR", offline=True, **settings) as context:
                page = context.new_page()
                page.on("request", lambda request: urls.append(request.url))
                page.on("console", lambda message: messages.append(message.text))
                page.goto(file.as_uri())
                yield page
            assert (urls, messages) == ([file.as_uri()], [])

        yield visit


class Visitor:
    """Somebody who was let in, and asks the page as its own scripts do."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        home = client.get("/").text
        self.secret = json.loads(re.search("hx-headers:inherited='(.*?)'", home)[1])

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        """The answer to a request that may change something."""
        headers = {**self.secret, "hx-request": "true", **given.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **given)


def serious_problems(page: Page, *rules: str) -> list[str]:
    """What axe-core finds serious or critical on the page as it is, by some of its rules or by
    all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    result = page.evaluate("asked => axe.run(document, asked)", options)
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in result["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def check_screen(page: Page) -> None:
    """Nothing serious for axe, nor for its rules of colours in the dark, and nothing to scroll
    sideways at 320 px."""
    assert serious_problems(page) == []
    page.emulate_media(color_scheme="dark")
    assert serious_problems(page, *COLOURS) == []
    page.emulate_media(color_scheme="light")
    wide = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    page.set_viewport_size(wide)


def go_to(page: Page, name: str) -> None:
    """Move with the keyboard to the control of this id or text, or to what opens that id."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        names = "[one.id, one.innerText?.trim(), one.matches('summary') && one.parentElement.id]"
        if name in page.evaluate(f"(one => {names})(document.activeElement)"):
            return
    raise AssertionError(f"{name} is out of the keyboard's reach")


def press_on(page: Page, name: str) -> None:
    """Go to a control with the keyboard, from where the focus is, and press it."""
    go_to(page, name)
    page.keyboard.press("Enter")
