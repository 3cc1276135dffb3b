"""The names of who answered: how many, under which rule, in whose name, by category, with which
letters; and what the form file says."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from consultation.forms.note_blanks import WORDS
from consultation.packs.contribution.statements import (
    ALL,
    NONE,
    Statement,
    Statements,
    names_of_key_figures,
    rows_of,
)
from consultation.packs.contribution.template_names import Drawn, Names, drawn_table
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
    return Names("regles", rules, tuple(rules.values()))


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
    return Names("categories", found, members)


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
    return Names("lettres", figures, members)


def letters_table(letters: Names) -> Drawn:
    """The letters that most people used."""
    header = tuple(map(say, ("letter", "people", "versions", "additions")))
    return drawn_table(header, letters, "personnes", "versions", "ajouts", label="nom")


def rules_table(rules: Names) -> Drawn:
    """How many contributions each rule counts."""
    told = [each.entries for each in rules if isinstance(each, Names)]
    explained = [Names("", one | {"libelle": say("explained", **one)}) for one in map(dict, told)]
    return drawn_table(tuple(map(say, ("rule", "contributions"))), explained, "contributions")
