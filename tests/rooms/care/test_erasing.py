"""Who asked to be erased is nowhere any more, and comes back from no old file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from consultation.decisions.page_lines import line_of, write_lines
from consultation.decisions.sheets import TO_READ
from consultation.runs.tombstones import read_register, tombstones_of
from tests.cases.erasures import ASKED, ask, erase
from tests.cases.given_back import KEY, asked, book, key_of, write
from tests.cases.runs import Run
from tests.cases.small import COLUMNS, FORM_ID, Row, export, row, small_run
from tests.cases.webform import delimited, header

pytestmark = pytest.mark.slow

ANA, LEO, EVE = "ana@example.org", "leo@example.org", "eve@example.org"


def letter(sid: int, email: str, **cells: str) -> Row:
    told = {"Envoi": "Oui, sans nom", "Qui": "Citoyen·ne", "Texte": f"texte propre de {email}"}
    return row(sid, Courriel=email, **{**told, **cells})


ROWS = [letter(sid, one) for sid, one in enumerate((ANA, LEO, EVE, ANA, "zoe@example.org"), 1)]


def test_a_request_withdraws_then_erases_and_whoever_answers_again_is_new(tmp_path: Path) -> None:
    run = small_run(tmp_path, *ROWS)
    run.publish()
    ask(run, ANA)
    run.build("notices.counted", "respondents.contributions")
    there = "select submission_id from respondents.contributions order by all"
    assert run.query(there) == [(f"petit:{sid}",) for sid in (2, 3, 5)]
    assert run.query(
        "select request_count, due_on from notices.counted where notice = 'waiting_erasures'"
    ) == [(1, "10/04/2022")]

    run.folders.own_words(FORM_ID).write_text("{}", encoding="utf-8")
    erase(run)
    assert not run.folders.own_words(FORM_ID).exists()
    assert not read_register(run.folders.data, FORM_ID).is_published
    run.publish()
    register = read_register(run.folders.data, FORM_ID)
    (request,) = register.requests
    assert (request.asked_on, request.due_on) == (dt.date(2022, 3, 10), dt.date(2022, 4, 10))
    assert (request.kind, request.submission_count) == ("email", 2)
    assert request.done_on is not None
    assert register.is_published

    run.write("suite.tsv", export([*ROWS, letter(9, ANA, at="15/03/2022 - 10:00")]))
    run.build("respondents.contributions")
    assert run.query(there) == [(f"petit:{sid}",) for sid in (2, 3, 5, 9)]


SENT = "select submission_id, consent from respondents.contributions where is_sendable order by all"
TABLES = ("respondents.contributions", "clean.submissions")
AGREED = {"Envoi": "Oui, en mon nom", "Nom": "Ana Exemple"}


def reference_in(run: Run, submission_id: str) -> str:
    references = run.query("select submission_id, reference from pseudonyms.submissions")
    return str(dict(references)[submission_id])


@pytest.mark.parametrize(
    ("request_", "by", "other"),
    [
        ("retirer", "number", ANA),
        ("réflexion seulement", "number", ANA),
        ("retirer", "reference", ANA),
        ("retirer", "number", LEO),  # decided to be the same person
    ],
)
def test_an_erased_withdrawal_lets_nobody_linked_leave(tmp_path, request_, by, other) -> None:
    """Both agreed; one asked to be withdrawn, was, then to be erased: nothing of theirs is left."""
    rows = letter(2000, ANA, **AGREED), letter(2001, other, **AGREED), letter(2002, EVE)
    run = small_run(tmp_path, *rows)
    run.build(*TABLES, "review.suspicions")
    if other == LEO:
        write(book(asked("petit:2000", "petit:2001", choice="même personne")), run.inbox / "d.xlsx")
    who = "2000" if by == "number" else reference_in(run, "petit:2000")
    for request in (request_, "effacer"):
        ask(run, who, request=request)
        run.build(*TABLES)
    assert run.query(SENT) == [("petit:2002", "anonymous")]
    erase(run)
    run.build(*TABLES)

    assert run.query(SENT) == [("petit:2002", "anonymous")]
    assert run.query("select submission_id from clean.submissions") == [("petit:2002",)]
    assert read_register(run.folders.data, FORM_ID).requests[0].submission_count == 2


def test_those_told_apart_from_an_erased_person_stay_apart(tmp_path: Path) -> None:
    run = small_run(tmp_path, *(letter(sid, ANA) for sid in (31, 32, 33)))
    run.build(*TABLES, "people.fingerprints")
    ((fingerprint,),) = run.query(
        "select left(sha256(string_agg(same_person, ' ' order by submission_id)), 16)"
        " from people.fingerprints"
    )
    ids = [f"petit:{sid}" for sid in (31, 32, 33)]
    key = {KEY: key_of("same_person", fingerprint, ids)}
    write(book(asked(*ids, choice="personnes différentes") | key), run.inbox / "d.xlsx")
    ask(run, "33")
    erase(run)
    run.build(*TABLES)

    assert run.query(SENT) == [("petit:31", "anonymous"), ("petit:32", "anonymous")]


# Whatever else names somebody: tests/spec/test_erasures.py.
@pytest.mark.parametrize("who", ["13", "reference"])
def test_whatever_names_somebody_all_of_theirs_goes(tmp_path: Path, who: str) -> None:
    """A refusal, the agreement that it kept from leaving, and a draft; later, an older answer of
    theirs comes up in another export."""
    refusal = letter(12, ANA, Envoi="Non", at="02/03/2022 - 10:00")
    draft = letter(13, ANA, Envoi="Non", draft="1")
    run = small_run(tmp_path, letter(11, ANA, **AGREED), refusal, draft, letter(14, LEO))
    run.build(*TABLES)
    ask(run, reference_in(run, "petit:11") if who == "reference" else who)
    erase(run)
    older = [letter(9, ANA, **AGREED, at="01/02/2022 - 10:00")]
    run.write("ancien.tsv", export([*older, letter(14, LEO)]))
    run.write("seule.tsv", export(older))
    run.build(*TABLES)

    assert run.query(SENT) == [("petit:14", "anonymous")]
    assert run.query("select submission_id from clean.submissions") == [("petit:14",)]


# 14 was known before, of nobody; or was never stored.
HISTORIES = ["sans, erase, avec", "erase, sans, avec", "erase, avec, sans"]


@pytest.mark.parametrize("history", [*HISTORIES, "erase, avec sans", "avec, erase, sans"])
def test_an_answer_that_only_a_later_export_links_goes_too(tmp_path, history) -> None:
    """An export has no addresses: nothing in it says that 14 is Ana's; another one does."""
    others, theirs = ROWS[1:3], letter(14, ANA, **AGREED)
    files = {"avec": export([*others, theirs]), "sans": without_addresses(*others, theirs)}
    run = small_run(tmp_path, letter(1, ANA, **AGREED), *others)
    run.build(*TABLES)
    for step in history.split(", "):
        if step == "erase":
            ask(run, ANA)
            erase(run)
            continue
        for name in step.split():
            run.write(f"{name}.tsv", files[name])
        run.build(*TABLES)

    assert run.query(SENT) == [("petit:2", "anonymous"), ("petit:3", "anonymous")]
    assert run.query("select distinct sid_text from raw.records order by all") == [("2",), ("3",)]
    assert not list(run.inbox.glob("*.tsv"))
    register = read_register(run.folders.data, FORM_ID)
    assert (register.is_under_way, register.is_published) == (False, False)
    tombstones = tombstones_of(run.folders, FORM_ID)
    assert tombstones.covers("14", None, None)
    assert not tombstones.covers("2", None, None)


