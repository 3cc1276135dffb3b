"""The local page in a real browser, as people without a shell use it."""

from __future__ import annotations

import shutil

import pytest

from consultation.settings import Folders
from tests.cases.browser import browser, opened, serious_problems
from tests.cases.places import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def folders(tmp_path) -> Folders:
    made = Folders(*(tmp_path / name for name in ("inbox", "data", "outputs", "forms")))
    shutil.copytree(ROOT / "docs" / "exemple", made.inbox)
    shutil.copytree(ROOT / "schemas" / "forms", made.forms)
    return made


def test_a_run_is_started_with_a_click_and_followed_to_its_end(folders):
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        tab.goto(f"{page.address}passages")
        tab.get_by_role("button", name="Lancer un passage").click()
        tab.get_by_text("Le passage est en cours").wait_for()
        assert serious_problems(tab) == []
        tab.get_by_role("button", name="Lancer un passage").wait_for(timeout=280_000)

    assert (folders.outputs / "vsa-2022" / "LISEZMOI.txt").exists()
