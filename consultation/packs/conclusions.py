"""The conclusions of the note: leading answers, the others, and whether all rules agree on them."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.french import NO_BREAK_SPACE, count_of, number, sentence, share
from consultation.packs.typesetting.note_documents import Table
from consultation.warehouse.build.publications import Row, Tables

OTHERS_SHOWN = 4


def conclusions(tables: Tables, rows_shown: int) -> Table:
    """A row per closed question, in the order of the form: its greatest total, where the form file
    declares some, else its leading answer; then the others.

    Minority views stand beside it; only answers that nobody chose are left out.
    """
    rows = tables["pack.note_conclusions"].records[:rows_shown]
    return Table(
        ("Question", "En tête", "Sur", "Part", "Selon la règle", "Autres réponses"),
        tuple(_cells(row) for row in rows),
        widths=(5, 4, 0, 0, 0, 7),
    )


def verdict(tables: Tables, rows_shown: int) -> str:
    """Whether another counting rule changes what comes first, and for which questions."""
    rows = tables["pack.note_conclusions"].records
    if not rows:
        return ""
    changing = [row for row in rows if row["changing_rules"]]
    first = _changes(changing, rows_shown) if changing else _stability(len(rows))
    return " ".join(filter(None, (first, more_rows(len(rows) - rows_shown))))


def more_rows(count: int) -> str:
    """How many rows a table of the note leaves to the annex; nothing where it leaves none."""
    return sentence("note", "more_rows", row_count=count) if count > 0 else ""


def _stability(count: int) -> str:
    return sentence("note", "one_row_holds" if count == 1 else "every_row_holds")


def _changes(changing: Sequence[Row], shown: int) -> str:
    places = [f"{_title(row)} ({', '.join(row['changing_rules'])})" for row in changing[:shown]]
    more = len(changing) - shown
    if more > 0:
        places.append(count_of(more, "autre"))
    return sentence("note", "changes", places=places)


def _title(row: Row) -> str:
    """The item of a grid, else the question: the item says more."""
    return str(row["item"] or row["title"])


def greatest_total(row: Row) -> Row | None:
    """The total that stands in front of a question's answers; None without one that is alone."""
    first, second = [*row["totals"], None, None][:2]
    return None if first is None or (second and second["count"] == first["count"]) else first


def _cells(row: Row) -> tuple[str, ...]:
    title = _title(row)
    return (
        sentence("note", "several_choices", title=title) if row["kind"] == "choices" else title,
        *(
            _leader_in_front(row, row["totals"])
            if greatest_total(row) is None
            else _total_in_front(row)
        ),
    )


def _leader_in_front(row: Row, totals: Sequence[Row] = ()) -> tuple[str, ...]:
    """The leading answer, then the totals that are equal, and the other answers."""
    return (
        sentence("note", "leader" if row["leader"] else "tie", **row),
        number(row["answered_count"]),
        share(row["leading_share"]),
        range_of_shares(row["lowest_share"], row["highest_share"]),
        _list_answers([*_totals(totals), *_other_answers(row)]),
    )


def _total_in_front(row: Row) -> tuple[str, ...]:
    """The greatest total, then the others and the answers that they count."""
    first, *totals = row["totals"]
    leader = [_answer(row["leader"], row["leading_count"], row["leading_share"])]
    return (
        sentence("note", "leader", leader=first["label"], leading_count=first["count"]),
        number(row["answered_count"]),
        share(first["share"]),
        range_of_shares(first["lowest_share"], first["highest_share"]),
        _list_answers(
            [
                *_totals(totals),
                *(leader if row["leader"] else []),
                *_other_answers(row),
            ]
        ),
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


def _totals(totals: Sequence[Row]) -> list[str]:
    return [_answer(each["label"], each["count"], each["share"]) for each in totals]


def _other_answers(row: Row) -> list[str]:
    """The most chosen first."""
    others = zip(row["other_labels"], row["other_counts"], row["other_shares"], strict=True)
    return [_answer(label, count, part) for label, count, part in others if count]


def _answer(label: str, count: float, part: float) -> str:
    return sentence("note", "other_answer", label=label, count=count, part=share(part))


def _list_answers(chosen: Sequence[str]) -> str:
    """The answers, and how many more there are when they are many."""
    cells, more = list(chosen[:OTHERS_SHOWN]), len(chosen) - OTHERS_SHOWN
    if more > 0:
        cells.append(count_of(more, "autre").replace(" ", NO_BREAK_SPACE))
    return " · ".join(cells) or sentence("note", "no_other_answer")
