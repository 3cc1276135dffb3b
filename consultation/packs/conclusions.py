"""The conclusions of the note: leading answers, the others, and whether all rules agree on them."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.packs.contribution.questions import Answer, Closed
from consultation.packs.contribution.statements import Statements, range_of_shares, rows_of
from consultation.packs.typesetting.note_documents import Table
from consultation.words.french import NO_BREAK_SPACE, count_of, sentence, words

OTHERS_SHOWN = 4
CHANGES = ("leader", "tie", "majority")
"""What another counting rule may change."""


def conclusions(said: Statements, closed: Sequence[Closed], rows_shown: int) -> Table:
    """A row per closed question, in the order of the form: what stands in front, then minority
    views beside it."""
    return Table(
        ("Question", "En tête", "Sur", "Part", "Selon la règle", "Autres réponses"),
        tuple(_cells(said, each) for each in closed[:rows_shown]),
        widths=(5, 4, 0, 0, 0, 7),
    )


def verdict(said: Statements, closed: Sequence[Closed], rows_shown: int) -> str:
    """What another counting rule changes of what comes first, and for which questions."""
    if not closed:
        return ""
    changes = [_change(said, change, closed, rows_shown) for change in CHANGES]
    told = [*filter(None, changes)] or [sentence("note", "nothing_changes")]
    return " ".join(filter(None, (*told, more_rows(len(closed) - rows_shown))))


def _change(said: Statements, change: str, closed: Sequence[Closed], shown: int) -> str:
    """Where some rules change that, and which; nothing where none does."""
    rules = {
        (row["question_id"], row["item_id"], row["counting_rule"])
        for name in ("conclusions", "group_counts")
        for row in rows_of(said.tables, name)
        if row.get(f"has_other_{change}")
    }
    labels = {word.id: word.label for word in words() if word.kind == "counting_rule"}
    places = []
    for each in closed:
        changing = [
            label
            for rule, label in labels.items()
            if (each.question_id, each.item_id, rule) in rules
        ]
        places += [f"{each.title} ({', '.join(changing)})"] if changing else []
    if not places:
        return ""
    more = [count_of(len(places) - shown, "autre")] if len(places) > shown else []
    return sentence("note", f"changes_{change}", places=[*places[:shown], *more])


def more_rows(count: int) -> str:
    """How many rows a table of the note leaves to the annex; nothing where it leaves none."""
    return sentence("note", "more_rows", row_count=count) if count > 0 else ""


def _in_front(closed: Closed) -> Answer | None:
    """The greatest total, where the form file declares some, else the leading answer; None where
    several are equal."""
    first, *totals = closed.totals or (None,)
    if first and all(one.count < first.count for one in totals if one):
        return first
    return closed.leaders[0] if len(closed.leaders) == 1 else None


def _cells(said: Statements, closed: Closed) -> tuple[str, ...]:
    title, front = closed.title, _in_front(closed)
    counted = said.at("conclusions", closed.question_id, closed.item_id)
    leader = (
        sentence("note", "leader", leader=front.label, leading_count=front.count)
        if front
        else sentence("note", "tie")
    )
    return (
        sentence("note", "several_choices", title=title) if closed.kind == "choices" else title,
        leader,
        counted["answered_count"].mark,
        (front.share if front else counted["leading_share"]).mark,
        range_of_shares(front.shares) if front else "—",
        _list_answers(closed, front),
    )


def _list_answers(closed: Closed, front: Answer | None) -> str:
    """The answers beside what stands in front: all points of a scale, else the first few, and how
    many more there are."""
    others = [one for one in (*closed.totals, *closed.answers) if one is not front]
    shown = others if closed.is_scale else others[:OTHERS_SHOWN]
    cells = [
        sentence("note", "other_answer", label=one.label, count=one.count, part=one.share)
        for one in shown
    ]
    if more := len(others) - len(shown):
        cells.append(count_of(more, "autre").replace(" ", NO_BREAK_SPACE))
    return " · ".join(cells) or sentence("note", "no_other_answer")
