"""What was asked and answered: each closed question with its answers, as the note and the template
tell them; each question under its name in a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from operator import itemgetter

from consultation.packs.contribution.statements import NONE, Figures, Statement, Statements
from consultation.packs.contribution.template_names import Names, chart_and_table
from consultation.warehouse.tables.publications import Row, in_order
from consultation.words.french import sentence

say = partial(sentence, "contribution")
SUMMARIES = ("text_families", "number_summaries", "date_summaries")
"""The files that tell of the questions that have no choices."""


@dataclass(frozen=True)
class Answer:
    """A choice of a closed question, or a total of choices, whose id is its name: its count and its
    share, the lowest and the highest share under the counting rules."""

    id: str
    label: str
    figures: Figures
    shares: Figures

    @property
    def count(self) -> Statement:
        """How many gave it."""
        return self.figures["chosen_count"]

    @property
    def share(self) -> Statement:
        """Of those who answered the question."""
        return self.figures["chosen_share"]


@dataclass(frozen=True)
class Closed:
    """A closed question, or an item of a grid: its choices in the form's order, and its totals.

    Where one choice excludes the others, and they are few, they are a scale (opinions, ages).
    """

    question_id: str
    item_id: str | None
    title: str
    kind: str
    is_scale: bool
    choices: tuple[Answer, ...]
    sums: tuple[Answer, ...]

    @cached_property
    def answers(self) -> list[Answer]:
        """What documents tell: all points of a scale, else what somebody chose, the most chosen
        first. Nothing where nobody answered; a choice to be ticked or not concludes nothing."""
        if len(self.choices) == 1 or not self.choices[0].figures["answered_count"]:
            return []
        return [*self.choices] if self.is_scale else _most_chosen(self.choices)

    @property
    def totals(self) -> list[Answer]:
        """The totals that documents tell, the greatest first."""
        return sorted(self.sums, key=_by_count) if self.answers else []

    @property
    def leaders(self) -> list[Answer]:
        """The answers that most gave: several, where they are equal."""
        first = _most_chosen(self.answers)
        return [one for one in first if one.count.number == first[0].count.number]


def _most_chosen(answers: Iterable[Answer]) -> list[Answer]:
    return sorted((one for one in answers if one.count), key=_by_count)


def _by_count(answer: Answer) -> float:
    return -answer.count.number


def closed_questions(said: Statements) -> Iterator[Closed]:
    """The closed questions, item by item, in the form's order."""
    (limits,) = said.tables["form.thresholds"].records
    kinds = {row["question_id"]: row["kind"] for row in said.tables["form.questions"].records}
    rows = sorted(said.tables["publications.parts__question_rows"].records, key=_place_of)
    for (question_id, item_id), group in groupby(rows, key=itemgetter("question_id", "item_id")):
        told = [*group]
        choices = tuple(_answer(said, row) for row in told if row["choice_id"])
        sums = tuple(_answer(said, row) for row in told if not row["choice_id"])
        kind, most = kinds[question_id], limits["scale_choice_limit"]
        is_scale = kind != "choices" and len(choices) <= most
        title = told[0]["item"] or told[0]["question"]
        yield Closed(question_id, item_id, title, kind, is_scale, choices, sums)


def _place_of(row: Row) -> tuple[int, ...]:
    places = ("question_place", "item_place", "choice_place", "group_place")
    return tuple(row[place] or 0 for place in places)


def _answer(said: Statements, row: Row) -> Answer:
    place = row["question_id"], row["item_id"]
    answer_id = row["choice_id"] or row["group_label"]
    name = "answer_counts" if row["choice_id"] else "group_counts"
    return Answer(
        answer_id,
        row["choice"],
        said.at(name, *place, answer_id),
        said.at("share_ranges", *place, row["choice_id"], row["group_label"]),
    )


def questions(said: Statements) -> dict[str, Names]:
    """The questions of the form, by id, in its order."""
    closed = {(one.question_id, one.item_id): one for one in closed_questions(said)}
    items = in_order(said.tables["form.items"])
    found = {}
    for row in in_order(said.tables["form.questions"]):
        question_id = path = str(row["question_id"])
        about = {**_nothing(path), "titre": row["title"], "libelle": row["wording"]}
        about["plusieurs"] = row["kind"] == "choices"
        if row["kind"] == "grid":
            lines = {
                item["item_id"]: _answers(
                    f"{path}.{item['item_id']}",
                    _nothing(f"{path}.{item['item_id']}") | {"titre": item["label"]},
                    closed[question_id, item["item_id"]],
                )
                for item in items
                if item["question_id"] == question_id
            }
            members = tuple(line for line in lines.values() if line)
            elements = Names(f"{path}.elements", {}, members)
            found[path] = Names(path, {**about, "elements": elements, **lines}, members)
        elif one := closed.get((question_id, None)):
            found[path] = _answers(path, about, one)
        else:
            found[path] = Names(path, {**about, **_summary(said, question_id)})
    return found


def _nothing(path: str) -> dict[str, object]:
    """What a question has of what questions have, until it has it: « if » may ask for any of it."""
    names = ("elements", "choix", "en_tete", "autres", "totaux")
    return {name: Names(f"{path}.{name}", {}, ()) for name in names} | {"ont_repondu": NONE}


def _answers(path: str, about: Mapping[str, object], closed: Closed) -> Names:
    """A closed question, or an item of a grid; its members are the answers that documents tell."""
    named = {one.id: _count_and_share(f"{path}.{one.id}", one.label, one) for one in closed.choices}
    totals = [_count_and_share(f"{path}.totaux", one.id, one) for one in closed.totals if one.count]
    leaders = [named[one.id] for one in closed.leaders]
    shown = tuple(named[one.id] for one in closed.answers)
    others = tuple(one for one in shown if one.entries["nombre"] and one not in leaders)
    first = closed.choices[0].figures
    entries = {
        **about,
        "ont_repondu": first["answered_count"],
        "pouvaient_repondre": first["asked_count"],
        "choix": Names(f"{path}.choix", {}, shown),
        "autres": Names(f"{path}.autres", {}, others),
        "totaux": Names(f"{path}.totaux", {}, tuple(totals)),
        **({"en_tete": leaders[0]} if len(leaders) == 1 else {}),
        **chart_and_table((str(about["titre"]), say("count"), say("part")), shown),
    }
    return Names(path, {**named, **entries}, shown)


def _count_and_share(path: str, label: str, answer: Answer) -> Names:
    return Names(path, {"libelle": label, "nombre": answer.count, "part": answer.share})


def _summary(said: Statements, question_id: str) -> Mapping[str, Statement]:
    return next(
        (said.by_word(name, question_id) for name in SUMMARIES if (question_id,) in said.of(name)),
        {},
    )
