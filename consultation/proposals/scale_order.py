"""The order of choices that are a scale, which an export does not tell: from the least to the most.

Numbers, ages, amounts and durations by what they begin with; how often, how much, for or against by
their words. Whoever would not say comes last. Anything else has no order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consultation.proposals import heading_words as words

FEWEST_POINTS = 3  # « oui » and « non » are no scale

NO_ANSWER = re.compile(
    r"nsp|nspp|autre\b.*|non concernee?s?( e)?|(non|pas de|sans) reponse|"
    r"(je )?(ne (sais?t?|me|se|souhaite|veux)|prefere ne)\b.*"
)
NEUTRAL = re.compile(
    r"ni\b.*\bni\b.*|neutre|indifferente?s?( (e|s|es))*|moyennement\b.*|mitigee?s?( (e|s|es))*|"
    r"(sans|aucun|aucune|pas d) (avis|opinion)"
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

# How often, and how much: the first that a choice has is its own, « pas tout à fait » is no
# « tout à fait ».
DEGREES = tuple(
    (re.compile(rf"\b({said})\b"), level)
    for said, level in (
        (r"(presque )?jamais", -4.0),
        (r"(tres |plutot )?rarement|exceptionnellement", -3.5),
        (r"parfois|quelquefois|occasionnellement|de temps en temps|ponctuellement", -0.5),
        (r"regulierement", 0.5),
        (r"tres (souvent|frequemment)", 2.7),
        (r"(assez )?souvent|frequemment", 2.2),
        (r"(presque )?(toujours|tous les jours|en permanence)|quotidiennement", 4.0),
        (r"systematiquement", 4.5),
        (r"(absolument )?pas du tout|absolument pas|aucunement|nullement", -3.0),
        (r"pas (vraiment|tres|tout a fait|entierement|trop)|plutot pas", -1.0),
        (r"tres peu", -1.5),
        (r"(?<!un )peu", -1.0),
        (r"pas", -2.0),
        (r"enormement|extremement|excellente?s?", 3.5),
        (r"tout a fait|totalement|entierement|completement|absolument|parfaitement|tres", 3.0),
        (r"fortement|beaucoup", 2.5),
        (r"un peu|plutot|assez|moderement", 1.0),
        (r"moyennement", 1.5),
        (r"moyen(ne)?s?", 0.0),
    )
)
PLAIN = 2.0  # of a choice without any of them
_AGAINST = re.compile(
    r"non|contre|(oppose|defavorable|desaccord|mecontent|mauvais|insatis|inutil|ineffica|inaccept|"
    r"injust|insuffi|inadapt|impossib|illegal).*"
)
_NO = re.compile(r"^non (?=.*\bpas\b)")  # « non, pas du tout » is « oui » not at all


def in_scale_order(labels: Sequence[str]) -> list[str] | None:
    """The choices from the least to the most; None where they are no scale."""
    answers = [label for label in labels if not NO_ANSWER.fullmatch(words.fold(label))]
    for place_all in (_numbers, _opinions):
        places = dict(zip(answers, place_all(answers), strict=False))
        if len(answers) > 1 and len({*places.values()} - {None}) == len(answers):
            aside = [label for label in labels if label not in places]
            return [*sorted(answers, key=lambda label: places[label] or ()), *aside]
    return None


def _numbers(labels: Sequence[str]) -> list[Place | None]:
    """What each choice begins with, and whether it is what lies below or above that."""
    return [_number(label) for label in labels]


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
    is_above, is_below = (
        bool(said.search(label.lower()) or said.search(folded)) for said in (_ABOVE, _BELOW)
    )
    return (size, is_above - is_below)


def _opinions(labels: Sequence[str]) -> list[Place | None]:
    """How much of what it says each choice is for, or against."""
    degrees = [_degree(words.fold(label)) for label in labels]
    if len(labels) < FEWEST_POINTS or not any(degrees):
        return []
    return [(degree,) for degree in degrees]


def _degree(folded: str) -> float:
    """From -3, not at all, to 3, wholly."""
    if NEUTRAL.fullmatch(folded):
        return 0.0
    folded = _NO.sub("oui ", folded)
    level = next((level for said, level in DEGREES if said.search(folded)), PLAIN)
    return -level if any(map(_AGAINST.fullmatch, folded.split())) else level
