"""The two sides of a scale of opinions, declared as its totals.

« Très favorable » and « plutôt favorable » are « Favorables ». « Ni l’un ni l’autre » and « je ne
sais pas » are on no side.
"""

from __future__ import annotations

from collections.abc import Mapping

from consultation.proposals import heading_words as words
from consultation.proposals.scale_order import AGAINST, NO_ANSWER, degree_of
from consultation.words.french import sentences_of

# What the answers of a scale are about; the names of its sides are in schemas/sentences.toml.
_OPINIONS = {
    "favourable": "favorable favorables defavorable defavorables",
    "opposed": "favorable favorables oppose opposee opposes opposees",
    "agree": "accord desaccord",
    "satisfied": "satisfait satisfaite satisfaits satisfaites insatisfait insatisfaite insatisfaits"
    " insatisfaites mecontent mecontente mecontents mecontentes",
    "in_favour": "pour contre",
    "yes": "oui non",
}
# How much, and nothing else: « favorable, mais pas ici » is on a side that a person has to tell.
_DEGREES = (
    "e s es d en je suis un peu tres plutot assez pas du tout a fait vraiment trop moderement"
    " fortement totalement entierement completement absolument parfaitement extremement"
)


def two_sides(labels: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The name of each side and the ids of its choices, from the label of each choice by its id.

    Empty if a choice is about something else, or if only a person can tell its side (« peu opposé
    »). Empty too if a side has no choice, or if no side adds up several choices.
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
    about = [
        {*folded[choice].split()} - {*_DEGREES.split()}
        for side in sides.values()
        for choice in side
    ]
    said = {word for answer in about for word in answer}
    pros = (word for choice in sides["for"] for word in folded[choice].split())
    opinion = next((one for one, known in _OPINIONS.items() if said <= {*known.split()}), None)
    is_scale = opinion is not None and all(about) and all(sides.values())
    if not is_scale or len(about) == len(sides) or any(map(AGAINST.fullmatch, pros)):
        return ()
    names = sentences_of("sides")
    return tuple((names[f"{opinion}_{side}"], ids) for side, ids in sides.items())
