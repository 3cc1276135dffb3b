"""Shares counted again from reponses.csv alone, as anybody could, in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from consultation.warehouse.store.connection import open_database
from consultation.warehouse.tables.consenting import consenting_database
from consultation.warehouse.tables.publications import Tables, tables_of
from consultation.words.french import sentence
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.runs import Run

RULES = ("all", "one_per_family", "without_templates", "individuals", "collectives", "consenting")

Row = dict[str, str]
Asked = tuple[str, str]  # a question, and an item of it or nothing
Shares = dict[str, float]  # by counting rule, those under which somebody answered


@contextmanager
def consenting_tables(run: Run) -> Iterator[Tables]:
    """The tables that the pack of a run is made of."""
    path = run.folders.consenting_database(run.form_id)
    with (
        open_database(run.folders.database(run.form_id)) as connection,
        consenting_database(connection, path, (), OneAfterAnother()) as consenting,
    ):
        yield tables_of(consenting)


def shares(rows: Iterable[Row]) -> dict[Asked, dict[str, Shares]]:
    """The share of each choice of each question (× item) under each rule."""
    answered: dict[tuple[Asked, str], float] = defaultdict(float)
    chosen: dict[tuple[Asked, str, str], float] = defaultdict(float)
    for row in rows:
        asked = row["question_label"], row["item_label"]
        for rule in RULES:
            weight = float(row[f"weight_{rule}"])
            answered[asked, rule] += weight * int(row["is_first"])
            chosen[asked, row["choice_label"], rule] += weight
    result: dict[Asked, dict[str, Shares]] = defaultdict(lambda: defaultdict(dict))
    for (asked, choice, rule), weight in chosen.items():
        if answered[asked, rule]:
            result[asked][choice][rule] = weight / answered[asked, rule]
    return result


def ranged_rules(rows: Iterable[Row]) -> set[str]:
    """The rules that count 11 contributions or more: others are in no range."""
    people = {row.get("submission_id") or row["reference"]: row for row in rows}.values()
    counts = {rule: sum(float(row.get(f"weight_{rule}", 0)) for row in people) for rule in RULES}
    return {rule for rule, count in counts.items() if count >= 11}


def key_figures(rows: list[Row]) -> dict[tuple[str, str], list[float]]:
    """What « Chiffres clés » must say, by heading and figure: the share under `all`; of closed
    questions, then the lowest and the highest that a rule gives."""
    figures: dict[tuple[str, str], list[float]] = {}
    parts = {
        "Bilan": ("flow", "{}"),
        "Accord d’envoi": ("sending", "{}"),
        "Catégorie déclarée": ("profile", "{}"),
        "Jour": ("pace", sentence("chiffres_cles", "busiest_day", day="{}")),
    }
    boxes = [row for row in rows if row["question_id"] == "flow-box"]
    ranged = ranged_rules(rows)
    for (question, item), choices in shares(rows).items():
        for choice, by_rule in choices.items():
            if question in parts:
                section, figure = parts[question]
                key = sentence("headings", section), figure.format(choice)
                figures[key] = [by_rule["all"]]
            else:
                answer = " : ".join(filter(None, (item, choice)))
                compared = [by_rule[rule] for rule in ranged & by_rule.keys()]
                compared = compared or [by_rule["all"]]
                for rank in ("first", "tied", "next"):
                    figure = sentence("chiffres_cles", rank, answer=answer)
                    figures[question, figure] = [by_rule["all"], min(compared), max(compared)]
                total = " : ".join(filter(None, (choice, item)))
                figures[question, total] = figures[question, figure]
    for box in {row["choice_label"] for row in boxes}:
        count = sum(row["choice_label"] == box for row in boxes)
        figures[sentence("headings", "flow"), box] = [count / len(boxes)]
    return figures | _of_people_and_texts(rows)


def _of_people_and_texts(rows: list[Row]) -> dict[tuple[str, str], list[float]]:
    people = [row for row in rows if row["question_id"] == "respondent-kind"]
    texts_written = [row for row in rows if row["choice_id"] == "written"]
    by_family: dict[str, list[Row]] = defaultdict(list)
    for row in texts_written:
        by_family[row["family_id"]].append(row)
    by_family.pop("", None)
    say = partial(sentence, "chiffres_cles")
    texts = sentence("headings", "texts")
    repeating = [row for row in people if row["weight_without_templates"] == "0"]
    collectives = [row for row in people if row["choice_id"] == "collective"]
    figures = {
        (sentence("headings", "sending"), say("collectives")): len(collectives) / len(people),
        (texts, say("templates")): len(repeating) / len(people),
    }
    if by_family:
        largest = min(by_family.values(), key=lambda each: (-len(each), each[0]["family_id"]))
        own = sum(row["own_addition"] == "1" for row in largest)
        figures[texts, say("largest")] = len(largest) / len(people)
        figures[texts, say("own_additions")] = own / len(largest)
    for question in {row["question_label"] for row in texts_written}:
        texts_given = [row for row in texts_written if row["question_label"] == question]
        for figure, count, base in (
            ("written", len(texts_given), len(people)),
            ("different_texts", len({row["text_number"] for row in texts_given}), len(texts_given)),
            ("in_family", sum(bool(row["family_id"]) for row in texts_given), len(texts_given)),
        ):
            figures[texts, say(figure, question=question)] = count / base
    return {key: [value] for key, value in figures.items()}
