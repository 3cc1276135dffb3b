"""The figures of the note of method, in French, by the words that its text names them with."""

from __future__ import annotations

import datetime as dt

from consultation.forms.note_blanks import WORDS
from consultation.french import count_of, date, number, sentence, sentences_of
from consultation.notices.responses import responses_told
from consultation.packs.bilan import bilan
from consultation.packs.coded_themes import themes_in_short, themes_table
from consultation.packs.conclusions import conclusions, more_rows, verdict
from consultation.packs.dates import date_in_words
from consultation.packs.places import EACH, Documents
from consultation.packs.typesetting.note_documents import Bullets, Table
from consultation.packs.typesetting.note_text import Value
from consultation.warehouse.build.publications import Row, Tables

LETTERS_SHOWN = 5
NAMES_SHOWN = 6


def figures(tables: Tables, rows_shown: int = 12, written: Documents = EACH) -> dict[str, Value]:
    """The values of the words in braces in the note's text; empty where there is nothing to say.

    No table has more than `rows_shown` rows: it is said how many more the annex has.
    """
    (row,) = tables["pack.note_figures"].records
    closing_day = row["closing_day"]
    return {
        "formulaire": row["title"],
        "destinataire": row["recipient"],
        "nombre": number(row["contribution_count"]),
        "contributions": count_of(row["contribution_count"], "contribution"),
        "documents": count_of(row["contribution_count"], "document"),
        "rangement": _places(written),
        "reponses": responses_told(tables["pack.responses"]),
        "periode": _period(row["first_week"], row["last_week"]),
        "cloture": date(closing_day) if closing_day else sentence("note", "no_closing_day"),
        **_blanks_and_words(row),
        "accords": Bullets(tuple(_consents(row, tables))),
        "bilan": bilan(tables),
        "doutes": _doubts(row),
        "textes": _texts(tables, rows_shown),
        "textes_suite": more_rows(len(tables["pack.note_texts"].records) - rows_shown),
        "textes_non_transmis": _unless_none(row, "withheld_text_count", "withheld_texts"),
        "lettres": _letters(tables, rows_shown),
        "lettres_resume": _letters_in_short(row, letters_shown(rows_shown)),
        "avis": conclusions(tables, rows_shown),
        "avis_resume": verdict(tables, rows_shown),
        "themes": themes_table(tables, rows_shown),
        "themes_resume": themes_in_short(tables, rows_shown),
    }


def _places(written: Documents) -> str:
    """In which files the documents are."""
    how = "in_volumes" if written.places else "each"
    return sentence("documents", f"where_{how}", count=written.volume_count)


def _blanks_and_words(row: Row) -> dict[str, str]:
    """What the form file says under `[pack]`, and a blank between brackets until it does."""
    given = {word: row[column] for word, column in WORDS.items()}
    days = {word: date_in_words(day) for word, day in given.items() if isinstance(day, dt.date)}
    return sentences_of("note_blanks") | {w: v for w, v in given.items() if v} | days


def _period(first: dt.date | None, last: dt.date | None) -> str:
    """From the first week to the last: a day could point at somebody who is not named."""
    if first is None or last is None:
        return sentence("note", "unknown_period")
    sentence_id = "one_week" if first == last else "weeks"
    return sentence(
        "note", sentence_id, first_week=date_in_words(first), last_week=date_in_words(last)
    )


def _consents(row: Row, tables: Tables) -> list[str]:
    """One line for each way of sending that somebody chose."""
    lines = []
    if row["own_name_count"]:
        lines.append(sentence("note", "own_name", qualities=_name_qualities(row), **row))
    if row["unnamed_count"]:
        lines.append(sentence("note", "unnamed", **row))
    if row["collective_name_count"]:
        lines.append(_collectives(row) + _counted_twice(tables))
    return lines


def _name_qualities(row: Row) -> list[str]:
    """« 49 avec prénom et nom », « 38 avec un seul mot (…) », for each that there is."""
    qualities = ("full_name_count", "one_word_count", "nameless_count")
    return [sentence("note", each, count=row[each]) for each in qualities if row[each]]


def _collectives(row: Row) -> str:
    names = ("nameless_collectives", "one_collective", "collectives")
    line = sentence("note", names[min(row["distinct_collective_count"], 2)], **row)
    return line + _unless_none(row, "nameless_collective_count", "without_collective")


def _counted_twice(tables: Tables) -> str:
    """The collectives that several contributions are sent in the name of, and how many."""
    names = [
        sentence("note", "counted_name", name=row["name"], count=row["contribution_count"])
        for row in tables["pack.collectives"].records
        if row["name"] and row["contribution_count"] > 1
    ]
    if not names:
        return ""
    more = len(names) - NAMES_SHOWN
    shown = [*names[:NAMES_SHOWN], *([count_of(more, "autre")] if more > 0 else [])]
    return sentence("note", "counted_twice", names=shown)


def _doubts(row: Row) -> str:
    """How many contributions may be counted twice, as long as nobody decided."""
    doubts = {"doubt_count": "doubts", "other_doubt_count": "other_doubts"}
    return " ".join(filter(None, (_unless_none(row, *doubt) for doubt in doubts.items())))


def _unless_none(row: Row, count: str, sentence_id: str) -> str:
    """A sentence about a count; nothing when the count is zero."""
    return sentence("note", sentence_id, **row) if row[count] else ""


def _texts(tables: Tables, rows_shown: int) -> Table:
    rows = tables["pack.note_texts"].records[:rows_shown]
    return Table(
        ("Question à réponse libre", "Textes", "Textes différents"),
        tuple(
            (row["title"], number(row["answered_count"]), number(row["distinct_text_count"]))
            for row in rows
        ),
    )


def _letters(tables: Tables, rows_shown: int) -> Table:
    rows = tables["pack.note_letters"].records[: letters_shown(rows_shown)]
    return Table(
        ("Lettre", "Question", "Personnes", "Versions", "Avec un ajout"),
        tuple(
            (
                row["name"],
                row["title"],
                number(row["respondent_count"]),
                number(row["distinct_text_count"]),
                number(row["own_addition_count"]),
            )
            for row in rows
        ),
        widths=(5, 3, 0, 0, 0),
    )


def letters_shown(rows_shown: int) -> int:
    """How many letters the note has a row for."""
    return min(rows_shown, LETTERS_SHOWN)


def _letters_in_short(row: Row, shown: int) -> str:
    """Letters, then the shorter passages that people share, which are none, and how many letters
    the table leaves to the annex."""
    parts = [sentence("note", "letters" if row["letter_count"] else "no_letter", **row)]
    if row["passage_count"]:
        parts.append(sentence("note", "passages", **row))
    if row["template_contribution_count"]:
        parts.append(sentence("note", "templates", **row))
    if (more := row["letter_count"] - shown) > 0:
        parts.append(sentence("note", "letters_shown", row_count=more))
    return " ".join(parts)
