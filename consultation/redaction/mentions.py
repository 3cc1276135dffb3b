"""What may identify and has no form that could be masked: other people, accounts, a home, numbers
without their key. Worth a look by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge
from typing import NamedTuple

from consultation.redaction.accounts import PLATFORM_NAMES, PLATFORMS
from consultation.redaction.announced_numbers import doubtful_numbers
from consultation.redaction.figures import in_figures, with_digits
from consultation.redaction.identity_numbers import without_a_key
from consultation.redaction.skeleton import STAND_IN, skeleton

_MOST = 5
_LONGEST = 80
_NAME = (
    r"[A-ZÀ-ÖØ-ÝŒ][\w’'-]*"
    r"(?:[ \u00a0](?:(?:de|du|des|la|le)[ \u00a0]){0,2}[A-ZÀ-ÖØ-ÝŒ][\w’'-]*){0,3}"
)
_TITLE = (
    r"(?:M\.|MM\.|Mr\.?|Mme\.?|Mmes|Mlle\.?|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|Dr\.?|[Dd]octeur"
    r"|Me|[Mm]aître|Pr\.?|[Pp]rofesseur)"
)
_OFFICE = (
    r"(?:le|la|l[’'])[ \u00a0]?(?:maire|adjoint\w*|préf[eè]t\w*|député\w*|sénat\w+|ministre"
    r"|direct\w+|président\w*|principal\w*|proviseur\w*|procureur\w*|juge|commissaire)"
)
_KIN = (
    r"(?:fils|fille|enfants?|fillette|garçon|bébé|frère|sœur|soeur|père|mère|mari|femme|épou[xs]e?"
    r"|compagn\w+|conjoint\w*|copain|copine|ami|amie|voisine?s?|cousine?|neveu|nièce|oncle|tante"
    r"|petit-fils|petite-fille|grand-père|grand-mère|collègue|patronn?e?|propriétaire|élève"
    r"|médecin|beau-père|belle-mère|ex|gardien\w*|facteur|factrice)"
)
_TRADE = (
    r"(?:maîtresse|maître|instit\w*|prof\w*|animat\w+|nounou|éducat\w+|infirmi\w+|polici\w+|agente?"
    r"|gendarme|vigile|surveillante?|patronn?e?|gérante?|boulang\w+|commerçante?|chef\w*|élue?)"
)
_OF = r"(?:(?:de la|de|du|des)[ \u00a0]|d[’']|de l[’'])"
_AGE = r"\d{1,2}(?:[ \u00a0]ans|[ \u00a0]mois)"
_S = r"[ \u00a0]"
_PLATFORM = rf"(?:{PLATFORMS})"
_WAY = (
    r"(?:rue|avenue|boulevard|chemin|allée|impasse|place|quai|cité|résidence|quartier|square|cours)"
)
_HOME = (
    r"(?:j[’']habit\w+|habit(?:e|ons|ant)|je vis|nous vivons|domicili\w+|chez moi"
    r"|mon (?:immeuble|domicile)"
    r"|ma (?:maison|rue)|notre (?:immeuble|maison))"
)
_MINE = rf"(?:[Mm]on|[Mm]a|[Mm]es|[Nn]otre|[Nn]os|[Ss]on|[Ss]a|[Ll]eur){_S}"
_YEARS = (" an", "\u00a0an", "mois")
_HOMES = ("habit", "je vis", "vivons", "domicil", "chez moi", "mon ", "ma ", "notre ")
_FIVE_DIGITS = re.compile(r"\d(?:\W{0,3}[A-Za-z]?\d){4}")
_THIRTEEN_DIGITS = re.compile(r"\d(?:\W{0,3}[A-Za-z]?\d){12}")
_ANNOUNCED = (
    *(
        "numéro",
        "n°",
        "num",
        "carte",
        "passeport",
        "permis",
        "titre",
        "licence",
        "identi",
        "matric",
    ),
    *("sécu", "secu", "nir", "rib", "iban", "insee", "vitale", "caf", "fiscal", "mon ", "ma "),
)
_READ_OUT = ("zéro", "soixante", "cinquante", "quatre-vingt", "quatre vingt")
_NUMBERED = (
    *("matricule", "plainte", "contravention", "navigo", "récépissé", "dossier", "écrou", "nir"),
    *("sécu", "rib", "abonné", "abonnement", "contrat", "référence"),
)


class _Kind(NamedTuple):
    """Words without which a text in small letters has none of a kind, and how it is written."""

    kind: str
    signs: tuple[str, ...]
    pattern: re.Pattern[str]


_KINDS = (
    _Kind("link", ("http", "www."), re.compile(r"(?:https?://|www\.)[^\s<>«»\"]+")),
    _Kind(
        "account",
        (
            "@",
            *PLATFORM_NAMES,
            "pseudo",
        ),
        re.compile(
            rf"(?<![\w@.])@[\w.-]*\w(?:@[\w.-]+\w)?"
            rf"|(?<!\w)(?=\w{{0,40}}[._\d])[a-z\d][\w.]{{2,40}}+ sur {_PLATFORM}(?!\w)"
            rf"|mon (?:(?:pseudo|compte|profil)(?: sur)? )?{_PLATFORM}(?: est| :){_S}[\w.-]+",
            re.IGNORECASE,
        ),
    ),
    _Kind(
        "birth",
        ("né",),
        re.compile(
            rf"(?<!\w)[Nn]ée?s?{_S}(?:(?:à|en|au){_S}[^\d.!?\n]{{0,30}}?)?(?:en{_S}|le{_S})?"
            rf"(?:\d{{1,2}}{_S}\w{{3,9}}{_S})?(?:19|20)\d\d"
        ),
    ),
    _Kind(
        "child",
        _YEARS,
        re.compile(
            rf"(?<!\w){_MINE}{_KIN}(?:,?{_S}{_NAME})?,?{_S}(?:a{_S}|ont{_S}"
            rf"|âgée?s?{_S})?(?:de{_S})?{_AGE}"
            rf"|(?<!\w)(?:enfants?|ados?|adolescente?s?|gamine?s?|élèves?|jeunes?"
            rf"|âgée?s?){_S}de{_S}{_AGE}"
        ),
    ),
    _Kind(
        "school",
        ("classe", "école", "collège", "lycée", "crèche", "maternelle"),
        re.compile(
            rf"(?<!\w)(?:[Ll]a{_S})?[Cc]lasse{_S}de{_S}\w{{1,12}}(?:{_S}de{_S}(?:l[’']|la{_S})?"
            rf"(?:école|collège|lycée)(?:{_S}{_NAME})?)?"
            rf"|(?<!\w)(?:école|collège|lycée|crèche|maternelle|École|Collège|Lycée|Crèche)"
            rf"{_S}(?:(?:maternelle|élémentaire|primaire){_S})?{_OF}?{_NAME}"
        ),
    ),
    _Kind(
        "person",
        ("",),
        re.compile(
            rf"(?<!\w)(?:{_TITLE}{_S}(?:{_OFFICE}(?:(?:{_S}(?:de|du|d[’'])){_S}?{_NAME}"
            rf"|{_S}{_NAME})?|{_NAME})"
            rf"|{_MINE}{_KIN},?{_S}{_NAME}|(?:{_KIN}|{_TRADE}){_S}{_OF}?{_NAME})"
        ),
    ),
    _Kind(
        "home",
        _HOMES,
        re.compile(
            rf"(?<!\w){_HOME}(?!\w)[^.!?\n]{{0,25}}?(?<!\w){_WAY}{_S}[^.,;!?\n]{{1,40}}",
            re.IGNORECASE,
        ),
    ),
    _Kind(
        "number",
        _NUMBERED,
        re.compile(
            rf"(?<!\w)(?i:{'|'.join(_NUMBERED)})(?!\w)[^\d.!?\n]{{0,20}}?[A-Z]{{0,3}}"
            r"\d(?:[ \u00a0/.-]?[A-Z]{0,2}\d){4,24}+"
        ),
    ),
    _Kind(
        "number",
        tuple("123456"),
        re.compile(r"(?<!\d)[3-6]\d{3}(?:[ \u00a0.-]?\d{4}){3}(?!\d)"),
    ),
)


class Mention(NamedTuple):
    """A stretch that a person should look at; kinds: `mention` of schemas/words.toml."""

    kind: str
    text: str


def mentions(text: str) -> tuple[Mention, ...]:
    """At most five short stretches that may identify somebody, in order, each once: « Mme
    Dupont », « mon fils Léo, 8 ans », a school's class, a handle, a link."""
    lower, end = text.lower(), 0
    found: dict[str, Mention] = {}
    for start, stop, kind in _stretches(text, lower):
        written = " ".join(text[start:-stop].rstrip(".,;:!?)").split())[:_LONGEST]
        if start < end or STAND_IN.search(text, start, -stop):
            continue
        end = -stop
        found.setdefault(written, Mention(kind, written))
        if len(found) == _MOST:
            break
    return tuple(found.values())


