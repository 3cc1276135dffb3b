"""The local page in a real browser, as people without a shell use it."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from consultation.machine.settings import Folders
from consultation.releases.freezing import freeze
from consultation.runs.journal import FormRecord, begin_run, end_run, note_form
from tests.cases.browser import browser, check_screen, opened
from tests.cases.coded import published_coded_run
from tests.cases.page import PageClient
from tests.cases.places import FRAMAFORMS, ROOT
from tests.cases.runs import FIRST, folders_in
from tests.cases.small import FORM, FORM_ID

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
        cut_an_upload(page, tab)
        for _ in range(100):
            if len(list(depots.iterdir())) == 1:
                break
            time.sleep(0.1)
        assert len(list(depots.iterdir())) == 1


def cut_an_upload(page, tab) -> None:
    """Send some of a file, as this tab would, and hang up."""
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in tab.context.cookies())
    secret = json.loads(tab.evaluate("document.body.getAttribute('hx-headers:inherited')"))
    headers = {"host": urlsplit(page.address).netloc, "cookie": cookie, "content-length": "1000"}
    lines = [f"{name}: {value}" for name, value in {**headers, **secret}.items()]
    with socket.create_connection(("127.0.0.1", urlsplit(page.address).port)) as sent:
        sent.sendall("\r\n".join(["POST /fichiers HTTP/1.1", *lines, "", "abc"]).encode())
        time.sleep(0.5)


def test_screens_of_refusals_failures_and_emptiness_are_in_order_too(tmp_path):
    """Those that the other tests in a browser don't come to."""
    run = published_coded_run().copied(tmp_path / "copie")
    freeze(run.folders.outputs, FORM_ID, "juin", even_a_project=True)
    run.folders.form_file("casse").write_text("title = [")
    run.folders.form_file("vide").write_text(FORM.replace("Petit formulaire", "A" * 200))
    note_form(run.folders, FORM_ID, FormRecord(failure="Une colonne est inconnue."))
    begin_run(run.folders, "service")
    end_run(run.folders, "problems", "Un formulaire n’a pas pu être publié.")
    dropped = PageClient(run.folders)
    files = {"photo.png": b"\x89PNG\r\n\x1a\n\x00", "autre.tsv": (FRAMAFORMS / FIRST).read_bytes()}
    waiting = [dropped.drop(*each).json()["where"].lstrip("/") for each in files.items()]
    here = f"consultations/{FORM_ID}"
    screens = {
        "": "À corriger avant",
        "passages": "Un formulaire n’a pas pu être publié.",
        "nulle-part": "Cette page n’existe pas",
        here: "Ce qui a été écrit",
        f"{here}/envoyer": "À faire avant",
        f"{here}/publier": "à publier",
        f"{here}?depot=juin": "Telle qu’elle a été gelée",
        "consultations/casse/declaration": "Quelque chose ne va pas",
        "consultations/vide": "Rien n’est encore publié",
        "consultations/vide/declaration": "écrit ou modifié à la main",
        "consultations/vide/relire": "rien à décider",
        waiting[0]: "ne peut pas être lu",
        waiting[1]: "ne sont celles d’aucune consultation",
    }
    with opened(run.folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        for address, said in screens.items():
            tab.goto(page.address + address)
            assert said in tab.inner_text("main"), address
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
