"""Choices that are a scale: their order, which an export lacks, and its two sides.

Numbers, ages and amounts are ordered by their first number. Frequencies, quantities and opinions
are ordered by their degree: above 0 for « d'accord » or « souvent », below 0 for « opposé » or
« jamais », 0 for neutral. « Ne se prononce pas » comes last. Other choices have no order.

The sides become totals in the form file: « Très favorable » and « plutôt favorable » are counted
together as « Favorables ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from consultation.proposals import heading_words as words
from consultation.words.french import sentences_of

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
_BELOW = re.compile(r"\b(moins|jusqu|avant|inférieure?)\b|<|^- ?de\b")
_ABOVE = re.compile(r"\b(plus|supérieure?|après|au delà|au-delà)\b|>|\+")
# « 6 mois » and « 1 an » are not compared.
_UNIT = re.compile(r"\b(seconde|minute|heure|jour|semaine|mois|trimestre|annee|an)s?\b")

Rank = tuple[float, ...]
"""The value by which choices are sorted: a number, or the degree of an opinion."""

# How often, and how much. The first pattern found in a choice decides: « pas tout à fait » is not
# « tout à fait ».
DEGREES = tuple(
    (re.compile(rf"\b({pattern})\b"), level)
    for pattern, level in (
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
PLAIN = 2.0  # the level of a choice without any of these words
AGAINST = re.compile(
    r"non|contre|(oppose|defavorable|desaccord|mecontent|mauvais|insatis|inutil|ineffica|inaccept|"
    r"injust|insuffi|inadapt|impossib|illegal).*"
)
_NO = re.compile(r"^non (?=.*\bpas\b)")  # « non, pas du tout » is negated once only

# The words that the answers of a scale are about. The names of sides: schemas/sentences.toml.
_OPINIONS = {
    "favourable": "favorable favorables defavorable defavorables",
    "opposed": "favorable favorables oppose opposee opposes opposees",
    "agree": "accord desaccord",
    "satisfied": "satisfait satisfaite satisfaits satisfaites insatisfait insatisfaite insatisfaits"
    " insatisfaites mecontent mecontente mecontents mecontentes",
    "in_favour": "pour contre",
    "yes": "oui non",
}
# Words of degree. With another word (« favorable, mais pas ici »), a person must say the side.
_DEGREES = (
    "e s es d en je suis un peu tres plutot assez pas du tout a fait vraiment trop moderement"
    " fortement totalement entierement completement absolument parfaitement extremement"
)


def in_scale_order(labels: Sequence[str]) -> list[str] | None:
    """The choices from the least to the most: « souvent », « jamais », « parfois » → `["jamais",
    "parfois", "souvent"]`. Choices such as « sans réponse » come last. None if the choices are no
    scale."""
    answers = [label for label in labels if not NO_ANSWER.fullmatch(words.fold(label))]
    has_units = len({*_UNIT.findall(words.fold(" ".join(labels)))}) > 1
    numbers = [None if has_units else _number(label) for label in answers]
    for ranks in (numbers, _opinions(answers)):
        if len(answers) > 1 and None not in ranks and len({*ranks}) == len(answers):
            aside = [label for label in labels if label not in answers]
            ordered = sorted(zip(ranks, answers, strict=True), key=lambda ranked: ranked[0] or ())
            return [*(label for _, label in ordered), *aside]
    return None


def _number(label: str) -> Rank | None:
    """The first number in a choice, then 1 for « plus de », -1 for « moins de », else 0: « Plus de
    65 ans » → (65, 1). Choices are sorted by this pair. None without a number."""
    lower = label.lower().replace("d'", "de ").replace("d’", "de ")
    number = _NUMBER.search(lower)
    if number is None:
        return None
    whole = re.sub(r"[ \u00a0\u202f]|\.(?=\d{3}$)", "", number[0]).replace(",", ".")
    is_above, is_below = (bool(pattern.search(lower)) for pattern in (_ABOVE, _BELOW))
    return (float(whole), is_above - is_below)


def _opinions(labels: Sequence[str]) -> list[Rank | None]:
    """The degree of each choice, to sort by: above 0 for, below 0 against. « Très favorable »,
    « plutôt contre », « sans avis » → `[(3.0,), (-1.0,), (0.0,)]`.

    Returns `[None]`, no scale, if there are fewer than three choices or if all are neutral.
    """
    degrees = [degree_of(words.fold(label)) for label in labels]
    if len(labels) < FEWEST_POINTS or not any(degrees):
        return [None]
    return [(degree,) for degree in degrees]


def degree_of(folded: str) -> float:
    """The degree of an opinion, from -4.5 (against) to 4.5 (for): « jamais » → -4, « plutôt contre
    » → -1, « neutre » → 0. `folded` is the choice as `fold` writes it."""
    if NEUTRAL.fullmatch(folded):
        return 0.0
    folded = _NO.sub("oui ", folded)
    level = next((level for pattern, level in DEGREES if pattern.search(folded)), PLAIN)
    return -level if any(map(AGAINST.fullmatch, folded.split())) else level


def two_sides(labels: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The name of each side and the ids of its choices: `(("Favorables", ("oui", "plutot")), …)`.

    `labels`: id of a choice → its label. Empty in these cases:

    - the choices have words of different scales, as « favorable » and « satisfait », or of none,
    - the side of a choice is not sure (« peu opposé »),
    - a side has no choice, or each side has a single choice.
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
    answer_words = {word for answer in about for word in answer}
    pros = (word for choice in sides["for"] for word in folded[choice].split())
    opinion = next(
        (name for name, known in _OPINIONS.items() if answer_words <= {*known.split()}), None
    )
    is_scale = opinion is not None and all(about) and all(sides.values())
    if not is_scale or len(about) == len(sides) or any(map(AGAINST.fullmatch, pros)):
        return ()
    names = sentences_of("sides")
    return tuple((names[f"{opinion}_{side}"], ids) for side, ids in sides.items())
