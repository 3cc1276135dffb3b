"""Tables about the respondents rather than a question: category, week, département."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from operator import itemgetter

from consultation.forms.form import Form
from consultation.public.results import Column, Kind, PublicTable, Row
from consultation.public.rounding import Rounding
from consultation.warehouse.tables.publications import Row as CountedRow
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import date, label, sentence, sentences

ALL, OTHER_RULES = "all", ("without_templates", "consenting")
"""The main counting rule of the page, and the other rules that it shows. Under each rule, a person
is counted once or not at all."""

NONE = "none"
"""The id of the row for persons without a value: no category, no date, no postcode."""


def by_question(rows: Iterable[CountedRow]) -> dict[str, list[CountedRow]]:
    """Group rows about themes by question: question id → its rows, in the order of the list of
    themes."""
    rows_by_question: dict[str, list[CountedRow]] = defaultdict(list)
    for row in sorted(rows, key=itemgetter("position")):
        rows_by_question[row["question_id"]].append(row)
    return rows_by_question


def persons_by_member(rows: Iterable[CountedRow], key: str) -> dict[str, int]:
    """The number of persons of each category, week or département, sorted by key:
    `{"assoc": 12, "none": 3}`. The key is the value in the column `key` of `rows`, or `NONE` for
    persons without a value."""
    counted = {
        row[key]: int(row["contribution_count"])
        for row in rows
        if row.get("counting_rule", ALL) == ALL
    }
    return dict(
        sorted((NONE if member is None else str(member), counted[member]) for member in counted)
    )


say = partial(sentence, "shown_tables")
TOTAL = "total"


def respondent_tables(counted: Tables, form: Form, rounding: Rounding) -> Iterator[PublicTable]:
    """Yield the tables by category, by week and by département. The first and the last only if the
    form file asks for them.

    A table is left out if its exact counts follow from the rounded counts.
    """
    by_category, by_place = form.publish.by_category, form.publish.by_departement
    for kind, table, key, is_asked_for in (
        (Kind.CATEGORIES, "category_counts", "category_id", by_category),
        (Kind.WEEKS, "participation_by_week", "week", True),
        (Kind.DEPARTEMENTS, "participation_by_departement", "departement_id", by_place),
    ):
        if is_asked_for:
            persons = persons_by_member(counted[f"statistics.{table}"].records, key)
            if rounding.leaves_room(sum(persons.values()), persons.values()):
                yield _group_table(kind, persons, category_labels(form), rounding)


def persons_by_rule(counted: Tables) -> dict[str, int]:
    """The number of persons under each counting rule that the page shows, the main rule first:
    `{"all": 412, "consenting": 400}`."""
    persons = {
        row["counting_rule"]: int(row["contribution_count"])
        for row in counted["statistics.rule_counts"].records
    }
    return {rule: persons[rule] for rule in (ALL, *OTHER_RULES) if rule in persons}


def category_labels(form: Form) -> dict[str, str]:
    """The label of each category by id, in the form's order. The last key is `NONE`, with the label
    for persons without a category."""
    declared = form.category.choices if form.category else ()
    return {**{option.id: option.label for option in declared}, NONE: sentence("none", "category")}


def notes_of(kind: str) -> tuple[str, ...]:
    """The sentence to read with a table of this `kind`, as a tuple. Empty if the kind has no such
    sentence. The kind `rules` is for tables with columns by counting rule."""
    note = f"note_{kind}"
    return (say(note),) if note in sentences()["shown_tables"] else ()


def _group_table(
    kind: Kind, persons: dict[str, int], categories: dict[str, str], rounding: Rounding
) -> PublicTable:
    """Build a table with a row per category, week or département.

    A département without anybody has no row. If everybody has a value, there is no row `NONE`.
    """
    everybody = sum(persons.values()) if kind is not Kind.WEEKS else None
    labels = categories if kind is Kind.CATEGORIES else {}
    members = [member_id for member_id in labels or persons if member_id in persons]
    return PublicTable(
        id="semaines" if kind is Kind.WEEKS else kind,
        kind=kind,
        title=say(f"title_{kind}"),
        base=say("base_everybody"),
        row_title=say(f"row_{kind}"),
        columns=(Column(TOTAL, say("total")),),
        rows=tuple(
            Row(
                member_id,
                labels.get(member_id) or _member_label(kind, member_id),
                (rounding.cell(persons[member_id], everybody),),
            )
            for member_id in sorted(members, key=lambda member: member == NONE)
            if persons[member_id] or (kind is not Kind.DEPARTEMENTS and member_id != NONE)
        ),
        has_shares=everybody is not None,
        notes=notes_of(kind),
    )


def _member_label(kind: Kind, member: str) -> str:
    """The label of a week, `2022-02-14` → « Semaine du 14/02/2022 », or of a département, `38` →
    « 38 Isère »."""
    if member == NONE:
        return say("undated") if kind is Kind.WEEKS else sentence("none", "departement")
    if kind is Kind.WEEKS:
        return say("week_of", day=date(dt.date.fromisoformat(member)))
    return f"{member} {label('departement', member)}"
