"""Numbers that people announce: « passeport n° 12AB34567 », « numéro fiscal : 30 12… ».

What is announced is masked whatever its check digits: somebody's number with one wrong sign leads
to them as well. Amounts, dates and years aren't such numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span

# By kind: what announces a number of it.
_CUES = {
    "paper": r"passeports?|passport|cnie?|cin|carte (?:nationale )?d'identite|piece d'identite"
    r"|titre d'identite|permis(?: de (?:conduire|chasser|sejour)| [abcde]\d?)?|neph"
    r"|titre de (?:sejour|voyage)"
    r"|carte de (?:resident|sejour)|recepisse de (?:demande(?: d'asile"
    r"| de titre de sejour)?|titre de sejour)|agdref"
    r"|(?:numero|n°) (?:d')?etrangere?|carte d'electeur|carte electorale|carte d'invalidite"
    r"|carte professionnelle|visa (?:n°|numero)|livret de famille",
    "card": r"carte (?:bancaire|bleue|de credit|de paiement)|(?:ma|numero de"
    r"|n° de) carte(?= ?(?:n°|numero|:|est|\d))|cb|mastercard"
    r"|visa|amex|american express",
    "number": r"(?:numero|n°|identifiant|reference) fiscal\w*|spi|(?:numero"
    r"|n°|avis) d'(?:impot|imposition)|reference de l'avis"
    r"|allocataire|caf|msa|(?:numero|n°|carte|identifiant) (?:d')?etudiante?"
    r"|etudiante?(?= (?:n°|numero))|ine|bea|pole emploi"
    r"|france travail|(?:numero|n°) d'inscrit\w*|rpps|adeli|mdph"
    r"|adherente?|carte de fidelite|(?:numero|n°) (?:de )?cliente?|imei|numero d'assure\w*|ecrou"
    r"|(?:numero|n°) (?:de )?licence|licence n°|carte de bibliotheque|ameli|(?:numero"
    r"|n°) de patiente?|ipp|identifiant (?:national|permanent)",
    "iban": r"i\.?b\.?a\.?n\.?",
    "plate": r"immatriculation|immatricule+s?|plaques?",
}
_KINDS = tuple(_CUES)
_CUE = re.compile(
    r"(?=[abcefilmnprstv])(?<!\w)(?:"
    + "|".join(f"(?P<{kind}>{cue})" for kind, cue in _CUES.items())
    + ")(?![a-z])"
)
_FILLER = re.compile(
    r"(?:[ :=#().\n\"«-]|n°|n[or]\.?(?!\w)|(?:numero|num|numerote|est|la|le|l'|de|du|d'|ma"
    r"|mon|porte|sous"
    r"|reference|suivante?|francaise?|belge|suisse|espagnole|italienne|allemande|caf|msa|cpam|et"
    r"|allocataire|etudiante?|mdph|dossier|conduire|sejour)(?!\w)){0,12}+"
)
# Groups of signs; every one but the first two has a digit.
_GROUP = r"(?=[A-Za-z]{0,6}\d)[A-Za-z\d]{1,20}+"
_NUMBER = re.compile(
    rf"(?:[A-Z]{{1,3}}[ -]?)?{_GROUP}(?:[ ./:,_*-]{{1,2}}+(?:{_GROUP}|[A-Z]{{1,3}}(?![A-Za-z])))"
    r"{0,8}+(?![^\W_])"
)
_AMOUNT = re.compile(r"\d{1,3}(?:[ .]\d{3})+|\d+(?:,\d+)?")
_DATE = re.compile(r"\d{1,4}[/. -]\d{1,2}[/. -]\d{2,4}|(?:19|20)\d\d(?:[ /-]+(?:19|20)\d\d)*")
_COUNTED = re.compile(r" ?(?:[a-z][a-z']|€|%)")
_FEWEST_DIGITS, _FEWEST_SIGNS = 5, 6
_FEWEST_OF_A_CARD, _FEWEST_OF_AN_IBAN = 12, 10
_FEWEST_MIXED = 9  # « X4RTBPFW4 »


def announced_numbers(text: str, lower: str) -> Iterator[Span]:
    """Where a skeleton's text has numbers of cards, papers and files, announced as such."""
    for cue in _CUE.finditer(lower):
        filler = _FILLER.match(lower, cue.end())
        start = filler.end() if filler else cue.end()
        number = _NUMBER.match(text, start)
        kind = next(kind for kind in _KINDS if cue[kind])
        if number and _is_number(text, number, kind):
            yield Span(kind, *number.span())


def _is_number(text: str, number: re.Match[str], kind: str) -> bool:
    written = number[0]
    compact = re.sub(r"[\W_]", "", written)
    digit_count = len(re.findall(r"\d", written))
    if kind == "plate":
        return 2 <= digit_count <= 7 and 5 <= len(compact) <= 9 and not compact.isdigit()
    if kind == "iban":
        return digit_count >= _FEWEST_OF_AN_IBAN and written[:2].isalpha()
    if kind == "card":
        return digit_count >= _FEWEST_OF_A_CARD
    if _DATE.fullmatch(written) or len(compact) < _FEWEST_SIGNS:
        return False
    if _AMOUNT.fullmatch(written) and _COUNTED.match(text, number.end()):
        return False
    return digit_count >= _FEWEST_DIGITS or (
        written.isupper() and len(compact) >= _FEWEST_MIXED and digit_count >= 2
    )