def without_addresses(*rows: Row) -> bytes:
    """An export for which nobody chose the column of addresses."""
    place = len(row(1)) - len(COLUMNS)
    lines = [*header(COLUMNS, title="Petit formulaire"), *rows]
    return delimited([[*line[:place], *line[place + 1 :]] for line in lines], "\t")


@pytest.mark.parametrize(("readers_saw", "choice"), [(8, "envoyer"), (3, "ne pas envoyer")])
def test_what_was_decided_of_a_text_that_others_wrote_too_stays(
    tmp_path, readers_saw, choice
) -> None:
    """Those who wrote it were all there when it was read, or only the three first of them, who are
    erased."""
    copies = [row(n, Envoi="Oui, sans nom", Texte="Le même texte.") for n in range(1, 9)]
    run = small_run(tmp_path, *copies[:readers_saw])
    run.build("sending.texts_to_read")
    ((key, ids),) = run.query("select key, submission_ids from sending.texts_to_read")
    columns = TO_READ.columns
    cells = {columns.key: key, columns.subject: ", ".join(ids), columns.question_id: "texte"}
    lines = [line_of(TO_READ, cells | {columns.choice: choice}, ASKED)]
    write_lines(run.inbox, FORM_ID, "AB", lines, now=ASKED, since=None)
    run.write("suite.tsv", export(copies))
    run.build("sending.readings")
    read = "select submission_id from sending.readings where state = 'applied' order by all"
    assert len(run.query(read)) == readers_saw
    ask(run, "1", "2", "3")
    erase(run)
    run.build("sending.readings")

    assert run.query(read) == [(f"petit:{n}",) for n in range(4, 9)]
