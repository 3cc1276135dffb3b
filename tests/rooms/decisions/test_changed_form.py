"""A form file that makes more leave than before: a PROJET, until a person confirms it."""

from __future__ import annotations

import pytest

from consultation.releases.manifest import read_manifest
from tests.cases.given_back import fill, write
from tests.cases.runs import Run, tables_told
from tests.cases.small import FORM, FORM_ID, row, small_run

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
COLLECTIVES = (('["club"]', '["club", "association"]'),)
RAISING = {
    "an answer": (ANSWER, "3 contributions", "3 ne partaient pas"),
    "a name": (NAME, "1 contribution ", "0 ne partait pas"),
    "collectives": (COLLECTIVES, "1 contribution ", "1 ne partait pas"),
}
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
    question = "Est-ce voulu\u00a0?"
    rows = run.query(f"""select {shown} from {SHEET} where "Question" = '{question}'""")
    return dict(zip(names, rows[0], strict=True)) if rows else None


@pytest.mark.parametrize("case", RAISING)
def test_what_the_form_file_alone_makes_more_public_waits_for_a_person(run, case):
    changes, contributions, unsent = RAISING[case]
    change(run, *changes)

    look(run)

    assert contributions in told(run)
    assert unsent in told(run)
    assert asked(run)["Combien"] == int(contributions.split()[0])


def test_a_workbook_that_comes_back_confirms_once_for_all(run):
    change(run, *ANSWER)
    run.publish(with_pack=True)
    manifest = read_manifest(run.release)
    assert told(run) in manifest.pack.reasons
    assert "fichier du formulaire" in manifest.tasks[0].task
    filled = fill(run.to_decide, {asked(run)["Soumissions"]: {"choice": "je confirme"}})
    write(filled, run.inbox / "confirmed.xlsx")

    for again in (run.publish, lambda: look(run)):
        again()
        assert (told(run), asked(run)) == ("", None)
        assert {2, 3, 5} <= run.sent_sids()


def test_it_survives_what_is_made_again(run):
    run.folders.database(FORM_ID).unlink()
    change(run, *ANSWER)
    run.publish()
    assert "3 contributions" in told(run)
    run.folders.database(FORM_ID).unlink()
    look(run)
    assert "3 contributions" in told(run)

    change(run, *TAKEN_BACK)
    look(run)
    assert (told(run), run.sent_sids()) == ("", {6, 7})
