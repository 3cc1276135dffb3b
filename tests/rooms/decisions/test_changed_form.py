"""What decides sending changed in the form file: a PROJET, until a person confirms it once."""

from __future__ import annotations

import re
import shutil

import pytest

from consultation.forms.form import read_form
from consultation.releases.freezing import freeze
from consultation.releases.manifest import read_manifest
from tests.cases.given_back import fill, write
from tests.cases.runs import Run, tables_of_notices
from tests.cases.small import FORM, FORM_ID, row, small_run

ROWS = (
    row(1, Envoi="Oui, sans nom", Texte="Un avis."),
    row(2, Envoi="Plus tard", Texte="Pas le mien."),
    row(3, Envoi="Oui, en mon nom", Nom="Lise M."),
)
BEFORE = (
    FORM.replace('["Non"]', '["Non", "Plus tard"]')
    .replace("[pack]", "[review]\nrequired = false\n\n[pack]")
    .replace("2022-03-20", "2022-12-01")
)
ANSWER = (('"Non", "Plus tard"', '"Non"'), ('"Oui, sans nom"', '"Oui, sans nom", "Plus tard"'))
SHEET = "publications.a_decider__a_verifier"

# Edits of the form file, and the parts that they change.
COUNTED = 'headers = ["Combien"]\naudience = '
PLACE = 'lieu = { kind = "text", headers = ["Lieu"] }\n'
RULES = 'rules = [{ state = "anonymous", when = { raisons = "prix" } }]\n\n[category]'
WITH_RULES = re.sub(r"(?s)(?<=\[consent\]\n).*\[category\]", RULES, BEFORE)
EDITS = {
    "comment": ("[consent]", "# relu\n[consent]", ""),
    "order": ('["Non", "Plus tard"]', '["Plus tard", "Non"]', ""),
    "title": ("Petit", "Grand", ""),
    "label of a choice": ('["Vélo"]', '["Vélo", "Bicyclette"]', ""),
    "question that stays": ("[questions]\n", f"[questions]\n{PLACE}", ""),
    "consent": ('["Non", "Plus tard"]', '["Non"]', "consent"),
    "role": ('email = ["Courriel"]', 'email = ["Mél"]', "roles"),
    "category": ('collectives = ["association"]\n', "", "category"),
    "ignored": ('ignored = ["source"]', "ignored = []", "ignored"),
    "audience": (f'{COUNTED}"all"', f'{COUNTED}"organisation"', "audience"),
    "heading of a question that leaves": ('["Combien"]', '["Combien", "Total"]', "audience"),
    "choice that rules of consent look at": ('["Bruit"]', '["Vacarme"]', "consent"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_parts_of_a_form_file_change_with_what_they_say_and_not_with_how(tmp_path, edit):
    before, after, changed = EDITS[edit]
    form = WITH_RULES if "rules" in edit else BEFORE
    assert before in form
    path, parts = tmp_path / "petit.toml", []
    for text in (form, form.replace(before, after)):
        path.write_text(text, encoding="utf-8")
        parts.append(set(read_form(path).sending_parts.items()))

    assert {part for part, _ in parts[0] ^ parts[1]} == {changed} - {""}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    """A run whose pack could be sent, under the form file of before."""
    run = small_run(tmp_path_factory.mktemp("published"), *ROWS, form=BEFORE)
    run.publish(with_pack=True)
    assert run.reasons() == ()
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
    run.build(*tables_of_notices(), "sending.contributions", SHEET)


def told(run: Run) -> str:
    """Of the reasons why the pack is a PROJET, the reason about the form file."""
    return " ".join(each for each in run.reasons() if "fichier du formulaire" in each)


def asked(run: Run) -> str | None:
    """The subject of the row of « À vérifier » that confirms."""
    question = "Est-ce voulu\u00a0?"
    rows = run.query(f"""select "Soumissions" from {SHEET} where "Question" = '{question}'""")
    return rows[0][0] if rows else None


@pytest.mark.slow
def test_a_workbook_that_comes_back_confirms_once_for_all(run):
    change(run, *ANSWER)
    run.publish(with_pack=True)
    manifest = read_manifest(run.release)
    assert told(run) in manifest.pack.reasons
    assert "l’accord ([consent])" in told(run)
    assert "fichier du formulaire" in manifest.tasks[0].task
    filled = fill(run.to_decide, {asked(run): {"choice": "je confirme"}})
    write(filled, run.inbox / "confirmed.xlsx")

    run.publish(with_pack=True)
    assert (told(run), asked(run)) == ("", None)
    assert read_manifest(run.release).last_sent.counts == {"anonymous": 2, "own_name": 1}

    # Another content is another question, and what left last is what it is compared with.
    change(run, ('"Oui, en mon nom"', '"Oui, en mon nom", "Oui"'))
    look(run)
    assert told(run)


@pytest.mark.slow
def test_the_former_content_asks_nothing(run):
    for changes in (ANSWER, [(after, before) for before, after in reversed(ANSWER)]):
        change(run, *changes)
        run.publish(with_pack=True)

    assert (told(run), asked(run), run.sent_sids()) == ("", None, {1, 3})


@pytest.mark.slow
def test_it_survives_a_lost_database_or_release_until_a_projet_is_frozen(run):
    """What was frozen is what later ones are compared with."""
    change(run, *ANSWER)
    run.publish(with_pack=True)
    run.folders.database(FORM_ID).unlink()
    look(run)
    assert told(run)
    shutil.rmtree(run.folders.outputs)
    look(run)
    assert told(run)

    run.publish(with_pack=True)
    freeze(run.folders.outputs, FORM_ID, "projet", even_a_project=True)
    look(run)
    assert told(run) == ""


@pytest.mark.slow
def test_before_a_release_could_be_sent_nothing_is_asked(tmp_path):
    run = small_run(tmp_path, *ROWS, form=BEFORE.replace("required = false", "required = true"))
    run.publish(with_pack=True)
    change(run, *ANSWER)
    look(run)

    assert run.reasons()
    assert told(run) == ""
