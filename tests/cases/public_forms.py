"""The small form, published, and invented answers to it: as many as one likes, some rare."""

from __future__ import annotations

import random
from pathlib import Path

from tests.cases.runs import Run, shared_run
from tests.cases.small import FORM, NAMES, Row, row, small_run

ASKED = """[publish]
public = true
by_category = true
by_departement = true
licence = "CC BY 4.0"
colour = "#7a1f5c"
address = "https://example.org/cameras/"

[questions.raisons]"""
PUBLIC_FORM = FORM.replace("[questions.raisons]", ASKED, 1)

CONSENTS = {"Oui, sans nom": 60, "Non": 37, "Oui, au nom du collectif": 3}
KINDS = {"Citoyen·ne": 90, "Association": 8, "": 2}
PLACES = {"13001": 40, "69007": 30, "34000": 20, "97400": 4, "01000": 2, "": 3}
REASONS = {"Prix, coût": 0.6, "Bruit": 0.5, "Autre": 0.03}
MODES = {"Vélo": 60, "Train": 40, "Autre": 2, "": 5}
OPINIONS = {"Pour": 20, "Contre": 80, "": 10}
SIZE = 300


def answers(count: int, seed: int = 1) -> list[Row]:
    """The first answers of a list. A longer list has the same answers and others."""
    drawn = random.Random(seed)  # noqa: S311
    return [_answer(number, drawn) for number in range(1, count + 1)]


def _answer(number: int, drawn: random.Random) -> Row:
    def drawn_from(weights: dict[str, int]) -> str:
        return drawn.choices([*weights], [*weights.values()])[0]

    return row(
        number,
        at=f"{14 + number // 40 % 14}/02/2022 - 10:{number % 60:02}",
        Envoi=drawn_from(CONSENTS),
        Qui=drawn_from(KINDS),
        Code_postal=drawn_from(PLACES),
        Mode=drawn_from(MODES),
        En_ville=drawn_from(OPINIONS),
        Aux_champs=drawn_from(OPINIONS),
        **{reason: "X" for reason, share in REASONS.items() if drawn.random() < share},
    )


def public_run(folder: Path, count: int) -> Run:
    """A published run of so many answers."""
    run = small_run(folder, *answers(count), form=PUBLIC_FORM)
    run.publish()
    return run


@shared_run
def shown_run(folder: Path) -> Run:
    """One of `SIZE` answers, that no test changes."""
    return public_run(folder, SIZE)


def chosen_in(cells: Row, title: str) -> set[str]:
    """What a row of the export answers to a question, as the page names it, or its category."""
    named = dict(zip(NAMES, cells[-len(NAMES) :], strict=True))
    if title == "Raisons":
        return {reason for reason in REASONS if named[reason]}
    return {named[title.removeprefix("Avis : ")]} - {""}


def recounted(rows: list[Row], title: str, choice: str) -> list[str]:
    """How many of them made a choice, and how many answered the question, as everybody is told."""
    chosen = [chosen_in(choices, title) for choices in rows]
    return [rounded(sum(choice in choices for choices in chosen)), rounded(sum(map(bool, chosen)))]


def rounded(persons: float) -> str:
    """As the rule says it: a count of 1 to 10, of 11 to 17, to the nearest 5."""
    if 1 <= persons <= 10:
        return "10 ou moins"
    return str(15 if 11 <= persons <= 17 else round(persons / 5) * 5)
