"""Everything that a template or the note of method can name, with its present value: who answered
(how many, under which rule, in whose name, by category, with which letters), what the form file
says, what was said."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import partial

from consultation.forms.note_blanks import WORDS
from consultation.notices.responses import responses_told
from consultation.packs.contribution.claims import without_marks
from consultation.packs.contribution.coded import what_was_coded
from consultation.packs.contribution.holes import Told
from consultation.packs.contribution.questions import changes_under_rules, questions
from consultation.packs.contribution.statements import (
    ALL,
    NONE,
    Figures,
    Statement,
    Statements,
    names_of_key_figures,
    rows_of,
)
from consultation.packs.contribution.template_names import Chart, Names, chart_of
from consultation.packs.index_file import EACH, Documents
from consultation.warehouse.tables.publications import Tables
from consultation.words.errors import OrganiserError
from consultation.words.french import count_of, sentence, sentences, sentences_of

COLLECTIVES_SHOWN = 6
MOST_HIDDEN = 10
"""A count from one to this could point at somebody: only « moins de 11 » is said of it."""
NEAREST = 4
say = partial(sentence, "contribution")


def values_of(tables: Tables, written: Documents = EACH) -> Names:
    """The names of a template; where a question has the id of one of ours, `questions.<id>` leads
    to it."""
    said = Statements(tables)
    asked, closed = questions(said)
    answered = [each for each in asked.values() if _is_answered(each)]
    lists = {
        "questions": answered,
        "questions_fermees": [each for each in answered if each.members],
        "questions_libres": [each for each in answered if "textes_differents" in each.entries],
        "conclusions": closed,
    }
    own = {
        **who_answered(said),
        **what_was_coded(said),
        "changements": changes_under_rules(said, closed),
        "bilan": Told(_bilan(said.key_figures)),
        "recueils": count_of(written.volume_count, "recueil") if written.places else "",
        "reponses": responses_told(tables["pack.responses"]),
        **{name: Names(name, {}, tuple(each)) for name, each in lists.items()},
    }
    hidden = {question_id: one for question_id, one in asked.items() if question_id in own}
    return Names("", asked | own | {"questions": Names("questions", hidden, tuple(answered))})


def _is_answered(question: Names) -> bool:
    """Whether somebody gave an answer that is told."""
    return bool(question.members or question.entries.get("ont_repondu"))


def who_answered(said: Statements) -> dict[str, object]:
    """The names of people and of what the form file says of the consultation."""
    figures = _key_figures(said)
    return {
        **_form(said, figures.pop("")),
        **{name: Names(name, told) for name, told in figures.items()},
        "contributions": said.by_word("rule_counts")["contributions"],
        "lettres": _letters(said, figures["lettres"]),
        "categories": _categories(said),
        "collectifs": _collectives(said),
        "regles": _rules(said),
    }


def _key_figures(said: Statements) -> dict[str, dict[str, Statement]]:
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
        category_id or "aucune": Names(f"categories.{category_id or 'aucune'}", told)
        for (category_id,), told in said.rows_by_names("category_counts").items()
    }
    members = tuple(category for category in found.values() if category.entries["nombre"])
    return Names("categories", {**found, **chart_of(members)}, members)


def _collectives(said: Statements) -> Names:
    """Those that several contributions are sent in the name of."""
    each = (Names("collectifs", told) for told in said.rows_by_names("collectives").values())
    several = [one for one in each if one.entries["nom"] and one.statement("contributions") > 1]
    return Names("collectifs", {}, tuple(several[:COLLECTIVES_SHOWN]))


def _letters(said: Statements, figures: Mapping[str, Statement]) -> Names:
    families = said.rows_by_names("families")
    members = tuple(
        Names("lettres", {**families[row["family_id"],], "nom": row["name"]})
        for row in said.tables["pack.note_letters"].records
    )
    return Names("lettres", figures, members)


def _bilan(told: Figures) -> str:
    """How the submissions received come down to the contributions sent, or why that is not told: a
    sentence, its figures between marks.

    What was received is told by what the counts that are shown leave possible: were it exact, the
    only one that isn't could be had by subtraction. Raises OrganiserError `failed_checks`, where
    the totals do not add up.
    """
    received, sendable = (told.get(f"total_{name}") for name in ("received", "sendable"))
    if received is None or sendable is None:
        return sentence("note", "bilan_hidden")
    taken_away = {
        name: told[f"total_{name}"] for name in sentences()["taken_away"] if f"total_{name}" in told
    }
    terms = [_term(name, count) for name, count in taken_away.items() if count or not count.claim]
    if "received_least" in told:
        bounds = {"least": told["received_least"], "most": told["received_most"]}
        return sentence("note", "bilan_in_part", sendable=sendable, terms=terms, **bounds)
    if received.number != sendable.number + sum(count.number for count in taken_away.values()):
        raise OrganiserError("failed_checks", checks="sending.totals")
    first = sentence("note", "received", received=received)
    return sentence("note", "bilan", terms=[first, *terms], sendable=sendable)


def _term(name: str, count: Statement) -> str:
    if count.claim:
        return sentence("taken_away", name, count=count)
    most = sentence("taken_away", name, count=MOST_HIDDEN + 1)
    return sentence("note", "less_than", most=most)


def present_values(values: Names) -> Iterator[tuple[str, str]]:
    """Each name that a hole can have, and what it gives today, for people to choose from."""
    for path, value in values.each():
        if isinstance(value, Statement):
            yield path, value.text
            for rule, under in value.under.items():
                if rule not in (ALL, "consenting"):  # of the pack, they say the same
                    yield f"{path}.{rule}", under.text
        elif isinstance(value, Chart):
            yield path, say("chart") if value else ""
        elif isinstance(value, bool):
            yield path, say("yes" if value else "no")
        else:
            yield path, without_marks(str(value))


def unknown_hole(where: str, path: str, values: Names) -> OrganiserError:
    """A name that stands for nothing is told with the nearest ones."""
    near = get_close_matches(path, dict(present_values(values)), NEAREST, 0.5)
    return OrganiserError(
        "template_unknown_hole.near" if near else "template_unknown_hole",
        where=where,
        hole=path[:80],
        nearest=[f"{{{{ {name} }}}}" for name in near],
    )
