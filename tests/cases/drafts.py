"""Exports of a few columns, and the drafts of a form that are made of them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from consultation.exports import match_columns, read_export
from consultation.forms.form import read_form
from consultation.proposals import propose
from consultation.proposals.given_answers import RefusedAnswers
from consultation.proposals.six_questions import Questionnaire
from tests.cases.runs import COMPACT, EXCEL, FIRST, NEW_ONLY, SECOND, SEMICOLONS
from tests.cases.webform import LABELS, delimited, header

Cells = list[str]
# The same form, exported in six ways.
ALL_SIX = (FIRST, SEMICOLONS, COMPACT, EXCEL, NEW_ONLY, SECOND)


def details(sid: int) -> Cells:
    """What Framaforms itself writes of a finished submission."""
    ip = "0.0.0.0"  # noqa: S104
    return [str(sid), str(sid), *["14/02/2022 - 10:05"] * 3, "0", ip, "0", "Anonymous"]


def export_of(columns: dict[tuple[str, str], Cells], *, own: list[str] = LABELS) -> bytes:
    """An export whose columns, named (group, label), hold these cells."""
    rows = max((len(cells) for cells in columns.values()), default=0)
    padded = [cells + [""] * (rows - len(cells)) for cells in columns.values()]
    body = [details(row)[: len(own)] + [cells[row] for cells in padded] for row in range(rows)]
    return delimited([*header(list(columns), submission=own), *body])


class Draft:
    """A proposal, its text, and the form that it declares when nobody edits it."""

    def __init__(self, export: Path, folder: Path) -> None:
        self.text = propose(export).text
        path = folder / "essai.toml"
        path.write_text(self.text, encoding="utf-8")
        self.form = read_form(path)
        self.matching = match_columns(read_export(export), self.form)
        self.values = tomllib.loads(self.text)

    def kinds(self) -> dict[str, str]:
        """The kind of each question, by its heading; of what is left out, `ignored`."""
        ignored = dict.fromkeys(self.form.ignored, "ignored")
        return ignored | {question.headers[0]: question.kind for question in self.form.questions}

    def awake(self) -> str:
        """The text once every line that is ready has been woken up."""
        return re.sub(r"(?m)^#(?! |$)", "", self.text)

    def reason(self, heading: str) -> str:
        """The comment above a heading left aside."""
        lines = self.text.split("\n")
        at = next(n for n, line in enumerate(lines) if line.strip() == f'"{heading}",')
        above = []
        while lines[at - 1].startswith("    #"):
            at -= 1
            above.append(lines[at].strip(" #"))
        return " ".join(reversed(above))


def sent(asked: Questionnaire) -> dict:
    """Our guesses, or what was read, as a page would send them back."""
    return json.loads(asked.guess.model_dump_json())


def problems(asked: Questionnaire, answers: dict) -> dict[tuple[str, ...], str]:
    """What is refused, by field."""
    with pytest.raises(RefusedAnswers) as caught:
        asked.form_text(answers)
    return {one.field: one.error.what for one in caught.value.problems}


def some(*values: str, times: int = 10) -> Cells:
    return list(values) * times


LONG = [
    f"Je trouve que cette idée numéro {n} mérite d'être discutée par tout le monde"
    for n in range(9)
]
NAMES = [f"Prénom{n} Nom{n}" for n in range(30)]

# Fourteen questions, as a town would ask them, and three hundred answers.
YES_NO = ("Oui", "Non", "Sans avis")
VALBOURG = {
    ("", "Votre nom"): [f"Prénom{n} Nom{n}" for n in range(300)],
    ("", "Votre courriel"): [f"personne{n}@example.org" for n in range(300)],
    ("", "Vous êtes"): some("Habitant·e", "Commerçant·e", "Association", times=100),
    ("", "Piste cyclable avenue Jean-Jaurès"): some(*YES_NO, times=100),
    ("", "Zone 30 dans le centre"): some(*YES_NO, times=100),
    ("", "Quels dangers rencontrez-vous ?"): [
        f"Le carrefour numéro {n} est sombre, et personne n'y ralentit le soir" for n in range(300)
    ],
    ("", "Le pont de la gare"): some("Élargir", "Garder", times=150),
    ("", "Stationnement des vélos"): some("Plus d'arceaux", "Assez", times=150),
    ("", "Une idée pour les écoles ?"): [f"Un pédibus, ligne {n}, le matin." for n in range(300)],
    ("", "Comment venez-vous au marché ?"): some("À pied", "À vélo", "En voiture", times=100),
    ("", "Combien de vélos avez-vous ?"): some("0", "1", "2", "3", "4", times=60),
    ("", "Votre tranche d'âge"): some("Moins de 25 ans", "25 à 60 ans", "Plus de 60", times=100),
    ("", "Voulez-vous être recontacté·e ?"): some("Oui", "Non", times=150),
    ("", "Acceptez-vous que votre réponse soit transmise à la mairie ?"):
    some("Oui, avec mon nom", "Oui, sans mon nom", "Non", times=100),
}  # fmt: skip
