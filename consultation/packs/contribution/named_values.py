"""Everything that a template can name, with its present value: who answered (how many, under which
rule, in whose name, by category, with which letters), what the form file says, what was said."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from consultation.forms.note_blanks import WORDS
from consultation.packs.contribution.coded import what_was_coded
from consultation.packs.contribution.questions import questions
from consultation.packs.contribution.statements import (
    ALL,
    NONE,
    Statement,
    Statements,
    names_of_key_figures,
    rows_of,
)
from consultation.packs.contribution.template_names import (
    TABLE,
    Drawn,
    Names,
    chart_and_table,
    drawn_table,
)
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import sentence, sentences_of

LETTERS_SHOWN = 10
say = partial(sentence, "contribution")


def who_answered(said: Statements) -> dict[str, object]:
    """The names of people and of what the form file says of the consultation."""
    figures = _key_figures(said)
    return {
        **_form(said, figures[""]),
        "contributions": said.by_word("rule_counts")["contributions"],
        "accords": Names("accords", figures["accords"]),
        "lettres": _letters(said, figures["lettres"]),
        "categories": _categories(said),
        "regles": _rules(said),
    }


def _key_figures(said: Statements) -> Mapping[str, dict[str, Statement]]:
    """The rows of key_figures.csv by their names; by what stands before, if anything does."""
    found: dict[str, dict[str, Statement]] = defaultdict(dict)
    for figure_id, path in names_of_key_figures().items():
        place, _, name = path.rpartition(".")
        found[place][name] = said.key_figures.get(figure_id, NONE)
    return found


def _form(said: Statements, figures: Mapping[str, Statement]) -> dict[str, object]:
    """What is under `[pack]`, and a blank between brackets until it is; a day that nobody knows is
    empty."""
    (form,) = said.tables["form.form"].records
    blanks = sentences_of("note_blanks")
    given = {
        name: form[column] or blanks[name]
        for name, column in WORDS.items()
        if not isinstance(form[column], dt.date)
    }
    asks = [line for line in str(given["demandes"]).splitlines() if line.strip()]
    return {
        "formulaire": form["title"],
        "destinataire": form["recipient"],
        **dict.fromkeys(figures, ""),
        **given,
        **{name: figure for name, figure in figures.items() if figure.claim},
        "demandes": Names("demandes", {}, tuple(asks)),
    }


def _rules(said: Statements) -> Names:
    counted = said.by_word("rule_counts")["contributions"]
    rules = {
        row["counting_rule"]: Names(
            f"regles.{row['counting_rule']}",
            {
                "libelle": row["counting_rule_label"],
                "explication": row["explanation"],
                "contributions": counted.under[row["counting_rule"]],
            },
        )
        for row in rows_of(said.tables, "rule_counts")
        if row["counting_rule"] != "consenting"  # the pack has no others
    }
    told = [each.entries for each in rules.values()]
    explained = [Names("", one | {"libelle": say("explained", **one)}) for one in map(dict, told)]
    header = tuple(map(say, ("rule", "contributions")))
    table = drawn_table(header, explained, "contributions")
    return Names("regles", {**rules, TABLE: table}, tuple(rules.values()))


def _categories(said: Statements) -> Names:
    """By their ids; the members are those that somebody is of, in the form's order."""
    found = {
        row["category_id"] or "aucune": Names(
            f"categories.{row['category_id'] or 'aucune'}",
            {
                "libelle": row["category_label"],
                **said.by_word("category_counts", row["category_id"]),
            },
        )
        for row in rows_of(said.tables, "category_counts")
        if row["counting_rule"] == ALL
    }
    members = tuple(category for category in found.values() if category.entries["nombre"])
    drawn = chart_and_table((say("category"), say("count"), say("part")), members)
    return Names("categories", {**found, **drawn}, members)


def _letters(said: Statements, figures: Mapping[str, Statement]) -> Names:
    members = tuple(
        Names(
            "lettres.lettre",
            {
                "nom": row["name"],
                "question": row["title"],
                **said.by_word("families", row["family_id"]),
            },
        )
        for row in said.tables["pack.note_letters"].records[:LETTERS_SHOWN]
    )
    header = tuple(map(say, ("letter", "people", "versions", "additions")))
    table = drawn_table(header, members, "personnes", "versions", "ajouts", label="nom")
    return Names("lettres", {**figures, TABLE: table}, members)


QUESTIONS = "questions"


def values_of(tables: Tables) -> Names:
    """The names of a template; where a question has the id of one of ours, `questions.<id>` leads
    to it."""
    said = Statements(tables)
    asked, own = questions(said), {**who_answered(said), **what_was_coded(said)}
    answered = tuple(each for each in asked.values() if _is_answered(each))
    closed = tuple(each for each in answered if each.members)
    lists = {
        QUESTIONS: Names(QUESTIONS, asked, answered),
        "questions_fermees": Names("questions_fermees", {}, closed),
    }
    return Names("", {**asked, **own, **lists})


def _is_answered(question: Names) -> bool:
    """Whether somebody gave an answer that is told."""
    return bool(question.members or question.entries.get("ont_repondu"))


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
