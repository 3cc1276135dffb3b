"""The screen on which texts are coded says the same of a text as a coder's workbook could."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.cases.coded import WATCHED, coded_run
from tests.cases.page import PageClient
from tests.cases.runs import Run
from tests.cases.small import FORM_ID

HERE = f"/consultations/{FORM_ID}/relire/coder"
pytestmark = pytest.mark.slow


@pytest.fixture
def run(tmp_path) -> Run:
    run = coded_run(tmp_path)
    run.publish(with_pack=False)
    return run


def code(run: Run, text: str, *theme_ids: str, choice: str):
    """A coded this text on the page, with these boxes ticked and this button pressed."""
    page = PageClient(run.folders)
    screens = (page.get(f"{HERE}?qui=A&n={number}").text for number in range(1, 20))
    shown = next(screen for screen in screens if text in unescape(screen))
    key = unescape(re.search(r'name="key" value="([^"]*)"', shown)[1])
    sent = [("qui", "A"), ("n", "1"), ("key", key), ("choice", choice)]
    sent += [("theme", theme_id) for theme_id in theme_ids]
    return page.ask("POST", HERE, urlencode(sent).encode(), hx_request="true")


def test_what_is_coded_again_keeps_the_remark_and_no_theme_is_none_whatever_was_ticked(run):
    """The remark is what the workbook has."""
    told = "select theme_ids, remark from coding.codes where coder = 'A' and remark is not null"
    for theme_id, choice, theme_ids in (("cout", "themes", ["cout"]), ("surveillance", "none", [])):
        code(run, WATCHED, theme_id, choice=choice)
        run.build("coding.codes")
        assert run.query(told) == [(theme_ids, "REMARQUEINTERNE")]


def test_a_text_has_one_to_five_themes_as_in_the_workbook(run):
    for count in (0, 6):
        answer = code(run, WATCHED, *(f"t{number}" for number in range(count)), choice="themes")

        assert "d’un à cinq thèmes" in answer.text
        assert not list(run.inbox.glob("page-*"))
