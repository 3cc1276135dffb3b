"""Everything that a template can name, with its present value."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from consultation.packs.contribution.coded import drawings_of, what_was_coded
from consultation.packs.contribution.people import letters_table, rules_table, who_answered
from consultation.packs.contribution.questions import questions
from consultation.packs.contribution.statements import ALL, Statement, Statements
from consultation.packs.contribution.template_names import (
    CHART,
    TABLE,
    Drawn,
    Names,
    chart_and_table,
)
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import sentence

say = partial(sentence, "contribution")
QUESTIONS = "questions"


def values_of(tables: Tables) -> Names:
    """The names of a template; where a question has the id of one of ours, `questions.<id>` leads
    to it."""
    said = Statements(tables)
    asked, own = questions(said), {**who_answered(said), **what_was_coded(said)}
    answered = tuple(each for each in asked.values() if _is_answered(each))
    drawn = {name: _drawings(name, asked, own) for name in (CHART, TABLE)}
    closed = tuple(each for each in answered if each.members)
    lists = {
        QUESTIONS: Names(QUESTIONS, asked, answered),
        "questions_fermees": Names("questions_fermees", {}, closed),
    }
    entries = {**asked, **own, **drawn, **lists}
    return Names("", entries)


def _is_answered(question: Names) -> bool:
    """Whether somebody gave an answer that is told."""
    return bool(question.members or question.entries.get("ont_repondu"))


def _drawings(name: str, asked: dict[str, Names], own: dict[str, object]) -> Names:
    """« graphique.raisons », « tableau.avis.maraudage », « graphique.themes »…"""
    found: dict[str, object] = {}
    for question_id, question in asked.items():
        if name in question.entries:
            found[question_id] = question.entries[name]
        elif items := {
            item_id: item.entries[name]
            for item_id, item in question.entries.items()
            if isinstance(item, Names) and name in item.entries
        }:
            found[question_id] = Names(f"{name}.{question_id}", items)
    categories, themes = own["categories"], own["themes"]
    assert isinstance(categories, Names) and isinstance(themes, Names)  # noqa: S101, PT018
    header = (say("category"), say("count"), say("part"))
    found["categories"] = chart_and_table(header, categories)[name]
    found["themes"] = drawings_of(themes)[name]
    if name == TABLE:
        letters, rules = own["lettres"], own["regles"]
        assert isinstance(letters, Names) and isinstance(rules, Names)  # noqa: S101, PT018
        found |= {"lettres": letters_table(letters), "regles": rules_table(rules)}
    return Names(name, found)


def present_values(values: Names) -> Iterator[tuple[str, str]]:
    """Each name that a hole can have, and what it gives today, for people to choose from."""
    asked = values.entries[QUESTIONS]
    assert isinstance(asked, Names)  # noqa: S101
    shorter = {name for name, one in asked.entries.items() if values.entries[name] is one}
    for path, value in values.each():
        if path.startswith(f"{QUESTIONS}.") and path.split(".")[1] in shorter:
            continue  # it is also without « questions. »
        if isinstance(value, Statement):
            yield path, value.text
            for rule, under in value.under.items():
                if rule not in (ALL, "consenting"):  # of the pack, they say the same
                    yield f"{path}.{rule}", under.text
        elif isinstance(value, Drawn):
            kind = "chart" if value.bars else "table"
            yield path, say(kind) if value else ""
        elif isinstance(value, bool):
            yield path, say("yes" if value else "no")
        else:
            yield path, str(value)
