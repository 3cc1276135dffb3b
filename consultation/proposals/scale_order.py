"""The order of choices that are a scale, which an export does not tell: from the least to the most.

Numbers, ages, amounts and durations by what they begin with; opinions by their two poles, or by the
degrees of one word; how often, by the degree alone. Whoever would not say comes last. Anything else
has no order.
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

# How often, and how much, for or against what stands beside. The first that a choice has is its
# own: « pas tout à fait » is no « tout à fait ».
DEGREES = tuple(
    (re.compile(rf"\b({said})\b"), level)
    for said, level in (
        (r"(presque )?jamais", -4.0),
        (r"(tres |plutot )?rarement|exceptionnellement", -3.5),
        (r"parfois|quelquefois|occasionnellement|de temps en temps|ponctuellement", -0.5),
        (r"regulierement", 0.5),
        (r"(tres )(souvent|frequemment)", 2.7),
        (r"(assez )?souvent|frequemment", 2.2),
        (r"(presque )?(toujours|tous les jours|en permanence)|quotidiennement", 4.0),
        (r"systematiquement", 4.5),
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

# The poles of a scale, with their sides. « e e s » is what folding leaves of « é·e·s ».
_AGREE = r"e?s?( (e|s|es|ne))*"
SCALES = tuple(
    {re.compile(said + _AGREE): side for said, side in poles}
    for poles in (
        (("favorable", 1), ("pour", 1), ("oppose", -1), ("defavorable", -1), ("contre", -1)),
        (("accord", 1), ("(en )?desaccord", -1)),
        (("satisfait", 1), ("insatisfait", -1), ("mecontent", -1)),
        (("oui", 1), ("non", -1)),
        (("excellent", 2), ("bon(ne)?", 1), ("moyen(ne)?", 0), ("mauvais", -1)),
    )
)
_CONTRARY = re.compile(r"^(in|im|ir|il|des?|mal|non )")
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
    """Two poles and how near a choice is to one, or one word and how much of it."""
    folded = [words.fold(label) for label in labels]
    degrees = [None if NEUTRAL.fullmatch(one) else _degree(one) for one in folded]
    signs = _signs({one[0] for one in degrees if one})
    if len(labels) < FEWEST_POINTS or signs is None or degrees.count(None) > len(labels) - 2:
        return []
    return [(signs[one[0]] * one[1] if one else 0.0,) for one in degrees]


def _degree(folded: str) -> tuple[str, float]:
    """What is said, without its degree, and the degree: from -3 (not at all) to 3 (wholly)."""
    folded = _NO.sub("oui ", folded)
    level = next((level for said, level in DEGREES if said.search(folded)), PLAIN)
    for said, _ in DEGREES:
        folded = said.sub(" ", folded)
    return " ".join(_EMPTY.sub(" ", folded).split()), level


def _signs(said: set[str]) -> dict[str, int] | None:
    """On which side of a scale each is: one word alone, poles of one scale, or two contraries."""
    if len(said) == 1:
        return dict.fromkeys(said, 1)
    for poles in SCALES:
        sides = {one: side for one in said for pole, side in poles.items() if pole.fullmatch(one)}
        if sides.keys() == said:
            return sides
    shorter, longer = sorted(said, key=len)[:2] if said else ("", "")
    is_contrary = len(said) == 2 and _CONTRARY.sub("", longer, count=1) == shorter != longer
    return {shorter: 1, longer: -1} if is_contrary else None
