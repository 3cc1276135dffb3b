"""The names of who answered: how many, under which rule, in whose name, by category, with which
letters; and what the form file says."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from consultation.forms.note_blanks import WORDS
from consultation.french import sentence, sentences_of
from consultation.packs.contribution.names import Drawn, Names, Statement
from consultation.packs.contribution.questions import Rows, figure_maker, rows_of, under_rules
from consultation.warehouse.build.publications import Row, Tables

# Names that organisers type -> figures of key_figures.csv.
_AGREEMENTS = {
    "en_leur_nom": "own_name_count",
    "avec_prenom_et_nom": "full_name_count",
    "avec_un_seul_mot": "one_word_count",
    "nom_non_renseigne": "nameless_count",
    "sans_nom": "unnamed_count",
    "au_nom_d_un_collectif": "collective_name_count",
    "collectifs_differents": "distinct_collective_count",
}
_LETTERS = {
    "nombre": "letter_count",
    "contributions": "letter_user_count",
    "sans_rien_de_personnel": "template_contribution_count",
    "passages_courts": "passage_count",
}
_ELSEWHERE = {
    "doutes": "doubt_count",
    "textes_non_transmis": "withheld_text_count",
}
_DAYS = {
    "premiere_semaine": "first_week",
    "derniere_semaine": "last_week",
    "cloture": "closing_day",
    "date_envoi": "sent_on",
    "date_ouverture": "opened_on",
}
LETTERS_SHOWN = 10
say = partial(sentence, "contribution")


def key_figures(tables: Tables) -> dict[str, Statement]:
    """What key_figures.csv says, by its ids."""
    say = figure_maker("key_figures", ("figure_id",))
    return {
        row["figure_id"]: say(row, "day", "day") if row["day"] else say(row, "amount", "count")
        for row in rows_of(tables, "key_figures")
    }


def who_answered(tables: Tables) -> dict[str, object]:
    """The names of people and of what the form file says of the consultation."""
    figures, (form,) = key_figures(tables), tables["pack.note_figures"].records
    return {
        **_form(form, figures),
        **_figures_by_name(figures, _ELSEWHERE),
        "contributions": _contributions(tables),
        "accords": Names("accords", dict(_figures_by_name(figures, _AGREEMENTS))),
        "lettres": _letters(tables, figures),
        "categories": _categories(tables),
        "regles": _rules(tables),
    }


def _figures_by_name(
    figures: Mapping[str, Statement], names: Mapping[str, str]
) -> dict[str, Statement]:
    return {name: figures.get(figure_id, Statement(None)) for name, figure_id in names.items()}


def _form(form: Row, figures: Mapping[str, Statement]) -> dict[str, object]:
    """What is under `[pack]`, and a blank between brackets until it is; a day that nobody knows is
    empty."""
    blanks = sentences_of("note_blanks")
    given = {
        name: form[column] or blanks[name]
        for name, column in WORDS.items()
        if not isinstance(form[column], dt.date)
    }
    days = {name: said for name, said in _figures_by_name(figures, _DAYS).items() if said.claim}
    asks = [line for line in str(given["demandes"]).splitlines() if line.strip()]
    return {
        "formulaire": form["title"],
        "destinataire": form["recipient"],
        **dict.fromkeys(_DAYS, ""),
        **given,
        **days,
        "demandes": Names("demandes", {}, tuple(asks)),
    }


def _contributions(tables: Tables) -> Statement:
    say = figure_maker("rule_counts", ("counting_rule",))
    return under_rules(say, rows_of(tables, "rule_counts"), "contribution_count", "count")


def _rules(tables: Tables) -> Names:
    say = figure_maker("rule_counts", ("counting_rule",))
    rules = {
        row["counting_rule"]: Names(
            f"regles.{row['counting_rule']}",
            {
                "libelle": row["counting_rule_label"],
                "explication": row["explanation"],
                "contributions": say(row, "contribution_count", "count"),
            },
        )
        for row in rows_of(tables, "rule_counts")
        if row["counting_rule"] != "consenting"  # the pack has no others
    }
    return Names("regles", rules, tuple(rules.values()))


def _categories(tables: Tables) -> Names:
    """By their ids; the members are those that somebody is of, in the form's order."""
    say = figure_maker("category_counts", ("category_id", "counting_rule"))
    by_category: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(tables, "category_counts"):
        by_category[row["category_id"] or "aucune"].append(row)
    found = {
        name: Names(
            f"categories.{name}",
            {
                "libelle": rows[0]["category_label"],
                "nombre": under_rules(say, rows, "contribution_count", "count"),
                "part": under_rules(say, rows, "contribution_share", "share"),
            },
        )
        for name, rows in by_category.items()
    }
    members = tuple(category for category in found.values() if category.entries["nombre"])
    return Names("categories", found, members)


def _letters(tables: Tables, figures: Mapping[str, Statement]) -> Names:
    say = figure_maker("families", ("family_id",))
    files = {row["family_id"]: row for row in rows_of(tables, "families")}
    shown: Rows = tables["pack.note_letters"].records[:LETTERS_SHOWN]
    members = tuple(
        Names(
            "lettres.lettre",
            {
                "nom": row["name"],
                "question": row["title"],
                "personnes": say(files[row["family_id"]], "respondent_count", "count"),
                "versions": say(files[row["family_id"]], "distinct_text_count", "count"),
                "ajouts": say(files[row["family_id"]], "own_addition_count", "count"),
            },
        )
        for row in shown
    )
    return Names("lettres", dict(_figures_by_name(figures, _LETTERS)), members)


def letters_table(letters: Names) -> Drawn:
    """The letters that most people used."""
    columns = ("personnes", "versions", "ajouts")
    return Drawn(
        tuple(map(say, ("letter", "people", "versions", "additions"))),
        tuple(
            (str(each.entries["nom"]), *(each.statement(name) for name in columns))
            for each in letters
            if isinstance(each, Names)
        ),
    )


def rules_table(rules: Names) -> Drawn:
    """How many contributions each rule counts."""
    return Drawn(
        tuple(map(say, ("rule", "contributions"))),
        tuple(
            (
                say(
                    "explained",
                    label=each.entries["libelle"],
                    explanation=each.entries["explication"],
                ),
                each.statement("contributions"),
            )
            for each in rules
            if isinstance(each, Names)
        ),
    )
