"""From the counts that may be shown to tables with words: what a release shows, and nothing else,
decides which rows there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from consultation.forms.form import Form, Question
from consultation.french import date, label, sentence, sentences
from consultation.protection.counts import PublicCounts
from consultation.public.cells import ALL, CellName, cell_name_of
from consultation.public.counting import (
    BY_CATEGORY,
    BY_RULE,
    CATEGORIES,
    DEPARTEMENTS,
    NONE,
    OTHER_RULES,
    RULES,
    THEMES,
    WEEKS,
    published_questions,
    table_name,
)
from consultation.public.results import Cell, Column, Kind, PublicTable, Row

say = partial(sentence, "shown_tables")
TOTAL = "total"


@dataclass(frozen=True)
class ShownTable:
    """The cells of one table: `counts` holds None for those that are not shown."""

    counts: Mapping[CellName, int | None]
    as_of: dt.date

    def cell(self, name: CellName, base: CellName | None = None) -> Cell:
        """The count and its denominator."""
        return Cell(self.counts.get(name), self.counts.get(base) if base else None)

    def members(self, group: str) -> list[str]:
        """The members of a group that the table has, `NONE` last."""
        found = {name.member for name in self.counts if name.group == group}
        return sorted(found, key=lambda member: (member == NONE, member))


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
            yield _question_table("rules", shown, question, _rules())
    for question in form.questions:
        if shown := found.get(table_name(question.id, THEMES)):
            yield _theme_table(shown, question, themes)
    if shown := found.get(RULES):
        yield _rule_table(shown)
    groups: tuple[tuple[str, Kind, str], ...] = (
        (CATEGORIES, "categories", "category"),
        (WEEKS, "weeks", "week"),
        (DEPARTEMENTS, "departements", "departement"),
    )
    for name, kind, group in groups:
        if shown := found.get(name):
            yield _group_table(name, kind, group, shown, form)


Columns = Mapping[str, tuple[str, CellName]]
"""The label of each column, and whom its counts are of."""


def _categories(shown: ShownTable, form: Form) -> Columns:
    members = shown.members("category")
    return {
        member: (title, CellName(group="category", member=member))
        for member, title in _category_labels(form).items()
        if member in members and not (member == NONE and _is_nobody(shown, "category"))
    }


def _is_nobody(shown: ShownTable, group: str) -> bool:
    """Whether it is shown that everybody is of a member of the group."""
    left = [
        count for name, count in shown.counts.items() if (name.group, name.member) == (group, NONE)
    ]
    return not any(count is None or count for count in left)


def _rules() -> Columns:
    return {
        rule: (label("counting_rule", rule), CellName(rule=rule)) for rule in (ALL, *OTHER_RULES)
    }


def _question_table(
    kind: Kind, shown: ShownTable, question: Question, columns: Columns
) -> PublicTable:
    """The answers to a question: all of them, by category, or under each rule."""
    wholes = [whole for _, whole in columns.values()]
    rows = [
        Row(option.id, option.label, cells, item, item_label)
        for item, item_label in [(item.id, item.label) for item in question.items] or [("", "")]
        for option in question.choices
        if (cells := _choice_cells(shown, question, item, option.id, wholes))
    ]
    is_multiple = question.kind == "choices"
    return PublicTable(
        id=table_name(question.id, {"by_category": BY_CATEGORY, "rules": BY_RULE}.get(kind, "")),
        kind=kind,
        title=say(f"title_{kind}", title=question.title),
        base=say("base_single"),
        row_title=say("answer"),
        columns=tuple(Column(code, title) for code, (title, _) in columns.items()),
        rows=tuple(rows),
        question=question.headers[0],
        question_id=question.id,
        is_multiple=is_multiple,
        notes=_notes(kind),
        as_of=shown.as_of,
    )


def _choice_cells(
    shown: ShownTable, question: Question, item: str, option: str, wholes: Iterable[CellName]
) -> tuple[Cell, ...]:
    """The cells of a row; none where the release does not know the choice yet."""
    own = [replace(whole, question=question.id, item=item) for whole in wholes]
    chosen = [replace(one, state="chosen", option=option) for one in own]
    if not any(one in shown.counts for one in chosen):
        return ()
    return tuple(
        shown.cell(one, replace(whole, state="answered"))
        for one, whole in zip(chosen, own, strict=True)
    )


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
        is_multiple=True,
        notes=_notes("themes"),
        as_of=shown.as_of,
    )


def _rule_table(shown: ShownTable) -> PublicTable:
    return PublicTable(
        id=RULES,
        kind="rules",
        title=say("title_of_rules"),
        base=say("base_everybody"),
        row_title=say("rule"),
        columns=(Column(TOTAL, say("total")),),
        rows=tuple(
            Row(rule, title, (shown.cell(whole, CellName()),))
            for rule, (title, whole) in _rules().items()
        ),
        notes=_notes("of_rules"),
        as_of=shown.as_of,
    )


def _group_table(name: str, kind: Kind, group: str, shown: ShownTable, form: Form) -> PublicTable:
    """How many persons each category, week or département has; those without anybody are left out
    of a long list of places."""
    labels = _category_labels(form) if kind == "categories" else {}
    members = [member for member in labels if member in shown.members(group)]
    has_shares = kind != "weeks"
    names = [CellName(group=group, member=member) for member in members or shown.members(group)]
    return PublicTable(
        id=name,
        kind=kind,
        title=say(f"title_{kind}"),
        base=say("base_everybody"),
        row_title=say(f"row_{kind}"),
        columns=(Column(TOTAL, say("total")),),
        rows=tuple(
            Row(
                one.member,
                labels.get(one.member) or _member_label(kind, one.member),
                (shown.cell(one, CellName() if has_shares else None),),
            )
            for one in names
            if shown.counts.get(one) != 0 or (kind != "departements" and one.member != NONE)
        ),
        has_shares=has_shares,
        notes=_notes(kind),
        as_of=shown.as_of,
    )


def _category_labels(form: Form) -> dict[str, str]:
    """Every category of the form, then those without one."""
    declared = form.category.choices if form.category else ()
    return {**{one.id: one.label for one in declared}, NONE: sentence("none", "category")}


def _member_label(kind: Kind, member: str) -> str:
    """A week by its Monday, a département by its number and name."""
    if member == NONE:
        return say("undated") if kind == "weeks" else sentence("none", "departement")
    if kind == "weeks":
        return say("week_of", day=date(dt.date.fromisoformat(member)))
    return f"{member} {label('departement', member)}"


def _notes(kind: str) -> tuple[str, ...]:
    """What must be read with a table of the kind, if anything."""
    note = f"note_{kind}"
    return (say(note),) if note in sentences()["shown_tables"] else ()
