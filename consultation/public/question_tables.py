"""The table of a question: its answers in total, by category and under each counting rule, or its
themes. Tables, items and columns of fewer answers than `Rounding.fewest` are left out. So are
tables if readers could compute exact counts from their rounded counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consultation.forms.form import Form, Question
from consultation.public.respondent_tables import (
    ALL,
    NONE,
    OTHER_RULES,
    TOTAL,
    by_question,
    category_labels,
    notes_of,
    say,
)
from consultation.public.results import Column, Kind, PublicTable, Row
from consultation.public.rounding import Rounding
from consultation.warehouse.tables.publications import Row as CountedRow
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import label

Groups = Mapping[str, Sequence[str]]
"""The totals of a question: label of the total → ids of the choices that it counts."""


@dataclass
class ColumnCounts:
    """The exact counts of a column, by item (an empty item id if the question is no grid).

    `answered` counts the persons who answered, `chosen` who made each choice, `totals` who made any
    choice of each total.
    """

    answered: Counter[str] = field(default_factory=Counter)
    chosen: Counter[tuple[str, str]] = field(default_factory=Counter)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)

    def is_told(self, item: str, rounding: Rounding, groups: Groups | None = None) -> bool:
        """True if an item's counts may be published: at least `rounding.fewest` persons answered
        it, and readers can't compute exact counts from the rounded counts.

        Readers can compute exact counts only if the counts of the choices add up to the number of
        persons who answered. If they do, `Rounding.leaves_room` tests this sum. With `groups`, the
        totals to publish, it also tests the sums of each total's choices.
        """
        answered = self.answered[item]
        chosen = {choice: count for (of, choice), count in self.chosen.items() if of == item}
        if answered < rounding.fewest or sum(chosen.values()) != answered:
            return answered >= rounding.fewest
        checked, free, sums = [(answered, list(chosen.values()))], {**chosen}, []
        for members in (groups or {}).values():
            within = [free.pop(choice) for choice in members]
            others = [count for choice, count in chosen.items() if choice not in members]
            checked += [(sum(within), within), (answered, [sum(within), *others])]
            sums.append(sum(within))
        checked.append((answered, [*sums, *free.values()]))
        return all(rounding.leaves_room(whole, parts) for whole, parts in checked if whole)

    def without(self, others: Iterable[ColumnCounts]) -> ColumnCounts:
        """The counts of this column minus the counts of `others`: the persons who are in none of
        the others. No person may be in two of the others. `totals` is empty in the result."""
        left = ColumnCounts(self.answered.copy(), self.chosen.copy())
        for other in others:
            left.answered.subtract(other.answered)
            left.chosen.subtract(other.chosen)
        return left


Columns = dict[tuple[str, str], ColumnCounts]
"""The counts of each column, by its id and label."""


def question_tables(counted: Tables, form: Form, rounding: Rounding) -> Iterator[PublicTable]:
    """Yield the tables of closed questions, in the form's order, then the tables of themes. A table
    whose counts may not be published is left out. `counted` are the exact counts."""
    answers = counted["public.answers"].records
    for question in form.questions:
        by_rule = _columns_of(question, answers, "counting_rule")
        items = _items_told(question, by_rule[ALL], rounding) if ALL in by_rule else {}
        if items:
            columns = {(TOTAL, say("total")): by_rule[ALL]}
            if form.publish.by_category:
                cross_tabs = counted["statistics.cross_tabs"].records
                columns |= _by_category(question, cross_tabs, by_rule[ALL], form)
            columns |= {
                (f"regle-{rule}", label("counting_rule", rule)): by_rule[rule]
                for rule in OTHER_RULES
                if rule in by_rule
            }
            yield _answer_table(question, items, columns, rounding)
    themes = by_question(counted["public.themes"].records)
    for question in form.questions:
        if question.id in themes and themes[question.id][0]["coded_count"] >= rounding.fewest:
            yield _theme_table(question, themes[question.id], rounding)


def _by_category(
    question: Question, rows: Iterable[CountedRow], everybody: ColumnCounts, form: Form
) -> Columns:
    """The columns of each category, then the column of persons without a category."""
    counts = _columns_of(question, rows, "category_id")
    counts[NONE] = everybody.without(counts.values())
    labels = category_labels(form).items()
    return {
        (f"categorie-{category_id}", named): counts[category_id]
        for category_id, named in labels
        if category_id in counts
    }


def _columns_of(
    question: Question, rows: Iterable[CountedRow], key: str
) -> dict[str, ColumnCounts]:
    counts_by_column: dict[str, ColumnCounts] = {}
    for row in rows:
        if row["question_id"] == question.id:
            column, item = (
                counts_by_column.setdefault(row[key], ColumnCounts()),
                row["item_id"] or "",
            )
            column.answered[item] = int(row["answered_count"])
            if row["choice_id"] is None:
                column.totals[item, row["group_label"]] = int(row["chosen_count"])
            else:
                column.chosen[item, row["choice_id"]] = int(row["chosen_count"])
    return counts_by_column


def _items_told(
    question: Question, everybody: ColumnCounts, rounding: Rounding, groups: Groups | None = None
) -> dict[str, str]:
    """The labels, by id, of the items whose counts may be published. `groups` are the totals to
    publish with them: an item whose totals would give away exact counts is left out."""
    items = {item.id: item.label for item in question.items} or {"": ""}
    return {
        item: label for item, label in items.items() if everybody.is_told(item, rounding, groups)
    }


def _answer_table(
    question: Question, items: Mapping[str, str], columns: Columns, rounding: Rounding
) -> PublicTable:
    """The table of a question's `items` (id → label), with a row per choice of each item. A column
    is left out unless the counts of all items may be published in it."""
    published = {
        column: counts
        for column, counts in columns.items()
        if all(counts.is_told(item, rounding) for item in items)
    }
    is_by_rule = any(column.startswith("regle-") for column, _ in published)
    is_multiple = question.kind == "choices" and len(question.choices) > 1
    return PublicTable(
        id=f"question-{question.id}",
        kind=Kind.ANSWERS,
        title=question.title,
        base=say("base_single"),
        row_title=say("answer"),
        columns=tuple(Column(*column) for column in published),
        rows=tuple(
            Row(
                choice.id,
                choice.label,
                tuple(
                    rounding.cell(counts.chosen[item, choice.id], counts.answered[item])
                    for counts in published.values()
                ),
                item,
                items[item],
            )
            for item in items
            for choice in question.choices
        ),
        totals=tuple(_totals(question, next(iter(columns.values())), rounding)),
        question=question.headers[0],
        question_id=question.id,
        several=say("several_answers") if is_multiple else "",
        notes=notes_of("rules") if is_by_rule else (),
    )


def _totals(question: Question, everybody: ColumnCounts, rounding: Rounding) -> Iterator[Row]:
    """Yield a row per total that may be published, with ids `total-1`, `total-2`… No choice has
    such an id, since no identifier of the form file has a hyphen."""
    if question.groups:
        for item, item_label in _items_told(question, everybody, rounding, question.groups).items():
            for number, named in enumerate(question.groups, start=1):
                cell = rounding.cell(everybody.totals[item, named], everybody.answered[item])
                yield Row(f"total-{number}", named, (cell,), item, item_label)


def _theme_table(
    question: Question, themes: Sequence[CountedRow], rounding: Rounding
) -> PublicTable:
    of_unread = () if themes[0]["is_all_read"] else (say("unread_themes"),)
    return PublicTable(
        id=f"question-{question.id}",
        kind=Kind.THEMES,
        title=say("title_themes", title=question.title),
        base=say("base_themes"),
        row_title=say("theme"),
        columns=(Column(TOTAL, say("total")),),
        rows=tuple(
            Row(
                theme["theme_id"],
                theme["title"],
                (rounding.cell(int(theme["theme_count"]), int(theme["coded_count"])),),
            )
            for theme in themes
        ),
        question=question.headers[0],
        question_id=question.id,
        several=" ".join([say("several_themes"), *of_unread]),
        notes=notes_of("themes"),
    )
