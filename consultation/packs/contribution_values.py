"""What each document says, from the tables of the consenting database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from consultation.french import NO_BREAK_SPACE
from consultation.packs.dates import moment, plain_number, time_in_words
from consultation.packs.typesetting import Answer, Contribution
from consultation.warehouse.build.publications import publication
from consultation.warehouse.store.connection import Connection, execute

WITHHELD = "Texte non transmis après relecture"
NO_CHOICE = "sans réponse"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What all documents of a pack share."""

    form_title: str
    questions: tuple[Row, ...]
    consent_question: str | None
    consent_answers: Mapping[str, str]
    retained: Mapping[str, str]
    banner: tuple[str, ...]


def read_contributions(connection: Connection) -> list[Contribution]:
    """Every contribution of the database as its document shows it, in the order of references."""
    around = surroundings(connection)
    answers = _by_reference(connection)
    following = next(answers, None)
    found = []
    for row in _rows(connection, "pack.document_contributions"):
        given: Sequence[Row] = ()
        if following and following[0] == row["reference"]:
            given, following = following[1], next(answers, None)
        found.append(_contribution(row, given, around))
    if following is not None:
        raise ValueError("an answer belongs to no contribution")
    return found


def surroundings(connection: Connection) -> Surroundings:
    """The form's title and questions, the wording of the consent, why the pack is not final."""
    consents = execute(connection, "select state, label from form.consents order by position desc")
    words = execute(connection, "select id, label from form.words where kind = 'consent'")
    return Surroundings(
        form_title=str(execute(connection, "select title from form.form")[0][0]),
        questions=tuple(_rows(connection, "pack.document_questions")),
        consent_question=consent_question(connection),
        consent_answers=dict(consents),
        retained={} if consents else dict(words),
        banner=reasons(connection),
    )


def consent_question(connection: Connection) -> str | None:
    """The question that decides consent; those that do, where several decide together."""
    rows = execute(connection, "select title from form.consent_questions order by position")
    return f"{NO_BREAK_SPACE}» et «{NO_BREAK_SPACE}".join(title for (title,) in rows) or None


def reasons(connection: Connection) -> tuple[str, ...]:
    """Why the pack is not final; nothing when it is."""
    rows = execute(connection, "select reason from sending.reasons order by position")
    return tuple(str(reason) for (reason,) in rows)


def _rows(connection: Connection, table: str) -> Iterator[Row]:
    shown = publication(connection, table)
    return (dict(zip(shown.columns, row, strict=True)) for row in shown.rows())


def _by_reference(connection: Connection) -> Iterator[tuple[str, list[Row]]]:
    rows = _rows(connection, "pack.document_answers")
    for reference, group in groupby(rows, key=lambda row: str(row["reference"])):
        yield reference, list(group)


def _contribution(row: Row, given: Iterable[Row], around: Surroundings) -> Contribution:
    answers = {
        question_id: list(group)
        for question_id, group in groupby(given, key=lambda answer: str(answer["question_id"]))
    }
    asked_until = row["asked_until"]
    return Contribution(
        reference=row["reference"],
        form_title=around.form_title,
        how_sent=how_sent(row["consent"], row["name"]),
        when=moment(row["day"], row["week"]),
        category=row["category"],
        answers=tuple(
            _answer(question, answers.get(question["question_id"], []))
            for question in around.questions
            if question["question_id"] in answers or _was_asked(question, asked_until)
        ),
        consent_question=around.consent_question,
        consent_answer=around.consent_answers.get(row["consent"]),
        consent_retained=around.retained.get(row["consent"]),
        banner=around.banner,
    )


def how_sent(consent: str, name: str | None) -> str:
    """In whose name; a name that is none, or was not agreed to, is never there."""
    match consent:
        case "own_name":
            return f"Transmise par {name}" if name else "En son nom, nom non renseigné"
        case "collective_name":
            declared = "(nom déclaré, mandat non vérifié)"
            if name:
                return f"Au nom de {name} {declared}"
            return "Au nom d'un collectif, nom non renseigné (mandat non vérifié)"
        case "anonymous":
            return "Transmise sans nom, à la demande de son auteur·ice"
    raise ValueError("this consent sends nothing")


def _was_asked(question: Row, until: dt.datetime | None) -> bool:
    """Whether the question may have been on the form when the contribution was written."""
    return question["asked_from"] is None or until is None or question["asked_from"] <= until


def _answer(question: Row, rows: Sequence[Row]) -> Answer:
    chosen = () if question["items"] else tuple(row["choice"] for row in rows if row["choice"])
    is_multiple = question["kind"] == "choices" and chosen
    texts = [shown for row in rows if (shown := _free(question["kind"], row)) is not None]
    return Answer(
        question=question["wording"],
        chosen=chosen,
        unchosen_count=len(question["choices"]) - len(chosen) if is_multiple else 0,
        rows=_grid(question, rows) if question["items"] else (),
        text="\n".join(texts) or None,
        remark=WITHHELD if any(row["is_withheld"] for row in rows) else None,
    )


def _grid(question: Row, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Every item with the choice made for it; nothing when none was made."""
    chosen: dict[int, list[str]] = {}
    for row in rows:
        if row["item_position"] and row["choice"]:
            chosen.setdefault(row["item_position"], []).append(row["choice"])
    if not chosen:
        return ()
    return tuple(
        (item, ", ".join(chosen.get(position, [NO_CHOICE])))
        for position, item in enumerate(question["items"], start=1)
    )


def _free(kind: str, row: Row) -> str | None:
    """What the person gave that is no choice, as French shows it."""
    if row["number"] is not None:
        return plain_number(row["number"])
    if row["date"] is not None:
        return f"{row['date']:%d/%m/%Y}"
    text: str | None = row["text"]
    return time_in_words(text) if text is not None and kind == "time" else text
