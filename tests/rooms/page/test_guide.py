"""« Aide »: the guides in the page, every link of which leads somewhere, and the search in them."""

import html
import re
from urllib.parse import unquote

import pytest

from flows.page.guide import pages
from tests.cases.page import PageClient
from tests.cases.runs import folders_in


@pytest.fixture
def page(tmp_path) -> PageClient:
    return PageClient(folders_in(tmp_path))


def test_every_guide_is_there_and_every_link_leads_to_a_heading_or_a_picture(page):
    told = {f"/aide/{name}": page.get(f"/aide/{name}") for name in pages()}
    known = {where: set(re.findall(r'id="([^"]+)"', one.text)) for where, one in told.items()}

    assert {one.status_code for one in told.values()} == {200}
    assert len(told) > 10
    for where, one in told.items():
        for link in re.findall(r'(?:href|src)="((?:/aide/|#|[a-z.]+/)[^"]*)"', one.text):
            to, _, anchor = html.unescape(unquote(link)).partition("#")
            if to.startswith("/aide/images/"):
                assert page.get(to).status_code == 200, (where, link)
            else:
                assert {anchor} - {""} <= known[to or where], (where, link)


def test_words_are_looked_for_in_all_guides_whatever_their_accents(page):
    found = page.get("/aide?mots=VERSION+gelee").text

    assert re.findall('href="(/aide/[a-z-]+#[^"]+)"', found)
    assert 'value="VERSION gelee"' in found
    assert "Rien dans l’aide" in page.get("/aide?mots=hippocampe").text
    assert page.get("/aide/decisions").status_code == 404
