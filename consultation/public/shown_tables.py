"""From the counts that may be shown to tables with words: what a release shows, and nothing else,
decides which rows there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from consultation.forms.form import Form, Question
from consultation.protection.counts import PublicCounts
from consultation.public.cells import CellName, cell_name_of
from consultation.public.counted_rows import NONE
from consultation.public.counting import (
    BY_CATEGORY,
    BY_RULE,
    CATEGORIES,
    DEPARTEMENTS,
    RULES,
    THEMES,
    WEEKS,
    published_questions,
    table_name,
)
from consultation.public.respondent_tables import (
    all_rules,
    category_labels,
    group_table,
    rule_table,
)
from consultation.public.results import Cell, Column, Kind, PublicTable, Row
from consultation.public.shown_counts import TOTAL, ShownTable, notes_of, say


def shown_tables(
    counts: PublicCounts, form: Form, themes: Mapping[str, str]
) -> tuple[PublicTable, ...]:
    """Every table of the release, in reading order; `themes` are the themes' titles, in order."""
    found = {name: _shown_table(counts, name) for name in counts.tables}
    return tuple(_tables(found, form, themes))


def _shown_table(counts: PublicCounts, name: str) -> ShownTable:
    table = counts.tables[name]
    cells: dict[str, int | None] = {**table.shown, **dict.fromkeys(table.hidden)}
    day = dt.date.fromisoformat(counts.dates[table.release])
    return ShownTable({cell_name_of(cell): count for cell, count in cells.items()}, day)


def _tables(
    found: Mapping[str, ShownTable], form: Form, themes: Mapping[str, str]
) -> Iterator[PublicTable]:
    for question in published_questions(form):
        if shown := found.get(table_name(question.id)):
            yield _question_table("answers", shown, question, {TOTAL: (say("total"), CellName())})
        if shown := found.get(table_name(question.id, BY_CATEGORY)):
            yield _question_table("by_category", shown, question, _categories(shown, form))
        if shown := found.get(table_name(question.id, BY_RULE)):
            yield _question_table("rules", shown, question, all_rules())
    for question in form.questions:
        if shown := found.get(table_name(question.id, THEMES)):
            yield _theme_table(shown, question, themes)
    if shown := found.get(RULES):
        yield rule_table(shown)
    groups: tuple[tuple[str, Kind, str], ...] = (
        (CATEGORIES, "categories", "category"),
        (WEEKS, "weeks", "week"),
        (DEPARTEMENTS, "departements", "departement"),
    )
    for name, kind, group in groups:
        if shown := found.get(name):
            yield group_table(name, kind, group, shown, form)


Columns = Mapping[str, tuple[str, CellName]]
"""The label of each column, and whom its counts are of."""


def _categories(shown: ShownTable, form: Form) -> Columns:
    members = shown.members("category")
    return {
        member: (title, CellName(group="category", member=member))
        for member, title in category_labels(form).items()
        if member in members and not (member == NONE and _is_nobody(shown))
    }


def _is_nobody(shown: ShownTable) -> bool:
    """Whether it is shown that everybody is of a category."""
    none = ("category", NONE)
    left = [count for name, count in shown.counts.items() if (name.group, name.member) == none]
    return not any(count is None or count for count in left)


def _question_table(
    kind: Kind, shown: ShownTable, question: Question, columns: Columns
) -> PublicTable:
    """The answers to a question: all of them, by category, or under each rule.

    Shares are of those who answered it or, where one of these counts is not shown, of all those of
    the column.
    """
    wholes = [whole for _, whole in columns.values()]
    of_all = _is_base_hidden(shown, question, wholes)
    rows = [
        Row(option.id, option.label, cells, item, item_label)
        for item, item_label in [(item.id, item.label) for item in question.items] or [("", "")]
        for option in question.choices
        if (cells := _choice_cells(shown, question, item, option.id, wholes, of_all=of_all))
    ]
    is_multiple = question.kind == "choices" and len(question.choices) > 1
    return PublicTable(
        id=table_name(question.id, {"by_category": BY_CATEGORY, "rules": BY_RULE}.get(kind, "")),
        kind=kind,
        title=say(f"title_{kind}", title=question.title),
        base=say("base_of_all" if of_all else "base_single"),
        row_title=say("answer"),
        columns=tuple(Column(code, title) for code, (title, _) in columns.items()),
        rows=tuple(rows),
        question=question.headers[0],
        question_id=question.id,
        several=say("several_answers") if is_multiple else "",
        notes=(*((say("note_of_all"),) if of_all else ()), *notes_of(kind)),
        as_of=shown.as_of,
    )


def _is_base_hidden(shown: ShownTable, question: Question, wholes: Sequence[CellName]) -> bool:
    """Whether it is not shown everywhere how many answered."""
    items = [item.id for item in question.items] or [""]
    bases = (
        replace(whole, question=question.id, item=item, state="answered")
        for item in items
        for whole in wholes
    )
    return any(shown.counts.get(base) is None for base in bases)


def _choice_cells(
    shown: ShownTable,
    question: Question,
    item: str,
    option: str,
    wholes: Sequence[CellName],
    *,
    of_all: bool,
) -> tuple[Cell, ...]:
    """The cells of a row; none where the release does not know the choice yet."""
    own = [replace(whole, question=question.id, item=item) for whole in wholes]
    chosen = [replace(one, state="chosen", option=option) for one in own]
    if not any(one in shown.counts for one in chosen):
        return ()
    bases = wholes if of_all else [replace(one, state="answered") for one in own]
    return tuple(shown.cell(one, base) for one, base in zip(chosen, bases, strict=True))


def _theme_table(shown: ShownTable, question: Question, themes: Mapping[str, str]) -> PublicTable:
    coded = CellName(question.id, state="coded")
    names = [name for name in shown.counts if name.state == "theme"]
    order = {theme: position for position, theme in enumerate(themes)}
    names.sort(key=lambda name: (order.get(name.option, len(order)), name.option))
    return PublicTable(
        id=table_name(question.id, THEMES),
        kind="themes",
        title=say("title_themes", title=question.title),
        base=say("base_themes"),
        row_title=say("theme"),
        columns=(Column(TOTAL, say("total")),),
        rows=tuple(
            Row(name.option, themes.get(name.option, name.option), (shown.cell(name, coded),))
            for name in names
        ),
        question=question.headers[0],
        question_id=question.id,
        several=say("several_themes"),
        notes=notes_of("themes"),
        as_of=shown.as_of,
    )
