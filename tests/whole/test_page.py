"""The local page in a real browser, as people without a shell use it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from consultation.machine.settings import Folders
from flows.page.screens import HERE
from tests.cases.browser import browser, check_screen, opened
from tests.cases.page import OURS
from tests.cases.places import ROOT
from tests.cases.runs import folders_in
from tests.screens import WORLDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def folders(tmp_path) -> Folders:
    made = folders_in(tmp_path)
    shutil.copytree(ROOT / "schemas" / "exemple", made.inbox)
    shutil.copytree(ROOT / "schemas" / "forms", made.forms)
    return made


def test_files_are_dragged_in_refused_in_a_sentence_and_still_there_after_a_kill(folders):
    drag = """(content) => {
        const data = new DataTransfer();
        for (const [name, text] of content) data.items.add(new File([text], name));
        document.querySelector("[data-drop]").dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, cancelable: true, bubbles: true }));
    }"""
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        tab.evaluate("document.querySelector('[data-drop]').dataset.largest = '3'")
        tab.evaluate(drag, [["a.csv", "long"]])
        tab.get_by_text("ce n’est pas un export").wait_for()
        check_screen(tab)
        tab.reload()
        tab.evaluate(drag, [["<img src=x onerror=alert(1)>.csv", "a"], ["b.csv", "b"]])
        tab.get_by_role("heading", name="Fichiers déposés, à ranger").wait_for()
        check_screen(tab)
        page.process.kill()
    depots = folders.data / "page" / "depots"
    assert len(list(depots.iterdir())) == 2
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        tab.get_by_role("link", name="Ranger : b.csv").click()
        tab.get_by_role("button", name="Retirer ce fichier").click()
        tab.get_by_role("link", name="Ranger : <img src=x onerror=alert(1)>.csv").wait_for()
        assert len(list(depots.iterdir())) == 1


@pytest.mark.parametrize("world", WORLDS)
def test_every_reviewed_screen_is_in_order_also_in_the_dark_and_at_320_pixels(world, tmp_path):
    # Some are parts of a screen.
    whole = {f"/{n}": page for n, page in WORLDS[world](tmp_path) if page.startswith("<!doctype")}

    def answer(route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/page/"):
            route.fulfill(path=HERE / "static" / path.removeprefix("/page/"))
        else:
            route.fulfill(body=whole[path], content_type="text/html; charset=utf-8")

    assert whole
    with browser() as context:
        tab = context.new_page()
        tab.route(f"{OURS}/**", answer)
        for path in whole:
            tab.goto(f"{OURS}{path}")
            check_screen(tab)


def test_a_hundred_megabytes_are_sent_in_the_memory_of_a_few(folders, tmp_path):
    text = (folders.inbox / "vsa-2022" / "p1-01-defaut-tab.tsv").read_bytes()
    rows = text[text.index(b"\n", text.index(b"\n", text.index(b"\n") + 1) + 1) + 1 :]
    large = tmp_path / "grand.tsv"
    with large.open("wb") as file:
        file.write(text)
        while file.tell() < 100_000_000:
            file.write(rows)
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        before = most_memory(page)
        tab.set_input_files("#fichier", large)
        tab.get_by_text("34 de ses colonnes sur 34").wait_for(timeout=120_000)
        grown = most_memory(page) - before
    assert grown < 50_000, f"{grown} kB more"
    assert not any((folders.data / "page" / "depots").iterdir())


def most_memory(page) -> int:
    """The most memory that the page's process ever had, in kB."""
    status = Path(f"/proc/{page.process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1])
