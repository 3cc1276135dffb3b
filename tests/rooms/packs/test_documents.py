"""One document per contribution, and volumes: what they show, and what they never do."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from consultation.machine.executors import Processes
from consultation.packs import documents, kept
from consultation.packs.contribution_values import read_contributions, surroundings
from consultation.packs.dates import moment, plain_number, time_in_words
from consultation.packs.typesetting import many
from consultation.words.errors import OrganiserError
from tests.cases import sent_contributions
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.poppler import folded, needs_poppler, pages_of, words_of
from tests.cases.runs import digests
from tests.cases.sent_contributions import answer, sent
from tests.cases.typeset import typeset

consenting = partial(sent_contributions.consenting, wanted="pack.document_")


DRAFT = "PROJET — À ne pas transmettre en l’état : la note de méthode dit pourquoi."


def only(folder, *answers, of=None, **tables):
    """The document's values of one contribution."""
    contribution = of or sent("A")
    with consenting(folder, [contribution], answers, **tables) as tables:
        (found,) = read_contributions(tables, surroundings(tables))
    return found


def written(folder, contributions, answers=(), executor=None, **tables):
    """The folder that the documents are in."""
    pack = folder / "soumission"
    with consenting(folder, contributions, answers, **tables) as tables:
        documents.write_documents(tables, pack, folder / "documents", executor or Processes())
    (folder / "essai.soumission.duckdb").unlink()
    return pack


# Who, when


@pytest.mark.parametrize("consent", ["reflection_only", "unclear"])
def test_nobody_is_sent_without_having_agreed(tmp_path, consent):
    with pytest.raises(ValueError, match="sends nothing"):
        only(tmp_path, of=sent("A", consent))


# Answers


def answers_of(contribution):
    return {each.question.rstrip("\u00a0?"): each for each in contribution.answers}


def test_numbers_keep_every_digit_and_what_is_no_hour_stays_as_it_is():
    shown = {0.25: "0,25", 1e6: "1\u202f000\u202f000", -3.14159: "\u22123,14159", 100.0: "100"}
    hours = {"00:05:00": "0 h 05", "23:59": "23 h 59", "8h": "8h"}

    assert {number: plain_number(number) for number in shown} == shown
    assert {text: time_in_words(text).replace("\u00a0", " ") for text in hours} == hours
    assert moment(dt.date(2022, 8, 1), None) == "1er\u00a0août\u00a02022"


def test_a_text_withheld_beside_a_choice_leaves_the_choice(tmp_path):
    withheld = [{"submission_id": "A", "question_id": "raisons"}]

    chosen = answer("A", "raisons", choice_id="autre")
    contribution = only(tmp_path, chosen, sending__withheld_answers=withheld)

    found = answers_of(contribution)["Pour quelles raisons"]
    assert (found.chosen, found.remark) == (("Autre",), "Texte non transmis après relecture")


@pytest.mark.parametrize(
    ("contribution", "asked"),
    [
        (sent("A", "own_name", name="Ana", at="2022-02-16 10:00"), False),
        (sent("A", "own_name", name="Ana", at="2022-02-18 10:00"), True),
        (sent("A", at="2022-02-12 10:00"), False),
        (sent("A", at="2022-02-14 10:00"), True),  # the week tells, never the day
    ],
)
def test_a_question_that_was_not_asked_yet_is_not_one_without_an_answer(
    tmp_path, contribution, asked
):
    later = {"question_id": "suite", "title": "Et après", "kind": "text"}
    questions = [{**later, "asked_from": "2022-02-17 00:00"}]

    found = only(tmp_path, of=contribution, form__questions=questions)

    assert ("Et après" in answers_of(found)) == asked


@needs_poppler
def test_where_several_questions_decide_what_they_come_to_is_said_in_our_words(tmp_path):
    questions = [{"position": 1, "title": "Envoi ?"}, {"position": 2, "title": "Sous quel nom ?"}]
    pack = written(tmp_path, [sent("A")], form__consent_questions=questions, form__consents=[])

    text = folded(words_of((pack / "contributions" / "A.pdf").read_bytes()))

    assert folded("« Envoi ? » et « Sous quel nom ? »") in text
    assert folded("Accord retenu d’après ces réponses : Transmise sans nom") in text


