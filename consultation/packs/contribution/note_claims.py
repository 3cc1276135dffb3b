"""What the note of method claims: each figure that its text shows, and the cell that it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from consultation.french import sentences
from consultation.packs.conclusions import answer_in_front, answers_beside
from consultation.packs.contribution.claims import Claim
from consultation.packs.contribution.coded_claims import themes_said, themes_said_in_short
from consultation.packs.contribution.names import Statement
from consultation.packs.contribution.questions import ALL, figure_maker, rows_of
from consultation.packs.figures import letters_shown
from consultation.warehouse.build.publications import Row, Tables

# Words of the note's text -> figures of key_figures.csv; those that are nothing are not told.
_FIGURES = {
    "nombre": ("contribution_count",),
    "contributions": ("contribution_count",),
    "documents": ("contribution_count",),
    "accords": (
        "own_name_count",
        "full_name_count",
        "one_word_count",
        "nameless_count",
        "unnamed_count",
        "collective_name_count",
        "distinct_collective_count",
        "nameless_collective_count",
    ),
    "doutes": ("doubt_count", "other_doubt_count"),
    "textes_non_transmis": ("withheld_text_count",),
    "lettres_resume": (
        "letter_user_count",
        "letter_count",
        "letter_word_count",
        "passage_count",
        "long_text_word_count",
        "template_contribution_count",
        "template_letter_count",
        "template_short_count",
    ),
}
_DAYS = {
    "periode": (("first_week", "day"), ("last_week", "day")),
    "cloture": (("closing_day", "date"),),
    "date_envoi": (("sent_on", "day"),),
    "date_ouverture": (("opened_on", "day"),),
}
_CLOSED = ("question_id", "item_id", "choice_id", "counting_rule")
_TOTAL = ("question_id", "item_id", "group_label", "counting_rule")


def claims_of_note(tables: Tables, words: Collection[str], rows_shown: int) -> tuple[Claim, ...]:
    """The claims of a note whose text has these words, and tables of so many rows."""
    return tuple(said.claim for said in _statements(tables, words, rows_shown) if said.claim)


def _statements(tables: Tables, words: Collection[str], rows_shown: int) -> Iterator[Statement]:
    figures = {row["figure_id"]: row for row in rows_of(tables, "key_figures")}
    for word in words:
        yield from _key_figures(figures, word)
        match word:
            case "accords":
                yield from _names(tables)
            case "textes":
                yield from _texts(tables, rows_shown)
            case "lettres":
                yield from _letters(tables, rows_shown)
            case "themes":
                yield from themes_said(tables, rows_shown)
            case "themes_resume":
                yield from themes_said_in_short(tables, rows_shown)
            case "avis":
                yield from _conclusions(tables, rows_shown)


def _key_figures(figures: dict[str, Row], word: str) -> Iterator[Statement]:
    say = figure_maker("key_figures", ("figure_id",))
    for figure_id in (*_FIGURES.get(word, ()), *(_totals(figures) if word == "bilan" else ())):
        if figure_id in figures and figures[figure_id]["amount"]:
            yield say(figures[figure_id], "amount", "count")
    for figure_id, how in _DAYS.get(word, ()):
        if figure_id in figures:
            yield say(figures[figure_id], "day", how)


def _totals(figures: dict[str, Row]) -> list[str]:
    """What the sentence about all that was received tells: all of it, or between which bounds."""
    received = ["received_least", "received_most"]
    if received[0] not in figures:
        received = ["total_received"]
    return [*received, "total_sendable", *(f"total_{name}" for name in sentences()["taken_away"])]


def _names(tables: Tables) -> Iterator[Statement]:
    say = figure_maker("collectives", ("collective_number",))
    for row in rows_of(tables, "collectives"):
        if row["name"] and row["contribution_count"] > 1:
            yield say(row, "contribution_count", "count")


def _texts(tables: Tables, rows_shown: int) -> Iterator[Statement]:
    say = figure_maker("text_families", ("question_id",))
    answered = [row for row in rows_of(tables, "text_families") if row["answered_count"]]
    for row in answered[:rows_shown]:
        yield say(row, "answered_count", "count")
        yield say(row, "distinct_text_count", "count")


def _letters(tables: Tables, rows_shown: int) -> Iterator[Statement]:
    say = figure_maker("families", ("family_id",))
    files = {row["family_id"]: row for row in rows_of(tables, "families")}
    for row in tables["pack.note_letters"].records[: letters_shown(rows_shown)]:
        for column in ("respondent_count", "distinct_text_count", "own_addition_count"):
            yield say(files[row["family_id"]], column, "count")


def _conclusions(tables: Tables, rows_shown: int) -> Iterator[Statement]:
    """Of each question what stands in front, how its share changes with the rules, the others."""
    counts = {
        name: {
            (row["question_id"], row["item_id"], row[column]): row
            for row in rows_of(tables, name)
            if row["counting_rule"] == ALL
        }
        for name, column in (("answer_counts", "choice_id"), ("group_counts", "group_label"))
    }
    for row in tables["pack.note_conclusions"].records[:rows_shown]:
        front = answer_in_front(row)
        for one in (front, *answers_beside(row)):
            if one is not None:
                name, label = _file_and_id(one)
                say = figure_maker(name, _CLOSED if name == "answer_counts" else _TOTAL)
                counted = counts[name][row["question_id"], row["item_id"], label]
                yield say(counted, "chosen_count", "count", "answered_count")
                yield say(counted, "chosen_share", "share", "answered_count")
            if one is front:
                yield from _beside(tables, row, front)


def _file_and_id(answer: Row) -> tuple[str, str]:
    """The file that counts a total or an answer, and which of its rows."""
    if answer["choice_id"] is None:
        return "group_counts", answer["group_label"]
    return "answer_counts", answer["choice_id"]


def _beside(tables: Tables, row: Row, front: Row | None) -> Iterator[Statement]:
    """The number of answers, and the lowest and highest share of what stands in front."""
    say = figure_maker("conclusions", ("question_id", "item_id", "counting_rule"))
    yield say({**row, "counting_rule": ALL}, "answered_count", "count")
    if front is None:
        return
    name, label = _file_and_id(front)
    column = "choice_id" if name == "answer_counts" else "group_label"
    place = (row["question_id"], row["item_id"], label)
    (shares,) = (
        one
        for one in rows_of(tables, "share_ranges")
        if (one["question_id"], one["item_id"], one[column]) == place
    )
    tell = figure_maker("share_ranges", ("question_id", "item_id", "choice_id", "group_label"))
    lowest, highest = tell(shares, "lowest_share", "share"), tell(shares, "highest_share", "share")
    yield highest
    if lowest.text != highest.text:
        yield tell(shares, "lowest_share", "points")
