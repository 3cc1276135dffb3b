"""00-note-de-methode.pdf: what is sent, where the number comes from, what it does not show."""

from __future__ import annotations

from pathlib import Path

from consultation.forms.note_blanks import DEFAULT, WORDS
from consultation.machine.disk import write_bytes
from consultation.notices.responses import responses_told
from consultation.packs.contribution.claims import Claim, claims_in, with_ids, without_marks
from consultation.packs.contribution.questions import closed_questions
from consultation.packs.contribution.statements import Figures, Statement, Statements, rows_of
from consultation.packs.index import reasons_of
from consultation.packs.index_file import EACH, Documents
from consultation.packs.note_tables import (
    conclusions,
    letters_in_short,
    letters_table,
    more_rows,
    texts_table,
    themes_in_short,
    themes_table,
    unless_none,
    verdict,
)
from consultation.packs.typesetting import note_pdf
from consultation.packs.typesetting.compiling import page_count
from consultation.packs.typesetting.document_values import Bullets, Note
from consultation.packs.typesetting.note_text import Value, read_note_text
from consultation.warehouse.tables.publications import Row, Tables
from consultation.words.errors import OrganiserError
from consultation.words.french import (
    count_of,
    schema_text,
    sentence,
    sentences,
    sentences_of,
    with_no_break_spaces,
)

NAME = "00-note-de-methode.pdf"
PAGES = 2
ROWS = (12, 10, 8, 6, 5, 4, 3, 2, 1)
"""Rows of each table, until the note has no more pages than that: the annex has them all."""


def write_note(
    tables: Tables, folder: Path, text_file: Path | None, written: Documents = EACH
) -> tuple[Claim, ...]:
    """The note is in the folder, its words from the file given, else from the default one; returns
    what it claims.

    Raises OrganiserError where the file names a figure that does not exist, and `note_encoding`.
    """
    name = text_file.name if text_file else DEFAULT
    text, said = with_no_break_spaces(_text(text_file)), Statements(tables)
    made: list[tuple[Note, bytes]] = []
    for rows_shown in ROWS:
        title, blocks = read_note_text(text, figures(said, rows_shown, written), name)
        note = Note(title, blocks, reasons_of(tables))
        made.append((note, note_pdf(without_marks(note))))
        if page_count(made[-1][1]) <= PAGES:
            break
    else:  # the words alone take more: shorter tables would help nobody
        made.append(made[0])
    note, pdf = made[-1]
    write_bytes(folder / NAME, pdf)
    return with_ids(claims_in(note), NAME)


def _text(text_file: Path | None) -> str:
    if text_file is None:
        return schema_text(DEFAULT)
    try:
        return text_file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise OrganiserError("note_encoding", where=text_file.name) from None


LETTERS_SHOWN = 5
NAMES_SHOWN = 6
MOST_HIDDEN = 10
"""A count from one to this could point at somebody: only « moins de 11 » is said of it."""


def figures(said: Statements, rows_shown: int = 12, written: Documents = EACH) -> dict[str, Value]:
    """The values of the words in braces in the note's text, with what they state between marks;
    empty where there is nothing to say.

    No table has more than `rows_shown` rows: it is said how many more the annex has.
    """
    (form,), told = said.tables["form.form"].records, said.key_figures
    count = told["contribution_count"]
    closed = [each for each in closed_questions(said) if each.answers]
    texts = [row for row in rows_of(said.tables, "text_families") if row["answered_count"]]
    letters_shown = min(rows_shown, LETTERS_SHOWN)
    return {
        "formulaire": form["title"],
        "destinataire": form["recipient"],
        "nombre": count.mark,
        "contributions": count.agree("contribution"),
        "documents": count.agree("document"),
        "rangement": _places(written),
        "reponses": responses_told(said.tables["pack.responses"]),
        "periode": _period(told),
        "cloture": _closing_day(told),
        **_blanks_and_words(form, told),
        "accords": Bullets(tuple(_consents(said, told))),
        "bilan": _bilan(told),
        "doutes": unless_none(told, doubt_count="doubts", other_doubt_count="other_doubts"),
        "textes": texts_table(said, texts[:rows_shown]),
        "textes_suite": more_rows(len(texts) - rows_shown),
        "textes_non_transmis": unless_none(told, withheld_text_count="withheld_texts"),
        "lettres": letters_table(said, letters_shown),
        "lettres_resume": letters_in_short(told, letters_shown),
        "avis": conclusions(said, closed, rows_shown),
        "avis_resume": verdict(said, closed, rows_shown),
        "themes": themes_table(said, rows_shown),
        "themes_resume": themes_in_short(said, rows_shown),
    }


