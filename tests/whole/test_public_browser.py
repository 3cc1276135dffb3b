"""The public page in a browser, as a visitor of any site has it: no request but for itself,
readable by everybody, on a telephone, on paper and without pictures."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cases.browser import serious_problems, visits
from tests.cases.poppler import words_of
from tests.cases.public_forms import shown_run

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A public folder, copied out of its release as onto a site."""
    site = tmp_path_factory.mktemp("site")
    return Path(shutil.copytree(shown_run().release / "public", site / "public"))


@pytest.fixture(scope="module")
def visited():
    with visits() as visit:
        yield visit


def test_nothing_is_serious_for_those_who_listen_to_it(folder, visited):
    # axe is a script, that the page's own policy would refuse.
    with visited(folder / "resultats.html", bypass_csp=True) as page:
        page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
        assert serious_problems(page) == []


def test_no_screen_is_scrolled_sideways_and_four_of_them_say_it_all(folder, visited):
    sizes = {(320, 700): 40, (390, 844): 20, (1366, 768): 4}
    for (width, height), screens in sizes.items():
        viewport = {"width": width, "height": height}
        with visited(folder / "resultats.html", viewport=viewport) as page:
            assert page.evaluate("document.scrollingElement.scrollWidth") == width
            assert page.evaluate("document.scrollingElement.scrollHeight") <= screens * height
    assert (folder / "resultats.html").stat().st_size <= 300_000


def test_tables_unfold_without_script(folder, visited):
    with visited(folder / "resultats.html", java_script_enabled=False) as page:
        card = page.locator("section", has=page.locator("#question-mode"))
        assert "%" in card.locator(".bars tr").first.inner_text()
        assert not card.locator(".figures").is_visible()
        card.locator("summary").click()
        assert "%" in card.locator(".figures tbody tr").first.inner_text()


def test_each_week_has_its_label(folder, visited):
    with visited(folder / "resultats.html", viewport={"width": 320, "height": 700}) as page:
        labels = page.locator(".weeks i").all()
        assert len(labels) == page.locator(".weeks b").count() > 1
        assert all(re.fullmatch(r"\d\d/\d\d", one.inner_text()) for one in labels)
        card = page.locator("section", has=page.locator(".weeks"))
        assert "dans le tableau" not in card.inner_text()


def test_paper_has_charts_and_all_tables_and_no_menu(folder, visited):
    with visited(folder / "resultats.html") as page:
        page.emulate_media(media="print")
        assert page.locator(".bars").first.is_visible()
        pdf = folder / "page.pdf"
        pdf.write_bytes(page.pdf(format="A4"))
    assert "Sur combien" in words_of(pdf.read_bytes())
