"""A form file that makes more leave than before: a PROJET, until a person confirms it."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import load_workbook

from consultation.machine.settings import Folders
from consultation.releases.manifest import read_manifest
from consultation.stages import forget_results
from tests.cases.given_back import SAVED, at, fill, write
from tests.cases.runs import Run, tables_told
from tests.cases.sampling import foremost
from tests.cases.small import FORM, export, row, small_run

pytestmark = pytest.mark.slow

ROWS = (
    row(1, Envoi="Oui, sans nom", Texte="Un avis.", Courriel="ada@example.org"),
    row(2, Envoi="Plus tard", Texte="Pas le mien.", Courriel="ada@example.org"),
    row(3, Envoi="Plus tard", Texte="Ni le mien."),
    row(4, Envoi="Oui, en mon nom", Nom="Lise M.", Qui="Association", Courriel="g@example.org"),
    row(5, Envoi="Plus tard", Qui="Citoyen·ne", Courriel="g@example.org"),
    row(6, Envoi="Oui, en mon nom", Nom="Grace H."),
    row(7, Envoi="Oui, sans nom"),
    row(8, Envoi="Non", Courriel="ida@example.org"),
    row(9, Envoi="Oui, sans nom", Courriel="ida@example.org"),
)
BEFORE = (
    FORM.replace('["Non"]', '["Non", "Plus tard"]')
    .replace('["association"]', '["club"]')
    .replace('citoyen = ["Citoyen·ne"]', 'club = ["Club"]\ncitoyen = ["Citoyen·ne"]')
)
# What each change is, how many contributions it makes more public, and how many did not leave.
ANSWER = (('"Non", "Plus tard"', '"Non"'), ('"Oui, sans nom"', '"Oui, sans nom", "Plus tard"'))
NAME = (('anonymous = ["Oui, sans nom"]\n', ""), ("mon nom", 'mon nom", "Oui, sans nom'))
TAKEN_BACK = tuple((after, before) for before, after in reversed(ANSWER))
NO_ADDRESS = (('email = ["Courriel"]\n', ""), ('"source"', '"source", "Courriel"'))
COLLECTIVES = (('["club"]', '["club", "association"]'),)
RAISING = {
    "an answer": (ANSWER, "3 contributions", "3 ne partaient pas"),
    "a name": (NAME, "1 contribution ", "0 ne partait pas"),
    "no address": (NO_ADDRESS, "3 contributions", "3 ne partaient pas"),
    "collectives": (COLLECTIVES, "1 contribution ", "1 ne partait pas"),
    "a category": (
        (('"Association"', '"Asso"'), ('"Club"', '"Club", "Association"')),
        "1 contribution ",
        "1 ne partait pas",
    ),
}
NEXT = "next.tsv"
SHEET = "publications.a_decider__a_verifier"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    """A run that was published under the form file of before."""
    run = small_run(tmp_path_factory.mktemp("published"), *ROWS, form=BEFORE)
    run.publish()
    assert told(run) == ""
    return run


def change(run: Run, *changes: tuple[str, str]) -> None:
    """The form file says something else."""
    text = run.form_file.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    run.form_file.write_text(text, encoding="utf-8")


def look(run: Run) -> None:
    """What is in the inbox is counted, and what it is compared with stays the publication."""
    run.build(*tables_told(), "sending.contributions", SHEET)


def told(run: Run) -> str:
    """Of the reasons why the pack is a PROJET, the one that is about the form file."""
    return " ".join(each for each in run.reasons() if "fichier du formulaire a changé" in each)


def asked(run: Run) -> dict[str, object] | None:
    """The row of « À vérifier » that confirms."""
    names = ("Soumissions", "Combien", "Ce qui parle pour", "Clé (ne pas modifier)")
    shown = ", ".join(f'"{name}"' for name in names)
    rows = run.query(f"""select {shown} from {SHEET} where "Question" = 'Est-ce voulu ?'""")
    return dict(zip(names, rows[0], strict=True)) if rows else None


def save_again(run: Run, name: str) -> None:
    """The workbook comes back under another name, with other bytes, and says the same."""
    workbook = load_workbook(run.inbox / name)
    write(at(workbook, SAVED + dt.timedelta(days=1)), run.inbox / f"copie-{name}")


def confirm(run: Run, name: str) -> None:
    """The row is filled in."""
    filled = fill(run.to_decide, {asked(run)["Soumissions"]: {"choice": "je confirme"}})
    write(filled, run.inbox / name)


@pytest.mark.parametrize("case", foremost(RAISING, "an answer", "a name", "collectives"))
def test_what_the_form_file_alone_makes_more_public_waits_for_a_person(run, case):
    changes, contributions, unsent = RAISING[case]
    change(run, *changes)

    look(run)

    assert contributions in told(run)
    assert unsent in told(run)
    assert asked(run)["Combien"] == int(contributions.split()[0])


def test_nothing_waits_where_people_said_it_or_somebody_decided_it(run):
    change(run, ("Petit formulaire", "Petit questionnaire"))
    run.write(NEXT, export([*ROWS, row(10, Envoi="Oui, sans nom")]))
    run.publish()
    assert told(run) == ""

    # Of the same form file: a new version in an export that is surely later, and a decision.
    edited = row(3, Envoi="Oui, sans nom", modified="27/02/2022 - 10:00")
    others = [row(sid, Envoi="Oui, sans nom") for sid in (10, 11)]
    run.write("last.tsv", export([*ROWS[:2], edited, *ROWS[3:], *others]))
    write(
        fill(run.to_decide, {"petit:8, petit:9": {"choice": "le dernier consentement"}}),
        run.inbox / "a.xlsx",
    )
    look(run)
    assert (told(run), {3, 9} <= run.sent_sids()) == ("", True)


def test_who_said_it_anew_when_the_form_file_changed_does_not_wait(run):
    edited = row(3, Envoi="Oui, en mon nom", Nom="Ida B.", modified="27/02/2022 - 10:00")
    run.write(NEXT, export([*ROWS[:2], edited, *ROWS[3:], row(10)]))
    change(run, *ANSWER)
    look(run)

    assert "2 contributions" in told(run)
    assert "soumissions 1, 2, 4, 5" in asked(run)["Ce qui parle pour"]


LATER = {"modified": "27/02/2022 - 10:00"}
OLDER = {"Envoi": "Oui, en mon nom", "Nom": "Ida B.", "modified": "20/01/2022 - 10:00"}
BESIDE = {
    "an older export": ([row(3, **OLDER)], "3 contributions"),
    "another address": (
        [ROWS[0], row(2, Envoi="Plus tard", Courriel="a@example.org", **LATER), *ROWS[2:], row(10)],
        "4 contributions",
    ),
    # Which of 8 and 9 leaves is no matter of the form file: they share no address any more.
    "an address apart": (
        [*ROWS[:8], row(9, Envoi="Oui, sans nom", Courriel="i@example.org", **LATER), row(10)],
        "3 contributions",
    ),
}


@pytest.mark.parametrize("case", foremost(BESIDE, "another address"))
def test_what_else_a_newer_file_says_explains_nothing(run, case):
    rows, contributions = BESIDE[case]
    run.write(NEXT, export(rows))
    change(run, *ANSWER)
    look(run)

    assert contributions in told(run)
    assert "soumissions 1, 2, 3, 4, 5" in asked(run)["Ce qui parle pour"]


def test_a_workbook_that_comes_back_confirms_once_for_all(run):
    change(run, *ANSWER)
    run.publish(with_pack=True)
    manifest = read_manifest(run.release)
    assert told(run) in manifest.pack.reasons
    assert "fichier du formulaire" in manifest.tasks[0].task
    confirm(run, "confirmed.xlsx")

    for again in (run.publish, lambda: look(run)):
        again()
        assert (told(run), asked(run)) == ("", None)
        assert {2, 3, 5} <= run.sent_sids()

    # Taken back and changed again, it is asked again.
    change(run, *TAKEN_BACK)
    run.publish()
    save_again(run, "confirmed.xlsx")
    change(run, *ANSWER)
    run.publish()
    assert "3 contributions" in told(run)
    confirm(run, "again.xlsx")
    look(run)
    assert told(run) == ""


def forget_database(folders: Folders, form_id: str) -> None:
    """The working database was damaged, and is put elsewhere, as people are told to."""
    folders.database(form_id).unlink()


@pytest.mark.parametrize("forget", foremost([forget_results, forget_database], forget_database))
def test_it_survives_what_is_made_again(run, forget):
    forget(run.folders, run.form_id)
    change(run, *ANSWER)
    for _ in range(2):
        run.publish()
        assert "3 contributions" in told(run)
        forget(run.folders, run.form_id)

    change(run, *TAKEN_BACK)
    look(run)
    assert (told(run), run.sent_sids()) == ("", {6, 7})