# Files


@needs_poppler
def test_each_contribution_has_its_document_and_all_are_in_a_volume(tmp_path):
    texts = {"B": "Non. " * 20, "A": "لا للمراقبة في شوارعنا", "C": "Je dis \U0001f600 non"}
    reasons = [{"position": 1, "reason": "Le dernier export est partiel."}]
    pack = written(
        tmp_path,
        [sent(reference) for reference in texts],
        [answer(reference, "texte", text=text) for reference, text in texts.items()],
        sending__reasons=reasons,
    )

    names = sorted(path.relative_to(pack).as_posix() for path in pack.rglob("*.pdf"))
    volume = pages_of((pack / "recueil-01.pdf").read_bytes())
    assert names == [*(f"contributions/{name}.pdf" for name in "ABC"), "recueil-01.pdf"]
    for place, (reference, text) in enumerate(sorted(texts.items()), start=1):
        document = words_of((pack / "contributions" / f"{reference}.pdf").read_bytes())
        assert folded(text) in folded(document)
        assert folded(document).startswith(folded(DRAFT))
        assert folded(text) in folded(volume[place])
    assert folded(volume[0]).startswith(folded("PROJET"))


def test_a_database_without_a_contribution_makes_no_document(tmp_path):
    assert list(written(tmp_path, []).rglob("*.pdf")) == []


# Kept from one pack to the next


def test_a_second_run_with_37_new_answers_typesets_37_documents_and_the_volume(tmp_path):
    """How many texts are left to read changes at each run: no document says it."""
    first = [f"R-{number:03d}" for number in range(0, 60, 3)]
    new = [f"R-{number:03d}" for number in range(1, 75, 2) if number % 3] + ["S-1", "S-2"]
    new += [f"T-{number:02d}" for number in range(37 - len(new))]
    for names, reason in ((first, "20 textes à relire."), ([*first, *new], "57 textes à relire.")):
        reasons = {"sending__reasons": [{"position": 1, "reason": reason}]}
        executor = OneAfterAnother()
        written(tmp_path, [*map(sent, sorted(names))], executor=executor, **reasons)

    assert len(new) == 37
    assert sorted(typeset(executor)) == [
        *sorted(f"contribution {name}" for name in new),
        "recueil-01.pdf",
    ]


def test_a_document_is_on_the_disk_once_and_what_was_edited_in_a_release_is_not_kept(tmp_path):
    released = written(tmp_path, [sent("A")]) / "contributions" / "A.pdf"
    first = digests(tmp_path / "soumission")
    (kept_one,) = [path for path in (tmp_path / "documents").iterdir() if path.samefile(released)]
    assert kept_one.stat().st_nlink == 2
    released.write_bytes(released.read_bytes() + b"% edited")

    executor = OneAfterAnother()
    assert digests(written(tmp_path, [sent("A")], executor=executor)) == first
    assert typeset(executor) == ["contribution A"]


def test_another_edition_of_the_templates_typesets_everything_again(tmp_path, monkeypatch):
    written(tmp_path, [sent("A")])
    monkeypatch.setattr(kept, "typesetting_version", lambda: "another")
    written(tmp_path, [sent("A")], executor=(executor := OneAfterAnother()))

    assert typeset(executor) == ["contribution A", "recueil-01.pdf"]


def test_nobody_else_reads_what_is_kept_and_nothing_is_left_of_a_failure(tmp_path, monkeypatch):
    monkeypatch.setattr(many, "SECONDS", 1e-4)

    with pytest.raises(OrganiserError):
        written(tmp_path, [sent("A")])

    cache = tmp_path / "documents"
    assert cache.stat().st_mode & 0o777 == 0o700
    assert list(cache.iterdir()) == []
