"""The conclusions of the note: leading answers, the others, and whether all rules agree on them."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.french import NO_BREAK_SPACE, count_of, number, sentence, share
from consultation.packs.typesetting.note_documents import Table
from consultation.warehouse.build.publications import Row, Tables

OTHERS_SHOWN = 4
CHANGES = ("leader", "tie", "majority")
"""What another counting rule may change."""


def conclusions(tables: Tables, rows_shown: int) -> Table:
    """A row per closed question, in the order of the form: what stands in front, then minority
    views beside it."""
    rows = tables["pack.note_conclusions"].records[:rows_shown]
    return Table(
        ("Question", "En tête", "Sur", "Part", "Selon la règle", "Autres réponses"),
        tuple(_cells(row) for row in rows),
        widths=(5, 4, 0, 0, 0, 7),
    )


def verdict(tables: Tables, rows_shown: int) -> str:
    """What another counting rule changes of what comes first, and for which questions."""
    rows = tables["pack.note_conclusions"].records
    if not rows:
        return ""
    changes = [_change(change, rows, rows_shown) for change in CHANGES]
    told = [*filter(None, changes)] or [sentence("note", "nothing_changes")]
    return " ".join(filter(None, (*told, more_rows(len(rows) - rows_shown))))


def _change(change: str, rows: Sequence[Row], shown: int) -> str:
    """Where some rules change that, and which; nothing where none does."""
    column = f"{change}_rules"
    places = [f"{_title(row)} ({', '.join(row[column])})" for row in rows if row[column]]
    if not places:
        return ""
    more = [count_of(len(places) - shown, "autre")] if len(places) > shown else []
    return sentence("note", f"changes_{change}", places=[*places[:shown], *more])


def more_rows(count: int) -> str:
    """How many rows a table of the note leaves to the annex; nothing where it leaves none."""
    return sentence("note", "more_rows", row_count=count) if count > 0 else ""


def _title(row: Row) -> str:
    """The item of a grid, else the question: the item says more."""
    return str(row["item"] or row["title"])


def answer_in_front(row: Row) -> Row | None:
    """The greatest total, where the form file declares some, else the leading answer; None where
    several are equal."""
    totals: Sequence[Row] = row["totals"]
    if totals and all(one["count"] < totals[0]["count"] for one in totals[1:]):
        return totals[0]
    answers: Sequence[Row] = row["answers"]
    return next((one for one in answers if one["choice_id"] == row["leading_choice_id"]), None)


def answers_beside(row: Row) -> list[Row]:
    """The totals and answers that don't stand in front, in the order of sql/16_pack/note_answers:
    all points of a scale, else the first few."""
    front = answer_in_front(row)
    others = [one for one in (*row["totals"], *row["answers"]) if one != front]
    return others if row["is_scale"] else others[:OTHERS_SHOWN]


def _cells(row: Row) -> tuple[str, ...]:
    title, front = _title(row), answer_in_front(row)
    in_front = (
        sentence("note", "leader", leader=front["label"], leading_count=front["count"])
        if front
        else sentence("note", "tie")
    )
    return (
        sentence("note", "several_choices", title=title) if row["kind"] == "choices" else title,
        in_front,
        number(row["answered_count"]),
        share(front["share"] if front else row["leading_share"]),
        range_of_shares(front["lowest_share"], front["highest_share"]) if front else "—",
        _list_answers(row),
    )


def range_of_shares(lowest_share: float | None, highest_share: float | None) -> str:
    """« 61,7 à 67,6 % », or one share where both are shown alike; a dash for none."""
    if lowest_share is None or highest_share is None:
        return "—"
    lowest, highest = share(lowest_share), share(highest_share)
    if lowest == highest:
        return lowest
    without_sign = lowest.removesuffix(f"{NO_BREAK_SPACE}%")
    return sentence("note", "shares", lowest=without_sign, highest=highest)


def _list_answers(row: Row) -> str:
    """The answers beside what stands in front, and how many more there are when they are many."""
    shown = answers_beside(row)
    cells = [
        sentence(
            "note", "other_answer", label=one["label"], count=one["count"], part=share(one["share"])
        )
        for one in shown
    ]
    more = (
        len(row["totals"]) + len(row["answers"]) - (answer_in_front(row) is not None) - len(shown)
    )
    if more > 0:
        cells.append(count_of(more, "autre").replace(" ", NO_BREAK_SPACE))
    return " · ".join(cells) or sentence("note", "no_other_answer")