def _places(written: Documents) -> str:
    """In which files the documents are."""
    how = "in_volumes" if written.places else "each"
    return sentence("documents", f"where_{how}", count=written.volume_count)


def _blanks_and_words(form: Row, told: Figures) -> dict[str, str]:
    """What the form file says under `[pack]`, and a blank between brackets until it does."""
    given = {word: form[column] for word, column in WORDS.items() if form[column]}
    days = {word: told[column].mark for word, column in WORDS.items() if column in told}
    return sentences_of("note_blanks") | given | days


def _period(told: Figures) -> str:
    """From the first week to the last: a day could point at somebody who is not named."""
    if "first_week" not in told:
        return sentence("note", "unknown_period")
    is_one = told["first_week"].text == told["last_week"].text
    return sentence("note", "one_week" if is_one else "weeks", **told)


def _closing_day(told: Figures) -> str:
    if "closing_day" not in told:
        return sentence("note", "no_closing_day")
    return told["closing_day"].in_format("date").mark


def _consents(said: Statements, told: Figures) -> list[str]:
    """One line for each way of sending that somebody chose."""
    qualities = [
        sentence("note", each, count=told[each])
        for each in ("full_name_count", "one_word_count", "nameless_count")
        if told[each]
    ]
    lines = []
    if told["own_name_count"]:
        lines.append(sentence("note", "own_name", qualities=qualities, **told))
    if told["unnamed_count"]:
        lines.append(sentence("note", "unnamed", **told))
    if told["collective_name_count"]:
        lines.append(_collectives(told) + _counted_twice(said))
    return lines


def _collectives(told: Figures) -> str:
    names = ("nameless_collectives", "one_collective", "collectives")
    how_many = int(told["distinct_collective_count"].number)
    line = sentence("note", names[min(how_many, 2)], **told)
    return line + unless_none(told, nameless_collective_count="without_collective")


def _counted_twice(said: Statements) -> str:
    """The collectives that several contributions are sent in the name of, and how many."""
    names = [
        sentence(
            "note",
            "counted_name",
            name=row["name"],
            count=said.at("collectives", row["collective_number"])["contribution_count"],
        )
        for row in rows_of(said.tables, "collectives")
        if row["name"] and row["contribution_count"] > 1
    ]
    if not names:
        return ""
    more = len(names) - NAMES_SHOWN
    shown = [*names[:NAMES_SHOWN], *([count_of(more, "autre")] if more > 0 else [])]
    return sentence("note", "counted_twice", names=shown)


def _bilan(told: Figures) -> str:
    """How the submissions received come down to the contributions sent, or why that is not told.

    What was received is told by what the counts that are shown leave possible: were it exact, the
    only one that isn't could be had by subtraction.
    """
    totals = {name: told.get(f"total_{name}") for name in ("received", "sendable")}
    received, sendable = totals["received"], totals["sendable"]
    if received is None or sendable is None:
        return sentence("note", "bilan_hidden")
    taken_away = {
        name: told[f"total_{name}"] for name in sentences()["taken_away"] if f"total_{name}" in told
    }
    terms = [_term(name, count) for name, count in taken_away.items() if count or not count.claim]
    if "received_least" in told:
        least, most = told["received_least"], told["received_most"]
        bounds = {"least": least, "most": most}
        return sentence("note", "bilan_in_part", sendable=sendable, terms=terms, **bounds)
    if received.number != sendable.number + sum(count.number for count in taken_away.values()):
        raise OrganiserError("failed_checks", checks="sending.totals")
    first = sentence("note", "received", received=received)
    return sentence("note", "bilan", terms=[first, *terms], sendable=sendable)


def _term(name: str, count: Statement) -> str:
    if count.claim:
        return sentence("taken_away", name, count=count)
    most = sentence("taken_away", name, count=MOST_HIDDEN + 1)
    return sentence("note", "less_than", most=most)
