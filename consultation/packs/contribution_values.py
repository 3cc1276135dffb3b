"""The values of each contribution's document, from the consenting database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from consultation.packs.dates import moment, plain_number, time_in_words
from consultation.packs.index import reasons_of
from consultation.packs.typesetting.document_values import Answer, Contribution
from consultation.warehouse.tables.publications import Row, Tables, in_order
from consultation.words.french import NO_BREAK_SPACE, sentence, sentences

NO_CHOICE = "sans réponse"


@dataclass(frozen=True)
class Surroundings:
    """The values shared by all documents of a pack.

    `consent_answers` maps a consent to the form's answer that gives it. If several questions decide
    consent together, it is empty, and `retained` maps a consent to our own words for it. `banner`
    has no number that changes from run to run, so that unchanged documents are not typeset again.
    """

    form_title: str
    questions: tuple[Row, ...]
    consent_question: str | None
    consent_answers: Mapping[str, str]
    retained: Mapping[str, str]
    banner: tuple[str, ...]


def read_contributions(tables: Tables, around: Surroundings) -> Iterator[Contribution]:
    """Yield the values of every contribution's document, in the order in which volumes print them.
    Raises ValueError if an answer belongs to no contribution."""
    answers = _answers_by_reference(tables)
    following = next(answers, None)
    for row in tables["pack.document_contributions"].each_record():
        own_answers: Sequence[Row] = ()
        if following and following[0] == row["reference"]:
            own_answers, following = following[1], next(answers, None)
        yield _contribution(row, own_answers, around)
    if following is not None:
        raise ValueError("an answer belongs to no contribution")


def surroundings(tables: Tables) -> Surroundings:
    """The values shared by all documents of a pack: the form's title and questions, the words about
    consent, and the banner (empty if the pack is final)."""
    # Where two answers give the same consent, the first one's words are shown.
    consents = {row["state"]: row["label"] for row in reversed(in_order(tables["form.consents"]))}
    words = {
        row["id"]: row["label"] for row in tables["form.words"].records if row["kind"] == "consent"
    }
    return Surroundings(
        form_title=tables["form.form"].records[0]["title"],
        questions=tables["pack.document_questions"].records,
        consent_question=_consent_question(tables),
        consent_answers=consents,
        retained={} if consents else words,
        banner=(sentence("pack", "draft"),) if reasons_of(tables) else (),
    )


def _consent_question(tables: Tables) -> str | None:
    """The titles of the questions that decide consent, joined by « et »: `Envoi`, `Nom` → `Envoi »
    et « Nom`. The sentence that quotes them adds the outer quotation marks. `None` if the form asks
    for no consent."""
    titles = [row["title"] for row in in_order(tables["form.consent_questions"])]
    return f"{NO_BREAK_SPACE}» et «{NO_BREAK_SPACE}".join(titles) or None


def _answers_by_reference(tables: Tables) -> Iterator[tuple[str, list[Row]]]:
    rows = tables["pack.document_answers"].each_record()
    for reference, group in groupby(rows, key=lambda row: str(row["reference"])):
        yield reference, list(group)


def _contribution(row: Row, rows: Iterable[Row], around: Surroundings) -> Contribution:
    answers = {
        question_id: list(group)
        for question_id, group in groupby(rows, key=lambda answer: str(answer["question_id"]))
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
    """The sentence on the name under which a contribution is sent: `own_name`, « Ana Brun » → «
    Transmise par Ana Brun ». `name` is None if it must not be shown. Raises ValueError for a
    consent that does not allow sending."""
    if consent not in sentences()["how_sent"]:
        raise ValueError("this consent sends nothing")
    topic = "how_sent" if name or consent == "anonymous" else "how_sent_without_name"
    return sentence(topic, consent, name=name)


def _was_asked(question: Row, until: dt.datetime | None) -> bool:
    """True if the question may have been on the form when the contribution was written, or if that
    time is unknown. `until` is that time. For a contribution without a name, it is the end of its
    week, so that it tells no day."""
    return question["asked_from"] is None or until is None or question["asked_from"] <= until


def _answer(question: Row, rows: Sequence[Row]) -> Answer:
    chosen = () if question["items"] else tuple(row["choice"] for row in rows if row["choice"])
    is_multiple = question["kind"] == "choices" and chosen
    texts = [text for row in rows if (text := _free_answer(question["kind"], row)) is not None]
    return Answer(
        question=question["wording"],
        chosen=chosen,
        unchosen_count=len(question["choices"]) - len(chosen) if is_multiple else 0,
        rows=_grid(question, rows) if question["items"] else (),
        text="\n".join(texts) or None,
        remark=next(
            (sentence("withheld", row["withheld"]) for row in rows if row["withheld"]), None
        ),
    )


def _grid(question: Row, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Every item of a grid with its chosen answer: `("Rue Haute", "oui")`, or `NO_CHOICE` for an
    item without an answer. Empty if no answer was chosen."""
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


def _free_answer(kind: str, row: Row) -> str | None:
    """The number, date or text that the person gave, in French: 12.5 → « 12,5 ».

    `None` if the row has none of the three.
    """
    if row["number"] is not None:
        return plain_number(row["number"])
    if row["date"] is not None:
        return f"{row['date']:%d/%m/%Y}"
    text: str | None = row["text"]
    return time_in_words(text) if text is not None and kind == "time" else text
