"""Any two published questions, crossed: how many of those who gave an answer to one gave each
answer to the other.

The rule is that of columns by category, both ways: of those who gave an answer, nothing is told
where fewer than `Rounding.fewest` of them answered the other question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from consultation.forms.form import Form
from consultation.public.question_tables import ColumnCounts, Groups
from consultation.public.respondent_tables import Counted, say
from consultation.public.results import CrossedQuestion, Crossing, PublicTable
from consultation.public.rounding import Rounding

NOT_TOLD = -1

Key = tuple[str | None, str | None]
"""A question and its item; neither stands for the category."""
Answer = tuple[str | None, str | None]
"""A choice, or the label of a total; neither stands for any of them."""
CATEGORY: Key = (None, None)
ANY: Answer = (None, None)

Persons = Counter[tuple[Key, Answer, Key, Answer]]


@dataclass(frozen=True)
class Asked:
    """A question, an item of a grid, or the category of respondents, and what may be answered."""

    key: Key
    choices: tuple[str, ...]
    groups: Groups
    shown: CrossedQuestion

    @property
    def answers(self) -> list[Answer]:
        """Totals first, then choices in the form's order, as they are shown."""
        return [*((None, named) for named in self.groups), *((one, None) for one in self.choices)]


def crossings_of(
    counted: Counted, form: Form, tables: Sequence[PublicTable], rounding: Rounding
) -> tuple[tuple[CrossedQuestion, ...], tuple[Crossing, ...]]:
    """The questions that may be crossed, of those that the tables tell of, the category before them
    where the form file asks for it; and each two of which something may be told."""
    asked = [*_category(form), *_questions(counted, form, tables)]
    persons: Persons = Counter()
    for row in counted["public.crossings"]:
        one, other = (
            (
                (row[f"{of}question_id"], row[f"{of}item_id"]),
                (row[f"{of}choice_id"], row[f"{of}group_label"]),
            )
            for of in ("", "other_")
        )
        persons[*one, *other] = persons[*other, *one] = int(row["person_count"])
    found = (
        _crossing(places, asked[places[0]], asked[places[1]], persons, rounding)
        for places in combinations(range(len(asked)), 2)
    )
    told = tuple(one for one in found if max(one.first_bases + one.second_bases) > NOT_TOLD)
    return tuple(one.shown for one in asked), told


def _category(form: Form) -> Iterator[Asked]:
    """The category; it tells people apart, and what they chose of it is told elsewhere."""
    if form.category and form.publish.by_category:
        labels = {one.id: one.label for one in form.category.choices}
        shown = CrossedQuestion(say("row_categories"), tuple(labels.values()), ())
        yield Asked(CATEGORY, tuple(labels), {}, shown)


def _questions(counted: Counted, form: Form, tables: Sequence[PublicTable]) -> Iterator[Asked]:
    """Those of which there is a table, as they may be crossed."""
    questions = {question.id: question for question in form.questions}
    crossed = {(row["question_id"], row["item_id"]) for row in counted["public.crossed_questions"]}
    for table in tables:
        if table.kind != "answers":
            continue
        question = questions[table.question_id]
        totals = [one for one in tables if (one.kind, one.question_id) == ("totals", question.id)]
        for item in dict.fromkeys(row.item for row in table.rows):
            key = (question.id, item or None)
            rows = [row for one in (*totals, table) for row in one.rows if row.item == item]
            if key in crossed:
                label = rows[0].item_label
                yield Asked(
                    key,
                    tuple(option.id for option in question.choices),
                    question.groups,
                    CrossedQuestion(
                        f"{question.title} : {label}" if label else question.title,
                        tuple(row.label for row in rows),
                        tuple(row.cells[0] for row in rows),
                        len(question.groups),
                    ),
                )


def _crossing(
    places: tuple[int, int], first: Asked, second: Asked, persons: Persons, rounding: Rounding
) -> Crossing:
    """The two crossed. A count is there where those who gave one of its answers may be told of; of
    the category, no share of its own is."""
    rows = [_base(first, one, second, persons, rounding) for one in first.answers]
    columns = [
        NOT_TOLD if first.key == CATEGORY else _base(second, one, first, persons, rounding)
        for one in second.answers
    ]
    counts = tuple(
        tuple(
            rounding.of(persons[first.key, one, second.key, other])
            if max(row, column) > NOT_TOLD
            else NOT_TOLD
            for other, column in zip(second.answers, columns, strict=True)
        )
        for one, row in zip(first.answers, rows, strict=True)
    )
    return Crossing(places, tuple(rows), tuple(columns), counts)


def _base(given: Asked, answer: Answer, about: Asked, persons: Persons, rounding: Rounding) -> int:
    """How many of those who gave an answer answered another question; NOT_TOLD of too few, or where
    their answers would be told by the roundings."""
    answered = persons[given.key, answer, about.key, ANY]
    column = ColumnCounts(
        Counter({"": answered}),
        Counter(
            {("", one): persons[given.key, answer, about.key, (one, None)] for one in about.choices}
        ),
    )
    told = rounding.of(answered) if column.is_told("", about.groups, rounding) else None
    return NOT_TOLD if told is None else told
