"""Ordered scales (« Très opposé·e » … « Très favorable »), and the totals of their two halves.

A scale is known by its words alone: an export has no order. Where one choice is not understood,
or two scales seem to be mixed, no total is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from consultation.french import sentence
from consultation.proposals import heading_words as words
from consultation.proposals.toml_text import comment, pairs, string, strings

MOST_CHOICES = 8  # seven steps, and « sans opinion »
FEWEST_STEPS, MOST_STEPS = 3, 6  # of both sides: a choice that nobody made yet is not there


class Pole(NamedTuple):
    """The word at one end of a scale, and the id of what those who chose it are called.

    `contrary` is of those who chose « pas », « peu » and that word.
    """

    scale: str
    is_positive: bool
    word: re.Pattern[str]
    total: str
    contrary: str | None = None


class Step(NamedTuple):
    """A choice of a scale: its side, and the id of what those on this side are called."""

    scale: str
    is_positive: bool
    total: str


def _agreeing(stem: str) -> re.Pattern[str]:
    """An adjective in all its forms: « opposé », « opposée », « opposé·e·s »."""
    return re.compile(rf"{stem}e?s?( (e|s|es))*")


POLES = (
    Pole("favour", True, re.compile("favorables?"), "favourable", "not_favourable"),
    Pole("favour", True, re.compile("pour"), "for"),
    Pole("favour", False, _agreeing("oppose"), "opposed"),
    Pole("favour", False, re.compile("defavorables?"), "unfavourable"),
    Pole("favour", False, re.compile("contre"), "against"),
    Pole("agreement", True, re.compile("d accord"), "agree", "not_agree"),
    Pole("agreement", False, re.compile("(en )?desaccord"), "disagree"),
    Pole("satisfaction", True, _agreeing("satisfait"), "satisfied", "not_satisfied"),
    Pole("satisfaction", False, _agreeing("insatisfait"), "dissatisfied"),
    Pole("satisfaction", False, _agreeing("mecontent"), "displeased"),
)
NEUTRAL = re.compile(
    r"ni\b.*\bni\b.*|neutre|indifferente?s?( (e|s|es))*|moyennement\b.*|mitigee?s?( (e|s|es))*|"
    r"(sans|aucun|aucune|pas d) (avis|opinion)|nsp|nspp|"
    r"(je )?ne (sais?t?|me prononce|se prononce|souhaite)\b.*"
)
NEGATIONS = re.compile(
    r"\b(absolument pas|pas (du tout|vraiment|tres|tout a fait|entierement)|pas|(tres )?peu|"
    r"aucunement|nullement)\b"
)
DEGREES = re.compile(
    r"\b(tout a fait|totalement|entierement|completement|absolument|extremement|fortement|tres|"
    r"plutot|assez|un peu|moderement|je suis)\b"
)


def group_lines(question_id: str, labels: Mapping[str, str]) -> Iterator[str]:
    """The lines that declare the totals of a question with one answer, where that is a scale."""
    if groups := halves_of(labels):
        yield ""
        yield from comment(sentence("draft", "groups"))
        yield f"[questions.{question_id}.groups]"
        yield from pairs({string(label): strings(ids) for label, ids in groups.items()})


def halves_of(labels: Mapping[str, str]) -> dict[str, list[str]]:
    """The two halves of a scale, each with the ids of its choices; nothing where it is unsure."""
    folded = {choice: words.fold(label) for choice, label in labels.items()}
    steps = {
        choice: _step(label) for choice, label in folded.items() if not NEUTRAL.fullmatch(label)
    }
    halves: dict[bool, list[str]] = {}
    names: dict[bool, str] = {}
    for choice, step in steps.items():
        if step is None:
            return {}
        halves.setdefault(step.is_positive, []).append(choice)
        names.setdefault(step.is_positive, step.total)
    is_even = len(halves) == 2 and abs(len(halves[True]) - len(halves[False])) <= 1
    is_one = len({step.scale for step in steps.values() if step}) == 1
    is_scale = 4 <= len(labels) <= MOST_CHOICES and FEWEST_STEPS <= len(steps) <= MOST_STEPS
    if not (is_even and is_one and is_scale):
        return {}
    return {sentence("halves", names[side]): choices for side, choices in halves.items()}


def _step(label: str) -> Step | None:
    """What a choice says, degrees and negations apart; None where that is not understood."""
    is_negated = bool(NEGATIONS.search(label))
    word = " ".join(DEGREES.sub(" ", NEGATIONS.sub(" ", label)).split())
    pole = next((pole for pole in POLES if pole.word.fullmatch(word)), None)
    if pole is None or (is_negated and pole.contrary is None):
        return None
    total = pole.contrary if is_negated and pole.contrary else pole.total
    return Step(pole.scale, pole.is_positive != is_negated, total)
