"""Tables about a question: its answers, by category, under each counting rule; themes in texts.

Of fewer answers than `Rounding.fewest` nothing is there: no table, no item of a grid, no column;
nor of those whose rounded numbers leave no room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consultation.forms.form import Form, Question
from consultation.public.respondent_tables import (
    ALL,
    NONE,
    TOTAL,
    by_question,
    category_labels,
    notes_of,
    persons_by_rule,
    say,
)
from consultation.public.results import Column, Kind, PublicTable, Row
from consultation.public.rounding import Rounding
from consultation.warehouse.tables.publications import Row as CountedRow
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import label

# What follows the name of a question in the name of its tables.
_SUFFIXES: dict[Kind, str] = {
    "answers": "",
    "totals": "-totaux",
    "by_category": "-par-categorie",
    "rules": "-selon-les-regles",
    "themes": "-themes",
}


Groups = Mapping[str, Sequence[str]]
"""The choices of each total, by its label."""


@dataclass
class ColumnCounts:
    """How many persons of a column answered each item (empty: the question has none), made each
    choice, and made one of the choices of each total."""

    answered: Counter[str] = field(default_factory=Counter)
    chosen: Counter[tuple[str, str]] = field(default_factory=Counter)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)

    def is_told(self, item: str, rounding: Rounding, groups: Groups | None = None) -> bool:
        """Whether enough answered the item, and what they chose can't be told from the roundings
        where each chose one thing, nor from those of totals that are told beside."""
        answered = self.answered[item]
        chosen = {choice: count for (of, choice), count in self.chosen.items() if of == item}
        if answered < rounding.fewest or sum(chosen.values()) != answered:
            return answered >= rounding.fewest
        told, free, sums = [(answered, list(chosen.values()))], {**chosen}, []
        for members in (groups or {}).values():
            within = [free.pop(choice) for choice in members]
            others = [count for choice, count in chosen.items() if choice not in members]
            told += [(sum(within), within), (answered, [sum(within), *others])]
            sums.append(sum(within))
        told.append((answered, [*sums, *free.values()]))
        return all(rounding.leaves_room(whole, parts) for whole, parts in told if whole)

    def without(self, others: Iterable[ColumnCounts]) -> ColumnCounts:
        """The persons who are in none of the others, each of which has some of these."""
        left = ColumnCounts(self.answered.copy(), self.chosen.copy())
        for other in others:
            left.answered.subtract(other.answered)
            left.chosen.subtract(other.chosen)
        return left


def question_tables(counted: Tables, form: Form, rounding: Rounding) -> Iterator[PublicTable]:
    """Every table about a question, in reading order: closed questions, then texts by theme."""
    rules = {rule: label("counting_rule", rule) for rule in persons_by_rule(counted)}
    for question in form.questions:
        by_rule = _columns_of(question, counted["public.answers"].records, "counting_rule")
        if ALL not in by_rule:
            continue
        everybody = by_rule[ALL]
        items = _items_told(question, everybody, rounding, {})
        columns, titles = {TOTAL: everybody}, {TOTAL: say("total")}
        yield from _tables("answers", question, items, columns, titles, rounding)
        if question.groups:
            summed = _items_told(question, everybody, rounding, question.groups)
            yield from _tables("totals", question, summed, columns, titles, rounding)
        if form.publish.by_category:
            cross_tabs = counted["statistics.cross_tabs"].records
            columns = _columns_of(question, cross_tabs, "category_id")
            columns[NONE] = everybody.without(columns.values())
            titles = category_labels(form)
            yield from _tables("by_category", question, items, columns, titles, rounding)
        yield from _tables("rules", question, items, by_rule, rules, rounding)
    themes = by_question(counted["public.themes"].records)
    for question in form.questions:
        if question.id in themes and themes[question.id][0]["coded_count"] >= rounding.fewest:
            yield _theme_table(question, themes[question.id], rounding)


def _columns_of(
    question: Question, rows: Iterable[CountedRow], key: str
) -> dict[str, ColumnCounts]:
    found: dict[str, ColumnCounts] = {}
    for row in rows:
        if row["question_id"] == question.id:
            column, item = found.setdefault(row[key], ColumnCounts()), row["item_id"] or ""
            column.answered[item] = int(row["answered_count"])
            if row["choice_id"] is None:
                column.totals[item, row["group_label"]] = int(row["chosen_count"])
            else:
                column.chosen[item, row["choice_id"]] = int(row["chosen_count"])
    return found


def _items_told(
    question: Question, everybody: ColumnCounts, rounding: Rounding, groups: Groups
) -> dict[str, str]:
    """The items that may be told of beside such totals, with their labels."""
    items = {item.id: item.label for item in question.items} or {"": ""}
    return {
        item: label for item, label in items.items() if everybody.is_told(item, rounding, groups)
    }


def _tables(
    kind: Kind,
    question: Question,
    items: Mapping[str, str],
    counts: Mapping[str, ColumnCounts],
    titles: Mapping[str, str],
    rounding: Rounding,
) -> Iterator[PublicTable]:
    """The table of the items, with the columns that may be told; none where that leaves nothing, or
    of the counting rules the main one alone."""
    columns = {
        code: counts[code]
        for code in titles
        if code in counts and all(counts[code].is_told(item, rounding) for item in items)
    }
    has_totals = kind == "totals"
    if not items or not columns.keys() - ({ALL} if kind == "rules" else set()):
        return
    is_multiple = question.kind == "choices" and len(question.choices) > 1
    yield PublicTable(
        id=_table_id(question, kind),
        kind=kind,
        title=say(f"title_{kind}", title=question.title),
        base=say("base_single"),
        row_title=say("total_of" if has_totals else "answer"),
        columns=tuple(Column(code, titles[code]) for code in columns),
        rows=tuple(
            Row(
                option,
                named,
                tuple(
                    rounding.cell(
                        column.totals[item, named] if has_totals else column.chosen[item, option],
                        column.answered[item],
                    )
                    for column in columns.values()
                ),
                item,
                items[item],
            )
            for item in items
            for option, named in _options(question, has_totals=has_totals).items()
        ),
        question=question.headers[0],
        question_id=question.id,
        several=say("several_answers") if is_multiple else "",
        notes=notes_of(kind),
    )


def _options(question: Question, *, has_totals: bool) -> dict[str, str]:
    """What the rows of a table are of, with their labels."""
    if has_totals:
        return {f"total_{place}": named for place, named in enumerate(question.groups, start=1)}
    return {option.id: option.label for option in question.choices}


def _theme_table(
    question: Question, themes: Sequence[CountedRow], rounding: Rounding
) -> PublicTable:
    return PublicTable(
        id=_table_id(question, "themes"),
        kind="themes",
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
        several=say("several_themes"),
        notes=notes_of("themes"),
    )


def _table_id(question: Question, kind: Kind) -> str:
    return f"question-{question.id}{_SUFFIXES[kind]}"
