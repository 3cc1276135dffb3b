"""The order of choices that are a scale, which an export does not tell: from the least to the most.

Numbers, ages, amounts and durations by what they begin with; opinions by their two poles, or by the
degrees of one word; how often. Whoever would not say comes last. Anything else has no order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from consultation.proposals import heading_words as words
from consultation.proposals.scales import NEUTRAL, POLES

FEWEST_POINTS = 3  # « oui » and « non » are no scale

NO_ANSWER = re.compile(
    r"nsp|nspp|autre\b.*|non concernee?s?( e)?|(non|pas de|sans) reponse|"
    r"(je )?(ne (sais?t?|me|se|souhaite|veux)|prefere ne)\b.*"
)

_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_ONE = re.compile(r"\b(?:une?)\b(?= (?:seconde|minute|heure|jour|semaine|mois|an|fois|enfant)s?\b)")
_NOTHING = re.compile(r"(aucune?|zero|rien|jamais)\b")
_BELOW = re.compile(r"\b(moins|jusqu|avant|inferieure?)\b|<|^- ?de\b")
_ABOVE = re.compile(r"\b(plus|superieure?|apres|au dela)\b|>|\+")
_DAYS = {"seconde": 1 / 86400, "minute": 1 / 1440, "heure": 1 / 24, "jour": 1.0, "semaine": 7.0,
         "mois": 30.0, "trimestre": 91.0, "annee": 365.0, "an": 365.0}  # fmt: skip
_UNIT = re.compile(rf"\b({'|'.join(_DAYS)})s?\b")

Place = tuple[float, ...]


class Degree(NamedTuple):
    """Words that say how much, for or against what they stand beside."""

    words: re.Pattern[str]
    level: float


# The first that a choice has is its own: « pas tout à fait » is no « tout à fait ».
DEGREES = tuple(
    Degree(re.compile(rf"\b({said})\b"), level)
    for said, level in (
        (r"absolument pas|pas du tout|aucunement|nullement", -3.0),
        (r"pas (vraiment|tres|tout a fait|entierement|trop)|plutot pas", -1.0),
        (r"tres peu", -1.5),
        (r"(?<!un )peu", -1.0),
        (r"pas", -2.0),
        (r"enormement|extremement", 3.5),
        (r"tout a fait|totalement|entierement|completement|absolument|parfaitement|tres", 3.0),
        (r"fortement|beaucoup", 2.5),
        (r"un peu|plutot|assez|moderement", 1.0),
        (r"moyennement", 1.5),
    )
)
PLAIN = 2.0  # of a choice without any of them
_EMPTY = re.compile(r"\b(je suis|d|c est|de)\b")

# Beside those that have totals (scales.POLES): which scale, which side.
_MORE_POLES = (
    ("yes", 1, re.compile("oui")),
    ("yes", -1, re.compile("non")),
    ("quality", 2, re.compile(r"excellente?s?( e)?")),
    ("quality", 1, re.compile(r"bon(ne)?s?( ne)?")),
    ("quality", 0, re.compile(r"moyen(ne)?s?( ne)?")),
    ("quality", -1, re.compile(r"mauvaise?s?( e)?")),
)
_CONTRARY = re.compile(r"^(in|im|ir|il|des?|mal|non )")
_NO = re.compile(r"^non (?=.*\bpas\b)")  # « non, pas du tout » is « oui » not at all

FREQUENCIES = tuple(
    map(
        re.compile,
        (
            r"(presque )?jamais",
            r"(tres |plutot )?rarement|exceptionnellement",
            r"parfois|quelquefois|occasionnellement|de temps en temps|ponctuellement",
            r"regulierement",
            r"(assez )?souvent|frequemment",
            r"tres (souvent|frequemment)",
            r"(presque )?(toujours|tous les jours|en permanence)|quotidiennement|systematiquement",
        ),
    )
)


def in_scale_order(labels: Sequence[str]) -> list[str] | None:
    """The choices from the least to the most; None where they are no scale."""
    answers = [label for label in labels if not NO_ANSWER.fullmatch(words.fold(label))]
    for places_of in (_numbers, _frequencies, _opinions):
        places = places_of(answers)
        if places and len(set(places.values())) == len(answers):
            aside = [label for label in labels if label not in places]
            return [*sorted(answers, key=places.__getitem__), *aside]
    return None


def _numbers(labels: Sequence[str]) -> dict[str, Place]:
    """What each choice begins with, and whether it is what lies below or above that."""
    places = {label: place for label in labels if (place := _number(label))}
    return places if len(places) == len(labels) > 1 else {}


def _number(label: str) -> Place | None:
    folded = words.fold(label)
    if _NOTHING.match(folded):
        return (0.0, 0)
    found = _NUMBER.search(_ONE.sub("1", label.lower().replace("d'", "de ").replace("d’", "de ")))
    if found is None:
        return None
    digits = re.sub(r"[ \u00a0\u202f]", "", found[0])
    whole = re.sub(r"\.(?=\d{3}$)", "", digits)
    unit = _UNIT.search(folded)
    size = float(whole.replace(",", ".")) * (_DAYS[unit[1]] if unit else 1.0)
    is_above = bool(_ABOVE.search(label.lower()) or _ABOVE.search(folded))
    is_below = bool(_BELOW.search(label.lower()) or _BELOW.search(folded))
    return (size, is_above - is_below)


def _frequencies(labels: Sequence[str]) -> dict[str, Place]:
    """How often, by words."""
    found: dict[str, Place] = {
        label: (float(place),)
        for label in labels
        for place, words_of in enumerate(FREQUENCIES)
        if words_of.fullmatch(words.fold(label))
    }
    return found if len(found) == len(labels) >= FEWEST_POINTS else {}


def _opinions(labels: Sequence[str]) -> dict[str, Place]:
    """Two poles and how near a choice is to one, or one word and how much of it."""
    if len(labels) < FEWEST_POINTS:
        return {}
    degrees = {label: _degree(words.fold(label)) for label in labels if not _is_neutral(label)}
    signs = _signs({said for said, _ in degrees.values()})
    if signs is None or len(degrees) < 2:
        return {}
    places: dict[str, Place] = {
        label: (signs[said] * level,) for label, (said, level) in degrees.items()
    }
    neutral: Place = (0.0,)
    return {label: places.get(label, neutral) for label in labels}


def _is_neutral(label: str) -> bool:
    return bool(NEUTRAL.fullmatch(words.fold(label)))


def _degree(folded: str) -> tuple[str, float]:
    """What is said, without its degree, and the degree: from -3 (not at all) to 3 (wholly)."""
    folded = _NO.sub("oui ", folded)
    level = next((one.level for one in DEGREES if one.words.search(folded)), PLAIN)
    for one in DEGREES:
        folded = one.words.sub(" ", folded)
    return " ".join(_EMPTY.sub(" ", folded).split()), level


def _signs(said: set[str]) -> dict[str, float] | None:
    """On which side of a scale each is: one word alone, poles of one scale, or two contraries."""
    if len(said) == 1:
        return dict.fromkeys(said, 1)
    poles = {one: _pole(one) for one in said}
    if len({pole and pole[0] for pole in poles.values()}) == 1 and all(poles.values()):
        return {one: pole[1] for one, pole in poles.items() if pole}
    shorter, longer = sorted(said, key=len)[:2]
    is_contrary = len(said) == 2 and _CONTRARY.sub("", longer, count=1) == shorter != longer
    return {shorter: 1, longer: -1} if is_contrary else None


def _pole(said: str) -> tuple[str, float] | None:
    """The scale and the side of a word that is one of its poles."""
    for pole in POLES:
        if pole.word.fullmatch(said) or pole.word.fullmatch(f"d {said}"):
            return pole.scale, 1 if pole.is_positive else -1
    return next(((scale, side) for scale, side, one in _MORE_POLES if one.fullmatch(said)), None)
