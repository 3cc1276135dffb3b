"""Tables about no question: who answered, when, from where, and how many each rule counts."""

from __future__ import annotations

import datetime as dt

from consultation.forms.form import Form
from consultation.french import date, label, sentence
from consultation.public.cells import ALL, CellName
from consultation.public.counted_rows import NONE
from consultation.public.counting import OTHER_RULES, RULES
from consultation.public.results import Column, Kind, PublicTable, Row
from consultation.public.shown_counts import TOTAL, ShownTable, notes_of, say


def all_rules() -> dict[str, tuple[str, CellName]]:
    return {
        rule: (label("counting_rule", rule), CellName(rule=rule)) for rule in (ALL, *OTHER_RULES)
    }


def rule_table(shown: ShownTable) -> PublicTable:
    return PublicTable(
        id=RULES,
        kind="rules",
        title=say("title_of_rules"),
        base=say("base_everybody"),
        row_title=say("rule"),
        columns=(Column(TOTAL, say("total")),),
        rows=tuple(
            Row(rule, title, (shown.cell(whole, CellName()),))
            for rule, (title, whole) in all_rules().items()
            if whole in shown.counts
        ),
        notes=notes_of("of_rules"),
        as_of=shown.as_of,
    )


def group_table(name: str, kind: Kind, group: str, shown: ShownTable, form: Form) -> PublicTable:
    """How many persons each category, week or département has; those without anybody are left out
    of a long list of places."""
    labels = category_labels(form) if kind == "categories" else {}
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
        notes=notes_of(kind),
        as_of=shown.as_of,
    )


def category_labels(form: Form) -> dict[str, str]:
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
