"""« Nothing leaves that you did not choose », says README: on the page, and with `propose`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consultation.proposals import propose
from flows.page.run_process import RunProcess
from tests.cases.canary_form import word
from tests.cases.canary_search import findings_in
from tests.cases.drafts import export_of, some
from tests.cases.page import Fields, PageClient
from tests.cases.runs import Run, folders_in, new_run

pytestmark = pytest.mark.slow

IDEAS = [f"Je pense que {word('idea', n)} mérite une place dans notre rue" for n in range(20)]
WHYS = [f"Parce que {word('why', n)} compte plus que tout le reste pour nous" for n in range(20)]
COLUMNS = {
    ("", "Votre idée"): IDEAS,
    ("", "Pourquoi ?"): WHYS,
    ("", "Transport"): some(word("bike", 0), word("train", 0)),
    ("", "Voulez-vous être recontacté·e ?"): some(word("wish", 0), word("wish", 1)),
    ("", "Nom de votre médecin"): [f"Docteur {word('name', n)}" for n in range(20)],
    ("", "Quel est votre statut ?"): some(word("papers", 0), word("papers", 1)),
    ("", "Acceptez-vous que votre réponse soit envoyée ?"): some("Oui, en mon nom", "Non"),
}
WRITTEN = {word(of, n) for of in ("idea", "why") for n in range(2, 20, 2)}
LISTED = {word("bike", 0)}
WISHES = {word("wish", 0)}
# What leaves beside the answers: a name, and who answers.
UNDECIDED = "si les réponses partent"
BESIDE = {word("name", n) for n in range(2, 20, 2)} | {word("papers", 0)}


@pytest.fixture
def export(tmp_path) -> Path:
    path = tmp_path / "essai.tsv"
    path.write_bytes(export_of(COLUMNS))
    return path


@pytest.fixture
def on_the_page(tmp_path, export, monkeypatch):
    """The form file that is saved with the recipient alone, and after these acts."""
    monkeypatch.setattr(RunProcess, "start", lambda run: None)

    def saved(*acts: str) -> str:
        folders = folders_in(tmp_path / "-".join(("page", *acts)), are_made=True)
        client = PageClient(folders)
        where = client.drop(export.name, export.read_bytes()).json()["where"]
        address = f"/consultations/nouvelle?fichier={where.rpartition('/')[2]}"
        fields = Fields(client.get(address).text)
        for act in acts:
            fields = Fields(client.ask("POST", address, fields.sent(do=act)).text)
        saved = fields.sent(do="save", title="E", recipient="CNIL", form_id="essai")
        answer = client.ask("POST", address, saved)
        assert answer.status_code == 204, answer.text
        return folders.form_file("essai").read_text("utf-8")

    return saved


def run_of(folder: Path, export: Path, form: str) -> tuple[Run, int, set[str]]:
    """A run of this form file: how many contributions may be sent, and which words left."""
    run = new_run(folder, export, form_id="essai", form=form)
    summary = run.publish(with_pack=True)
    words = WRITTEN | LISTED | WISHES | BESIDE
    found = findings_in(run.release / "soumission", words) if summary.counts["sendable"] else None
    return run, summary.counts["sendable"], {*found.of(words)} if found else set()


def test_the_recipient_alone_decides_nothing_and_sends_nothing(tmp_path, export, on_the_page):
    form = on_the_page()
    assert not re.search(r'(?m)^(audience *= "all"|own_name|collective_name|anonymous)', form)
    run, sendable, left = run_of(tmp_path / "run", export, form)
    assert (sendable, left) == (0, set())
    asked = "select question_count from reasons.counted where reason = 'unconfirmed_questions'"
    assert run.query(asked) == [(4,)]  # who wants to be called stays, as proposed
    assert [one for one in run.notices() if "9 choix inconnus" in one.replace("\u00a0", " ")]


def test_a_draft_saved_as_it_is_sends_nothing(tmp_path, export):
    _, sendable, left = run_of(tmp_path / "run", export, propose(export).text)

    assert (sendable, left) == (0, set())


@pytest.mark.parametrize("way", [pytest.param("page", marks=pytest.mark.slow), "propose"])
def test_what_is_undecided_stays_though_consent_is_decided(way, tmp_path, export, on_the_page):
    """On both ways the pack is a PROJET that names it."""
    if way == "page":
        form = on_the_page("place")
    else:
        form = re.sub(r"(?m)^#(?=\[consent|headers|own|anonymous|reflection)", "",
                      propose(export).text)  # fmt: skip
        form = re.sub(r'(?m)^ +"Acceptez-vous.*\n', "", form)
    run, sendable, left = run_of(tmp_path / "run", export, form)

    assert (sendable, left) == (9, set())
    (reason,) = (one for one in run.reasons() if UNDECIDED in one)
    assert reason.count(";") == 3


def test_one_act_lets_those_leave_that_it_listed(tmp_path, export, on_the_page):
    """Who answers, and the name of people who agreed to it, leave with the answers."""
    run, sendable, left = run_of(tmp_path / "run", export, on_the_page("place", "leave"))

    assert (sendable, left) == (9, WRITTEN | LISTED | BESIDE)  # not who wants to be called
    assert not [one for one in run.reasons() if UNDECIDED in one]
