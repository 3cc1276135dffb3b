"""The public page in a browser, as a visitor of any site has it: no request but for itself,
readable by everybody, on a telephone, on paper and without pictures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.cases.browser import CHROMIUM, serious_problems
from tests.cases.public_forms import public_run

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A public folder, copied out of its release as onto a site."""
    run = public_run(tmp_path_factory.mktemp("run"), 300)
    return Path(shutil.copytree(run.release / "public", tmp_path_factory.mktemp("site") / "public"))


@contextmanager
def visited(file: Path, **settings: object) -> Iterator[Page]:
    """The file in Chromium, without script; fails when anything else is asked for."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing")
        pytest.skip("needs Chromium")
    asked: list[str] = []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = started.new_context(locale="fr-FR", **settings).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        yield page
        started.close()
    assert asked == [file.as_uri()]


def test_nothing_is_serious_for_those_who_listen_to_it(folder):
    # axe is a script, that the page's own policy would refuse.
    with visited(folder / "resultats.html", bypass_csp=True) as page:
        assert serious_problems(page) == []


def test_a_frame_too(folder):
    for file in sorted((folder / "embed").glob("*.html")):
        with visited(file, bypass_csp=True) as page:
            assert serious_problems(page) == []


def test_a_telephone_shows_it_without_scrolling_sideways(folder):
    settings = {"viewport": {"width": 320, "height": 700}, "java_script_enabled": False}
    with visited(folder / "resultats.html", **settings) as page:
        assert page.locator("main").bounding_box()["width"] <= 320
        assert page.locator("tbody .bar").first.is_visible()
        assert not page.locator("figure svg").first.is_visible()
    with visited(folder / "resultats.html", viewport={"width": 320, "height": 700}) as page:
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320


def test_a_figure_is_read_without_script_and_without_pictures(folder):
    with visited(folder / "resultats.html", java_script_enabled=False) as page:
        page.locator("figure").evaluate_all("all => all.map(one => one.remove())")
        row = page.locator("#question-avis ~ .scroll").first.locator("tbody tr").first
        assert "%" in row.inner_text()


def test_paper_has_tables_and_pictures_and_no_menu(folder):
    with visited(folder / "resultats.html") as page:
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert page.locator("figure svg").first.is_visible()
        assert page.locator("table").first.is_visible()
        assert page.pdf().startswith(b"%PDF")


def test_an_address_with_the_name_of_a_question_goes_there(folder):
    with visited(folder / "resultats.html") as page:
        page.locator("a.anchor[href='#question-mode']").click()
        assert page.locator("#question-mode").evaluate(
            "one => one === document.querySelector(':target')"
        )