def _stretches(text: str, lower: str) -> Iterator[tuple[int, int, str]]:
    """Start, end (negative, so that the longest comes first) and kind of each stretch, in order."""
    kinds = (kind for kind in _KINDS if any(map(lower.__contains__, kind.signs)))
    return merge(*(_stretches_of(kind, text) for kind in kinds), _stretches_of_numbers(text, lower))


def _stretches_of(kind: _Kind, text: str) -> Iterator[tuple[int, int, str]]:
    for found in kind.pattern.finditer(text):
        yield found.start(), -found.end(), kind.kind


def _stretches_of_numbers(text: str, lower: str) -> list[tuple[int, int, str]]:
    """What is announced as somebody's number, or written like one, and isn't masked."""
    is_announced = any(map(lower.__contains__, _ANNOUNCED)) and (
        _FIVE_DIGITS.search(text) or any(map(lower.__contains__, _READ_OUT))
    )
    if not (is_announced or _THIRTEEN_DIGITS.search(text)):
        return []
    read = skeleton(text)
    plain = in_figures(read)
    figures = with_digits(plain.text)
    spans = (*doubtful_numbers(figures, plain.lower), *without_a_key(figures))
    places = (read.original(*plain.original(span.start, span.end)) for span in spans)
    return sorted((start, -end, "number") for start, end in places)
