"""Who asked to be erased is nowhere any more, and comes back from no old file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from consultation.runs.tombstones import read_register, tombstones_of
from tests.cases.erasures import ask, erase
from tests.cases.runs import Run
from tests.cases.small import FORM_ID, Row, export, row, small_run

pytestmark = pytest.mark.slow

ANA, LEO, EVE = "ana@example.org", "leo@example.org", "eve@example.org"


def letter(sid: int, email: str, **cells: str) -> Row:
    told = {"Envoi": "Oui, sans nom", "Qui": "Citoyen·ne", "Texte": f"texte propre de {email}"}
    return row(sid, Courriel=email, **{**told, **cells})


ROWS = [
    letter(1, ANA),
    letter(2, LEO),
    letter(3, EVE),
    letter(4, ANA),
    letter(5, "zoe@example.org"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A form that has published all of them."""
    run = small_run(tmp_path_factory.mktemp("published"), *ROWS)
    run.publish()
    return run


@pytest.fixture(scope="module")
def erased(published: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The form once Ana asked, was erased, and it was published again."""
    run = published.copied(tmp_path_factory.mktemp("erased"))
    ask(run, ANA)
    erase(run)
    assert not read_register(run.folders.data, FORM_ID).is_published
    run.publish()
    return run


def test_until_the_command_a_request_withdraws(published: Run, tmp_path: Path) -> None:
    run = published.copied(tmp_path / "run")
    ask(run, ANA)
    run.build("notices.counted", "respondents.contributions")
    assert run.query("select count(*) from respondents.contributions") == [(3,)]
    assert run.query(
        "select request_count, due_on from notices.counted where notice = 'waiting_erasures'"
    ) == [(1, "10/04/2022")]


SENT = "select submission_id, consent from respondents.contributions where is_sendable order by all"
REFERENCE = "select reference from pseudonyms.submissions where submission_id = 'petit:1'"


@pytest.mark.parametrize(
    ("who", "left"),
    [
        ("2", {"petit:3", "petit:4"}),  # the refusal, and the agreement that it kept from leaving
        ("1", {"petit:2", "petit:3", "petit:4"}),  # the agreement alone
        ("4", {"petit:1", "petit:2", "petit:3"}),  # a draft, which kept nobody
        (ANA, {"petit:3", "petit:4"}),
        ("reference", {"petit:3", "petit:4"}),  # a person's, whichever of their answers counts
    ],
)
def test_nothing_leaves_because_what_kept_it_was_erased(
    tmp_path: Path, who: str, left: set[str]
) -> None:
    refusal = letter(2, ANA, Envoi="Non", at="02/03/2022 - 10:00")
    draft = letter(4, LEO, Envoi="Non", draft="1")
    agreed = letter(1, ANA, Envoi="Oui, en mon nom", Nom="Ana Exemple")
    run = small_run(tmp_path, agreed, refusal, letter(3, LEO), draft)
    run.publish()
    sent = run.query(SENT)
    if who == "reference":
        ((who,),) = run.query(REFERENCE)
    ask(run, who)
    run.build("respondents.contributions", "clean.submissions")
    assert run.query(SENT) == sent == [("petit:3", "anonymous")]
    erase(run)
    run.publish()

    assert run.published(SENT) == sent
    assert {one for (one,) in run.published("select submission_id from clean.submissions")} == left


def test_whoever_answers_again_is_a_new_person(erased: Run, tmp_path: Path) -> None:
    run = erased.copied(tmp_path / "run")
    again = letter(9, ANA, at="15/03/2022 - 10:00")
    run.write("suite.tsv", export([*ROWS, again]))
    run.build("respondents.contributions")
    assert ("petit:9",) in run.query("select submission_id from respondents.contributions")


def test_the_register_tells_of_requests_without_a_name(erased: Run) -> None:
    register = read_register(erased.folders.data, FORM_ID)
    (request,) = register.requests
    assert (request.asked_on, request.kind, request.submission_count) == (
        dt.date(2022, 3, 10),
        "email",
        2,
    )
    assert request.due_on == dt.date(2022, 4, 10)
    assert request.done_on is not None
    assert register.is_published
    tombstones = tombstones_of(erased.folders, FORM_ID)
    assert tombstones.covers("1", None, None)
    assert not tombstones.covers("2", None, None)
