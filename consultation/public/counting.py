"""From the rows of sql/17_public/ to the counts that the protection is given: every count that a
reader could see or compute, how they add up, and which table prints which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from consultation.forms.form import Form, Question
from consultation.protection.counts import Counts
from consultation.public.cells import ALL, EVERYBODY, CellName
from consultation.public.counted_rows import (
    NONE,
    Counted,
    by_item,
    by_question,
    of_rule,
    persons_by_member,
)
from consultation.public.gathering import Gathering
from consultation.warehouse.build.publications import Row

# Tables that are about no question.
WEEKS, CATEGORIES, DEPARTEMENTS, RULES = "semaines", "categories", "departements", "regles"
# What follows the name of a question in the name of its tables.
BY_CATEGORY, BY_RULE, THEMES = "par-categorie", "selon-les-regles", "themes"
OTHER_RULES = ("without_templates", "consenting")


def counts_of(counted: Counted, form: Form) -> Counts:
    """Every count of the published questions, with what a reader could compute from them; under the
    counting rules that the rows are of."""
    found = Gathering()
    _count_everybody(found, counted["public.rules"])
    _count_members(found, WEEKS, "week", persons_by_member(counted["public.weeks"], "week"))
    if form.publish.by_departement:
        members = persons_by_member(counted["public.departements"], "departement_id")
        _count_members(found, DEPARTEMENTS, "departement", members)
    if form.publish.by_category:
        members = persons_by_member(counted["public.categories"], "category_id")
        _count_members(found, CATEGORIES, "category", members)
    for question in published_questions(form):
        for item, rows in by_item(counted["public.answers"], question.id):
            _count_answers(found, question, item, rows)
            if form.publish.by_category:
                every = counted["public.answers_by_category"]
                crossed = dict(by_item(every, question.id))
                _count_by_category(found, question, item, crossed.get(item, []))
    for question_id, rows in by_question(counted["public.themes"]):
        _count_themes(found, question_id, rows)
    return Counts(
        persons=found.persons,
        sums=tuple(found.sums),
        tables={name: tuple(cells) for name, cells in found.tables.items()},
        everybody=EVERYBODY,
        peopled=tuple(_weeks_with_answers(counted["public.weeks"])),
    )


def _weeks_with_answers(rows: Iterable[Row]) -> Iterator[str]:
    """The first and the last week, which are there because somebody answered in them."""
    weeks = sorted(row["week"] for row in rows if row["week"])
    for week in dict.fromkeys([*weeks[:1], *weeks[-1:]]):
        yield str(CellName(group="week", member=str(week)))


def published_questions(form: Form) -> list[Question]:
    """The questions whose counts are shown, in the order of the form."""
    return [one for one in form.questions if one.id in (form.publish.public_questions or ())]


def table_name(question_id: str, kind: str = "") -> str:
    """What a table about a question is called."""
    return f"question-{question_id}-{kind}" if kind else f"question-{question_id}"


def _count_everybody(found: Gathering, rows: Iterable[Row]) -> None:
    counted = {row["counting_rule"]: row["person_count"] for row in rows}
    found.add(CellName(), counted[ALL], RULES)
    found.other_rules = tuple(rule for rule in OTHER_RULES if rule in counted)
    for rule in found.other_rules:
        part = CellName(rule=rule)
        found.add(part, counted[rule], RULES)
        found.share_out(CellName(), part, CellName(rule=_left_by(rule)))


def _count_members(found: Gathering, table: str, group: str, members: Mapping[str, int]) -> None:
    """Everybody is shared out between the members of a group."""
    found.add(CellName(), found.persons[EVERYBODY], table)
    names = {CellName(group=group, member=member): count for member, count in members.items()}
    found.add_up(EVERYBODY, [found.add(name, count, table) for name, count in names.items()])


def _count_answers(found: Gathering, question: Question, item: str, rows: Sequence[Row]) -> None:
    """Those who answered and chose under each rule, beside all it counts; those it leaves out."""
    own, by_rule = table_name(question.id), table_name(question.id, BY_RULE)
    under_rules = (by_rule,) if found.other_rules else ()
    for rule in (ALL, *found.other_rules):
        whole = CellName(question.id, item, rule=rule)
        printed = (own, *under_rules) if rule == ALL else under_rules
        found.add(CellName(rule=rule), found.persons[str(CellName(rule=rule))], *printed)
        _count_choices(found, whole, of_rule(rows, rule), printed)
        found.share_out(
            CellName(rule=rule),
            replace(whole, state="answered"),
            replace(whole, state="unanswered"),
        )
    options = [row["choice_id"] for row in of_rule(rows, ALL)]
    for rule in found.other_rules:
        for told in _names_of(CellName(question.id, item), options):
            found.share_out(told, replace(told, rule=rule), replace(told, rule=_left_by(rule)))
        left = CellName(question.id, item, rule=_left_by(rule))
        _add_up_choices(found, left, options)
        found.share_out(
            CellName(rule=_left_by(rule)),
            replace(left, state="answered"),
            replace(left, state="unanswered"),
        )


def _count_by_category(
    found: Gathering, question: Question, item: str, rows: Sequence[Row]
) -> None:
    """Those who answered and chose, by category, beside all of it; the rest have none."""
    table = table_name(question.id, BY_CATEGORY)
    whole = CellName(question.id, item, group="category")
    ordered = sorted(rows, key=itemgetter("category_id"))
    members, options = [], dict.fromkeys(row["choice_id"] for row in rows)
    for category, of_category in groupby(ordered, key=itemgetter("category_id")):
        members.append(category)
        _count_choices(found, replace(whole, member=category), list(of_category), (table,))
    everybody = CellName(question.id, item)
    none = replace(whole, member=NONE)
    for told in _names_of(everybody, options):
        as_part = replace(told, group="category")
        parts = [str(replace(as_part, member=member)) for member in members]
        left = found.persons[str(told)] - sum(found.persons[part] for part in parts)
        rest = found.add(replace(as_part, member=NONE), left, table)
        found.add_up(str(told), (*parts, rest))
    _add_up_choices(found, none, options)
    for member in (*members, NONE):
        of_member = replace(whole, member=member)
        of_all = CellName(group="category", member=member)
        found.add(of_all, found.persons[str(of_all)], table)
        found.share_out(
            of_all,
            replace(of_member, state="answered"),
            replace(of_member, state="unanswered"),
        )


def _count_choices(
    found: Gathering, whole: CellName, rows: Sequence[Row], tables: Sequence[str]
) -> None:
    """Those who answered and those who made each choice are printed, and add up."""
    answered = max((row["answered_count"] for row in rows), default=0)
    found.add(replace(whole, state="answered"), answered, *tables)
    for row in rows:
        name = replace(whole, state="chosen", option=row["choice_id"])
        found.add(name, row["chosen_count"], *tables)
    _add_up_choices(found, whole, [row["choice_id"] for row in rows])


def _add_up_choices(found: Gathering, whole: CellName, options: Iterable[str]) -> None:
    """Either the choices share out those who answered; or some made several: each choice has those
    who did not make it, and there are ticks beyond one each.

    Where nobody made several of the choices offered, a reader is taken to know it: they could then
    compute more, not less.
    """
    answered = replace(whole, state="answered")
    chosen = [replace(whole, state="chosen", option=option) for option in options]
    ticks = sum(found.persons[str(one)] for one in chosen)
    beyond = ticks - found.persons[str(answered)]
    if not beyond:
        found.add_up(str(answered), [str(one) for one in chosen])
        return
    for one in chosen:
        found.share_out(answered, one, replace(one, state="unchosen"))
    every = found.add(replace(whole, state="ticks"), ticks)
    found.add_up(every, [str(one) for one in chosen])
    found.share_out(replace(whole, state="ticks"), answered, replace(whole, state="beyond"))


def _count_themes(found: Gathering, question_id: str, rows: Sequence[Row]) -> None:
    """Those who wrote, whose text is coded, and who wrote of each theme."""
    table = table_name(question_id, THEMES)
    whole, first = CellName(question_id), rows[0]
    written, coded = replace(whole, state="written"), replace(whole, state="coded")
    found.add(written, first["written_count"], table)
    found.share_out(CellName(), written, replace(whole, state="unwritten"))
    found.add(coded, first["coded_count"], table)
    found.share_out(written, coded, replace(whole, state="uncoded"))
    for row in rows:
        theme = replace(whole, state="theme", option=row["theme_id"])
        found.add(theme, row["theme_count"], table)
        found.share_out(coded, theme, replace(theme, state="other"))


def _names_of(whole: CellName, options: Iterable[str]) -> Iterator[CellName]:
    """The counts that a question prints: those who answered, those who made each choice."""
    yield replace(whole, state="answered")
    yield from (replace(whole, state="chosen", option=option) for option in options)


def _left_by(rule: str) -> str:
    """Those whom a rule does not count."""
    return f"not-{rule}"
