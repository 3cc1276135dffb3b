"""The values of questions and their answers for the templates of the note and the contribution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from consultation.packs.contribution.statements import NONE, Statements, rows_of
from consultation.packs.contribution.template_names import (
    Names,
    chart_of,
    count_of_persons,
    most_given,
)
from consultation.warehouse.tables.publications import Row, in_order
from consultation.words.french import count_of, sentence, words

say = partial(sentence, "contribution")
SUMMARIES = ("text_families", "number_summaries", "date_summaries")
"""The files of statistiques/ about the questions that have no choices."""
OF_A_QUESTION = ("ont_repondu", "pouvaient_repondre")
"""The names of the counts that belong to a whole question. The row of each choice repeats them."""
SHOWN = 4
"""The most answers listed next to the leading answer. A scale lists all its answers. A later answer
is listed too if more than `HALF` of the people gave it."""
HALF = 0.5
CHANGES = ("leader", "tie", "majority")
"""The changes that another counting rule may make: to the leading answer, an equal rank, a
majority."""

Place = tuple[str, str | None]
"""The id of a question, and of an item of its grid. None for a question without items."""


def questions(statements: Statements) -> tuple[dict[str, Names], tuple[Names, ...]]:
    """Return two values: all questions of the form by id, in order, and a list of the closed
    questions that have answers to show. In the list, each item of a grid is an entry of its own."""
    closed = _closed_questions(statements)
    summaries = {
        key: figures
        for name in SUMMARIES
        for key, figures in statements.rows_by_names(name).items()
    }
    items = in_order(statements.tables["form.items"])
    questions_by_id = {}
    for row in in_order(statements.tables["form.questions"]):
        question_id = str(row["question_id"])
        about = {
            "titre": row["title"],
            "libelle": row["wording"],
            "plusieurs": row["kind"] == "choices",
            **summaries.get((question_id,), {}),
        }
        lines = {
            item["item_id"]: closed[question_id, item["item_id"]]
            for item in items
            if (question_id, item["item_id"]) in closed
        }
        members = tuple(filter(None, lines.values()))
        elements = Names(f"{question_id}.elements", {}, members)
        other = Names(question_id, lines, members if lines else None)
        closed_names = closed.get((question_id, None), other)
        entries = {**_nothing(question_id), "elements": elements, **closed_names.entries, **about}
        questions_by_id[question_id] = replace(closed_names, entries=entries)
    return questions_by_id, tuple(filter(None, closed.values()))


def _nothing(path: str) -> dict[str, object]:
    """An empty value for each name that a question may have below `path` (`choix`, `totaux`, …), so
    that `{% if raisons.totaux %}` is false, and no error, for a question without totals."""
    names = ("elements", "choix", "en_tete", "autres", "totaux", "autres_reponses")
    return {name: Names(f"{path}.{name}", {}, ()) for name in names} | {"ont_repondu": NONE}


def _closed_questions(statements: Statements) -> dict[Place, Names]:
    """The values of each closed question (with choices), in the form's order. A key is the
    question's id and None, or, for each item of a grid, the question's id and the item's id."""
    (limits,) = statements.tables["form.thresholds"].records
    questions = {row["question_id"]: row for row in statements.tables["form.questions"].records}
    items = {
        (row["question_id"], row["item_id"]): row["label"]
        for row in statements.tables["form.items"].records
    }
    totals = defaultdict[Place, list[Names]](list)
    for (question_id, item_id, label), figures in statements.rows_by_names("group_counts").items():
        named = {**figures, "libelle": sentence("totals", "label", name=label)}
        totals[question_id, item_id].append(
            Names("", named | statements.lowest_and_highest(figures["part"]))
        )
    in_group = {
        (row["question_id"], row["choice_id"]) for row in statements.tables["form.groups"].records
    }
    names_by_place: dict[Place, Names] = {}
    counted = statements.rows_by_names("answer_counts").items()
    for key, group in groupby(counted, key=lambda entry: (entry[0][0], entry[0][1])):
        question_id, item_id = key
        row, choices = questions[question_id], dict[str, Names]()
        about = {"titre": items.get(key, row["title"]), "plusieurs": row["kind"] == "choices"}
        path = ".".join(filter(None, key))
        for (*_, choice_id), figures in group:
            about |= {name: figures.pop(name) for name in OF_A_QUESTION}
            shares = statements.lowest_and_highest(figures["part"])
            choices[choice_id] = Names(f"{path}.{choice_id}", figures | shares)
        is_scale = row["kind"] != "choices" and len(choices) <= limits["scale_choice_limit"]
        free = [choices[choice] for choice in choices if (question_id, choice) not in in_group]
        answers = _answers(path, choices, about, totals[key], free, is_scale=is_scale)
        names_by_place[key] = replace(
            answers, entries={**choices, **_nothing(path), **about, **answers.entries}
        )
    return names_by_place


