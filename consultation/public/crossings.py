"""Any two published questions, crossed: how many of those who gave an answer to one gave each
answer to the other.

The rule is that of columns by category, both ways: of those who gave an answer, nothing is told
where fewer than `Rounding.fewest_crossed` of them answered the other question. By category stands
what the tables by category tell, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from consultation.forms.form import Form
from consultation.public.question_tables import ColumnCounts
from consultation.public.respondent_tables import say
from consultation.public.results import CrossedQuestion, Crossing, PublicTable
from consultation.public.rounding import Cell, Rounding
from consultation.warehouse.tables.publications import Tables

NOT_TOLD = -1

Key = tuple[str | None, str | None]
"""A question and its item; neither stands for the category."""
CATEGORY: Key = (None, None)
ANY = None
"""Whatever was chosen."""

Persons = Counter[tuple[Key, str | None, Key, str | None]]


@dataclass(frozen=True)
class Asked:
    """A question, an item of a grid, or the category of respondents, and what may be chosen."""

    key: Key
    choices: tuple[str, ...]
    shown: CrossedQuestion


def crossings_of(
    counted: Tables, form: Form, tables: Sequence[PublicTable], rounding: Rounding
) -> tuple[tuple[CrossedQuestion, ...], tuple[Crossing, ...]]:
    """The questions that may be crossed, of those that the tables tell of, the category before them
    where the form file asks for it; and each two of which something may be told."""
    asked = [*_category(form), *_questions(counted, form, tables)]
    persons: Persons = Counter()
    for row in counted["public.crossings"].records:
        one = (row["question_id"], row["item_id"]), row["choice_id"]
        other = (row["other_question_id"], row["other_item_id"]), row["other_choice_id"]
        persons[*one, *other] = persons[*other, *one] = int(row["person_count"])
    found = (
        _by_category(places, asked[places[0]], asked[places[1]], tables)
        if asked[places[0]].key == CATEGORY
        else _crossing(places, asked[places[0]], asked[places[1]], persons, rounding)
        for places in combinations(range(len(asked)), 2)
    )
    told = tuple(one for one in found if max(one.first_bases + one.second_bases) > NOT_TOLD)
    return tuple(one.shown for one in asked), told


def _category(form: Form) -> Iterator[Asked]:
    """The category; it tells people apart, and how many have each is told elsewhere."""
    if form.category and form.publish.by_category:
        labels = {one.id: one.label for one in form.category.choices}
        shown = CrossedQuestion(say("row_categories"), tuple(labels.values()), ())
        yield Asked(CATEGORY, tuple(labels), shown)


def _questions(counted: Tables, form: Form, tables: Sequence[PublicTable]) -> Iterator[Asked]:
    """The questions that have a public table, with the choices by which they may be crossed."""
    titles = {question.id: question.title for question in form.questions}
    crossed = {
        (row["question_id"], row["item_id"]) for row in counted["public.crossed_questions"].records
    }
    for table in tables:
        for item in dict.fromkeys(row.item for row in table.rows if table.kind == "answers"):
            key = (table.question_id, item or None)
            rows = [row for row in table.rows if row.item == item]
            if key in crossed:
                shown = CrossedQuestion(
                    " : ".join(filter(None, (titles[table.question_id], rows[0].item_label))),
                    tuple(row.label for row in rows),
                    tuple(row.cells[0] for row in rows),
                )
                yield Asked(key, tuple(row.code for row in rows), shown)


def _by_category(
    places: tuple[int, int], category: Asked, question: Asked, tables: Sequence[PublicTable]
) -> Crossing:
    """A question by category: the columns of its table, and no share of a category."""
    question_id, item = question.key
    cells: dict[tuple[str, str], Cell] = {
        (column.code, row.code): cell
        for table in tables
        if table.kind == "by_category" and table.question_id == question_id
        for row in table.rows
        if row.item == (item or "")
        for column, cell in zip(table.columns, row.cells, strict=True)
    }
    told = [[cells.get((one, other)) for other in question.choices] for one in category.choices]
    return Crossing(
        places,
        tuple((row[0] and row[0].base) or NOT_TOLD for row in told),
        (NOT_TOLD,) * len(question.choices),
        tuple(tuple(cell.count if cell else NOT_TOLD for cell in row) for row in told),
    )


def _crossing(
    places: tuple[int, int], first: Asked, second: Asked, persons: Persons, rounding: Rounding
) -> Crossing:
    """The two crossed. A count is there where those who made one of its choices may be told of."""
    rows = [_base(first, one, second, persons, rounding) for one in first.choices]
    columns = [_base(second, one, first, persons, rounding) for one in second.choices]
    counts = tuple(
        tuple(
            rounding.of(persons[first.key, one, second.key, other])
            if max(row, column) > NOT_TOLD
            else NOT_TOLD
            for other, column in zip(second.choices, columns, strict=True)
        )
        for one, row in zip(first.choices, rows, strict=True)
    )
    return Crossing(places, tuple(rows), tuple(columns), counts)


def _base(given: Asked, choice: str, about: Asked, persons: Persons, rounding: Rounding) -> int:
    """How many of those who made a choice answered another question; NOT_TOLD of too few, or where
    what they chose would be told by the roundings."""
    answered = persons[given.key, choice, about.key, ANY]
    chosen = {("", one): persons[given.key, choice, about.key, one] for one in about.choices}
    column = ColumnCounts(Counter({"": answered}), Counter(chosen))
    is_told = answered >= rounding.fewest_crossed and column.is_told("", rounding)
    return (is_told and rounding.of(answered)) or NOT_TOLD
