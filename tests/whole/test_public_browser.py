"""The public page in a browser, as a visitor of any site has it: no request but for itself,
readable by everybody, on a telephone, on paper and without pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.cases.browser import chromium, serious_problems
from tests.cases.public_forms import public_run

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A public folder, copied out of its release as onto a site."""
    run = public_run(tmp_path_factory.mktemp("run"), 300)
    return Path(shutil.copytree(run.release / "public", tmp_path_factory.mktemp("site") / "public"))


@pytest.fixture(scope="module")
def visited():
    """A file in Chromium; fails when anything else is asked for."""
    with chromium() as started:

        @contextmanager
        def visit(file: Path, **settings: object) -> Iterator[Page]:
            asked: list[str] = []
            with started.new_context(locale="fr-FR", **settings) as context:
                page = context.new_page()
                page.on("request", lambda request: asked.append(request.url))
                page.goto(file.as_uri())
                yield page
            assert asked == [file.as_uri()]

        yield visit


def test_nothing_is_serious_for_those_who_listen_to_it(folder, visited):
    # axe is a script, that the page's own policy would refuse.
    with visited(folder / "resultats.html", bypass_csp=True) as page:
        assert serious_problems(page) == []


def test_a_frame_too(folder, visited):
    for file in sorted((folder / "embed").glob("*.html")):
        with visited(file, bypass_csp=True) as page:
            assert serious_problems(page) == []


def test_a_telephone_shows_it_without_scrolling_sideways(folder, visited):
    settings = {"viewport": {"width": 320, "height": 700}, "java_script_enabled": False}
    with visited(folder / "resultats.html", **settings) as page:
        assert page.locator("main").bounding_box()["width"] <= 320
        assert page.locator("tbody .bar").first.is_visible()
        assert not page.locator("figure svg").first.is_visible()
    with visited(folder / "resultats.html", viewport={"width": 320, "height": 700}) as page:
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320


def test_a_figure_is_read_without_script_and_without_pictures(folder, visited):
    with visited(folder / "resultats.html", java_script_enabled=False) as page:
        page.locator("figure").evaluate_all("all => all.map(one => one.remove())")
        row = page.locator("#question-avis ~ .scroll").first.locator("tbody tr").first
        assert "%" in row.inner_text()


def test_paper_has_tables_and_pictures_and_no_menu(folder, visited):
    with visited(folder / "resultats.html") as page:
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert page.locator("figure svg").first.is_visible()
        assert page.locator("table").first.is_visible()
        assert page.pdf().startswith(b"%PDF")


def test_an_address_with_the_name_of_a_question_goes_there(folder, visited):
    with visited(folder / "resultats.html") as page:
        page.locator("a.anchor[href='#question-mode']").click()
        assert page.locator("#question-mode").evaluate(
            "one => one === document.querySelector(':target')"
        )