def _answers(
    path: str,
    choices: Mapping[str, Names],
    about: Mapping[str, object],
    totals: Sequence[Names],
    free: Sequence[Names],
    *,
    is_scale: bool,
) -> Names:
    """The values of a closed question, or of an item of a grid.

    - Its members are the answers that documents list. A scale (few choices, only one per person)
      lists all its choices in order. Any other question lists the answers given, the most frequent
      first. Nothing is listed if nobody answered, or if the question is a single box to tick.
    - `en_tete` is the most frequent answer, missing if two are equally frequent. A total is an
      answer too, in place of the choices that it counts. `free` are choices in no total.
    - `autres` are the totals, or without totals the answers, that fewer people gave. It is empty if
      several choices can be ticked, since no choice excludes another.
    """
    concludes = len(choices) > 1 and bool(about["ont_repondu"])
    by_count = [*choices.values()] if is_scale else most_given(choices.values())
    by_count, totals = (by_count, most_given(totals)) if concludes else ([], [])
    rivals = [*totals, *(answer for answer in by_count if not totals or answer in free)]
    leaders = _leading(rivals)
    front = leaders if len(leaders) == 1 else []
    others = [] if about["plusieurs"] else totals or rivals
    following = [answer for answer in (*totals, *by_count) if answer not in front]
    listed = following if is_scale else _first_and_majorities(following)
    more = len(following) - len(listed)
    lists = {
        "choix": by_count,
        "autres": [
            answer for answer in others if answer.entries["nombre"] and answer not in leaders
        ],
        "totaux": totals,
        "autres_reponses": listed,
    }
    entries = {
        **{name: Names(f"{path}.{name}", {}, tuple(each)) for name, each in lists.items()},
        "non_montrees": count_of(more, "autre") if more > 0 else "",
        **({"en_tete": front[0]} if front else {}),
        **chart_of((*totals, *by_count)),
    }
    return Names(path, entries, tuple(by_count))


def _leading(answers: Iterable[Names]) -> list[Names]:
    """The answer that most people gave. Several answers if they share the highest count. Empty if
    nobody answered."""
    ranked = most_given(answers)
    return [answer for answer in ranked if count_of_persons(answer) == count_of_persons(ranked[0])]


def _first_and_majorities(answers: Iterable[Names]) -> list[Names]:
    """The answers to list in a document: the first `SHOWN`, and any later answer that more than
    half of the people gave."""
    return [
        answer
        for rank, answer in enumerate(answers)
        if rank < SHOWN or answer.statement("part").number > HALF
    ]


def changes_under_rules(statements: Statements, closed: Iterable[Names]) -> Names:
    """The conclusions that another counting rule would change: which answer leads, which answers
    are equal, which has a majority. Each has the title of its question and the names of the
    rules."""
    titles = {question.path: question.entries["titre"] for question in closed}
    labels = [word.label for word in words() if word.kind == "counting_rule"]
    changes = []
    for change in CHANGES:
        rules = defaultdict[str, set[str]](set)
        for row in _changing(statements, change):
            path = ".".join(filter(None, (row["question_id"], row["item_id"])))
            rules[path].add(row["counting_rule_label"])
        for path in (path for path in rules if path in titles):
            entries = {
                "libelle": say(f"changes_{change}"),
                "question": titles[path],
                "regles": ", ".join(
                    rule_label for rule_label in labels if rule_label in rules[path]
                ),
            }
            changes.append(Names("changements", entries))
    return Names("changements", {}, tuple(changes))


def _changing(statements: Statements, change: str) -> list[Row]:
    names = ("conclusions", "group_counts")
    rows = (row for name in names for row in rows_of(statements.tables, name))
    return [row for row in rows if row.get(f"has_other_{change}")]
