"""What was asked and answered: each closed question with its answers, as the note and the template
tell them; each question under its name in a template."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from consultation.french import sentence
from consultation.packs.contribution.names import Names, chart_and_table
from consultation.packs.contribution.statements import NONE, Figures, Statement, Statements
from consultation.warehouse.build.publications import Row, in_order

say = partial(sentence, "contribution")
SUMMARIES = ("text_families", "number_summaries", "date_summaries")
"""The files that tell of the questions that have no choices."""


@dataclass(frozen=True)
class Answer:
    """A choice of a closed question, or a total of choices, which goes by its label; its count and
    its share, the lowest and the highest share under the counting rules."""

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
    """A closed question, or an item of a grid, that somebody answered: its totals and its answers,
    in the order of documents."""

    question_id: str
    item_id: str | None
    title: str
    kind: str
    is_scale: bool
    totals: tuple[Answer, ...]
    answers: tuple[Answer, ...]

    @cached_property
    def leaders(self) -> list[Answer]:
        """The answers that most gave: several, where they are equal."""
        given = [one for one in self.answers if one.count]
        most = max((one.count.number for one in given), default=0)
        return [one for one in given if one.count.number == most]


def closed_questions(said: Statements) -> Iterator[Closed]:
    """The closed questions that somebody answered, item by item, in the form's order; those with
    one choice, to be ticked or not, conclude nothing."""
    (limits,) = said.tables["form.thresholds"].records
    choices = Counter(row["question_id"] for row in said.tables["form.choices"].records)
    questions = {row["question_id"]: row for row in said.tables["form.questions"].records}
    told: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in said.tables["publications.parts__question_rows"].records:
        told[row["question_id"], row["item_id"]].append(row)
    places = sorted(told, key=lambda place: _place_of(told[place][0]))
    for question_id, item_id in places:
        rows, kind = told[question_id, item_id], questions[question_id]["kind"]
        if rows[0]["answered_count"] and choices[question_id] > 1:
            title = rows[0]["item"] or rows[0]["question"]
            is_scale = kind != "choices" and choices[question_id] <= limits["scale_choice_limit"]
            yield Closed(
                question_id, item_id, title, kind, is_scale, *_in_order(said, rows, is_scale)
            )


def _place_of(row: Row) -> tuple[int, int]:
    return row["question_place"], row["item_place"] or 0


def _in_order(
    said: Statements, rows: Iterable[Row], is_scale: bool
) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """The totals of a question, the greatest first, and its answers as documents tell them.

    Where one answer excludes the others they are a scale (opinions, ages): all of its points, in
    the form's order. Where several could be given, or in a long list: those that somebody gave,
    the most given first.
    """
    totals, answers = list[Row](), list[Row]()
    for row in rows:
        (answers if row["group_label"] is None else totals).append(row)
    totals.sort(key=lambda row: (-row["chosen_count"], row["group_place"]))
    answers.sort(key=lambda row: (0 if is_scale else -row["chosen_count"], row["choice_place"]))
    given = [row for row in answers if is_scale or row["chosen_count"]]
    return tuple(_answer(said, row) for row in totals), tuple(_answer(said, row) for row in given)


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
    choices = _choices_by_place(said)
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
                    choices[question_id, item["item_id"]],
                    closed.get((question_id, item["item_id"])),
                )
                for item in items
                if item["question_id"] == question_id
            }
            members = tuple(line for line in lines.values() if line)
            elements = Names(f"{path}.elements", {}, members)
            found[path] = Names(path, {**about, "elements": elements, **lines}, members)
        elif place := choices.get((question_id, None)):
            found[path] = _answers(path, about, place, closed.get((question_id, None)))
        else:
            found[path] = Names(path, {**about, **_summary(said, question_id)})
    return found


def _nothing(path: str) -> dict[str, object]:
    """What a question has of what questions have, until it has it: « if » may ask for any of it."""
    names = ("elements", "choix", "en_tete", "autres", "totaux")
    return {name: Names(f"{path}.{name}", {}, ()) for name in names} | {"ont_repondu": NONE}


Choices = Mapping[str, tuple[str, Mapping[str, Statement]]]
"""The label and the figures of each choice, by its id."""


def _choices_by_place(said: Statements) -> Mapping[tuple[str, str | None], Choices]:
    """All choices, given or not, by question and item."""
    labels = {
        (row["question_id"], row["choice_id"]): row["label"]
        for row in said.tables["form.choices"].records
    }
    found: dict[Any, dict[str, tuple[str, Mapping[str, Statement]]]] = defaultdict(dict)
    for place in said.of("answer_counts"):
        question_id, _, choice_id = map(str, place)
        label = labels[question_id, choice_id]
        found[place[:2]][choice_id] = (label, said.named("answer_counts", *place))
    return found


def _answers(
    path: str, about: Mapping[str, object], choices: Choices, closed: Closed | None
) -> Names:
    """A closed question, or an item of a grid; its members are the answers that documents tell."""
    named = {
        choice_id: _count_and_share(f"{path}.{choice_id}", label, figures)
        for choice_id, (label, figures) in choices.items()
    }
    totals = [
        _count_and_share(f"{path}.totaux", one.id, {"nombre": one.count, "part": one.share})
        for one in (closed.totals if closed else ())
        if one.count
    ]
    leaders = [named[one.id] for one in closed.leaders] if closed else []
    shown = tuple(named[one.id] for one in closed.answers) if closed else ()
    others = tuple(one for one in shown if one.entries["nombre"] and one not in leaders)
    _, first = next(iter(choices.values()))
    entries = {
        **about,
        **{name: first[name] for name in ("ont_repondu", "pouvaient_repondre")},
        "choix": Names(f"{path}.choix", {}, shown),
        "autres": Names(f"{path}.autres", {}, others),
        "totaux": Names(f"{path}.totaux", {}, tuple(totals)),
        **({"en_tete": leaders[0]} if len(leaders) == 1 else {}),
        **chart_and_table((str(about["titre"]), say("count"), say("part")), shown),
    }
    return Names(path, {**named, **entries}, shown)


def _count_and_share(path: str, label: str, figures: Mapping[str, Statement]) -> Names:
    told = {name: figures[name] for name in ("nombre", "part")}
    return Names(path, {"libelle": label, **told})


def _summary(said: Statements, question_id: str) -> Mapping[str, Statement]:
    return next(
        (said.named(name, question_id) for name in SUMMARIES if (question_id,) in said.of(name)), {}
    )
