"""The two sides of a scale of opinions, which are declared as its totals.

« Très favorable » and « plutôt favorable » are « Favorables »; « ni l’un ni l’autre » and « je ne
sais pas » are on no side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from consultation.proposals import heading_words as words
from consultation.proposals.scale_order import NO_ANSWER, degree_of
from consultation.words.french import sentences_of

# The words that each answer of a scale has; the names of its sides are in schemas/sentences.toml.
_OPINIONS = {
    "favourable": re.compile(r"\b(favorables?|defavorables?)\b"),
    "opposed": re.compile(r"\b(favorables?|defavorables?|opposee?s?)\b"),
    "agree": re.compile(r"\b(accord|desaccord)\b"),
    "satisfied": re.compile(r"\b(satisfaite?s?|insatisfaite?s?|mecontente?s?)\b"),
    "in_favour": re.compile(r"\b(pour|contre)\b"),
    "yes": re.compile(r"\b(oui|non)\b"),
}


def two_sides(labels: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The name of each side and the ids of its choices, given the label of each choice by its id.

    Empty where an answer is about something else, a side has none, or neither side adds answers up.
    """
    folded = {choice: words.fold(label) for choice, label in labels.items()}
    degrees = {
        choice: degree_of(label)
        for choice, label in folded.items()
        if not NO_ANSWER.fullmatch(label)
    }
    sides = {
        "for": tuple(choice for choice, degree in degrees.items() if degree > 0),
        "against": tuple(choice for choice, degree in degrees.items() if degree < 0),
    }
    answers = [folded[choice] for side in sides.values() for choice in side]
    opinion = next((one for one, said in _OPINIONS.items() if all(map(said.search, answers))), None)
    if opinion is None or not all(sides.values()) or len(answers) == len(sides):
        return ()
    names = sentences_of("sides")
    return tuple((names[f"{opinion}_{side}"], ids) for side, ids in sides.items())
