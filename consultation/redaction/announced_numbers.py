"""Numbers that people announce: « passeport n° 12AB34567 », « numéro fiscal : 30 12… ».

What is announced is masked whatever its check digits: somebody's number with one wrong sign leads
to them as well. Amounts, dates and years aren't such numbers. Right after its announcement a number
is masked; further on in the sentence, one that reads like nothing else; `doubtful_numbers` has the
others, to be pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.figures import SIGN
from consultation.redaction.masks import Span

_NO = r"(?:numeros?|n°|n[or](?!\w)\.?|num(?!\w)\.?|identifiant|matricule|code)"
# By kind: what announces a number of it.
_CUES = {
    "card": r"cartes? (?:bancaires?|bleues?|gold|premier|visa|mastercard|(?:de )?(?:credit|debit"
    r"|paiement|retrait))|cartes?(?! (?:d'|de |nat|pro|vit|elec|etud|gris|mob|mil))"
    r"|c\.? ?b(?![a-z])\.?|paiement|pan|mastercard|visa|amex"
    r"|american express",
    "paper": r"passeports?|passport|c\.?n\.?i\.?e?|cin|(?:carte|titre|piece) (?:nationale )?d'ident"
    r"(?:ite)?|id card|identity card|permis(?! (?:de (?:constr|demol|louer)|d.amen))"
    r"|driving licen[cs]e|neph|titre de (?:sejour|voyage)"
    r"|visa (?:n°|numero)|vls-?ts|recepisse|agdref|carte de (?:resident|sejour|combattant|presse)"
    r"|carte (?:professionnelle|pro|grise|militaire|electorale)|carte d'(?:electeur|electrice"
    r"|invalidite)|cmi|carte mobilite(?: inclusion)?|visa (?:long|court) sejour"
    rf"|{_NO} (?:d')?etrangere?|livret de famille",
    "number": rf"{_NO} (?:fiscal\w*|d'(?:impot|imposition|inscrit|assure|adherent)\w*)"
    r"|reference fiscale|spi|avis d'imposition|reference de l'avis|allocataire|caf|msa|mutuelle"
    r"|(?:carte|identifiant) (?:d')?etudiante?|etudiante?(?= (?:n°|numero))|ine|bea|pole emploi"
    rf"|france travail|rpps|adeli|mdph|adherente?|{_NO} (?:d')?etudiante?|imei|ecrou"
    rf"|{_NO} (?:de )?(?:clien|patien)te?|{_NO} (?:de )?licence|licence|ameli|ipp"
    r"|identifiant (?:national|permanent)"
    r"|carte (?:de|d')[ a-z-]{4,24}?(?= (?:n|est|porte)|[ :]*\d)|licencie+s?",
    "nir": r"(?:mon|ma|mes|notre|son|sa|leur) (?:nir|n\.i\.r\.?|carte vitale|secu|insee"
    rf"|{_NO} (?:de |d')?(?:ss|s\.s\.?|secu|securite sociale|nir|insee|assuree?))",
    "iban": r"i\.?b\.?a\.?n\.?",
    "plate": r"immatriculation|immatricule+s?|plaques?",
}
# What is somebody's, whatever it is called.
_OWN = (
    r"(?:mon|ma|mes|notre|nos|son|sa|leurs?|votre) (?:[a-z']{2,14} ){0,2}?(?:numeros?|n°"
    r"|num|identifiant"
    r"|matricule|dossier|carte(?= [a-z]{3})(?! (?:de|vitale|bleue|nation|bancaire|d.iden))"
    r"|badge|licence|pass|contrat|compte|abonnement)"
)
_CUES["number"] += f"|{_OWN}"
_KINDS = tuple(_CUES)
_CUE = re.compile(
    r"(?=[abcdefilmnprstv])(?<!\w)(?:"
    + "|".join(f"(?P<{kind}>{cue})" for kind, cue in _CUES.items())
    + ")(?![a-z])"
)
_FILLER = re.compile(
    r"(?:[ :=#().,/\n\"«-]|n°|n[or]\.?(?!\w)|(?:numero|num|numerote|est|la|le|l'|de|du|d'|ma"
    r"|mon|porte|sous"
    r"|reference|suivante?|francaise?|belge|suisse|espagnole|italienne|allemande|caf|msa|cpam|et"
    r"|allocataire|etudiante?|mdph|dossier|conduire|sejour|bateau|moto|numeros|identifiant|c'est"
    r"|portant|chasse|pro|a)(?![\w/-])){0,12}+"
)
# Groups of signs; every one but the first two has a digit.
_GROUP = r"(?=[A-Za-z]{0,6}\d)[A-Za-z\d]{1,20}+"
_LINK = r"[ ./:,_*·|\n\\#+-]{1,3}+"
_NUMBER = re.compile(
    rf"(?:[A-Z]{{1,5}}(?:[ ./-]{{1,3}}|(?=\d))){{0,2}}{_GROUP}(?:{_LINK}(?:{_GROUP}"
    rf"|[A-Z]{{1,3}}(?![A-Za-z])))"
    r"{0,15}+(?![^\W_])"
)
_S = rf"{SIGN}{{0,3}}"
_PATTERNS = {
    "card": re.compile(rf"\d(?:{_S}\d){{11,18}}(?![^\W_])"),
    "nir": re.compile(
        rf"[1-478](?:{_S}(?:clef? ?:? ?)?\d){{4}}(?:{_S}\d{_S}[\dABab])(?:{_S}\d){{6}}(?:"
        rf"{_S}(?:clef? ?:? ?)?\d{_S}\d)?(?![^\W_])"
    ),
}
# « 4970… est ma carte ».
_BEFORE = re.compile(
    rf"(?<![\w,.])(?P<number>\d(?:{_S}\d){{12,18}})(?:[^\w.!?][^\d.!?]{{0,20}})?\Z"
)
# The rest of the sentence, up to a number.
_REST = re.compile(
    r"(?:[^\d.!?\x00]|[.](?=[a-z])){0,50}?(?<![^\W_])(?=[A-Za-z]{0,6}\d|[A-Z]{1,5}[ /.-]{1,3}\d)"
)
_REFERENCE = re.compile(
    r"(?<!\w)(?:loi|decret|art(?:icle)?s?|decisions?|arretes?|deliberation|directive|reglement"
    r"|marches?|lots?|budget|amende?ment|version|modele|ligne|page|code d\w|dossier d\w"
    r"|[a-z]{4,} de la)(?!\w)"
)
_AMOUNT = re.compile(r"\d{1,3}(?:[ .]\d{3})+|\d{1,8}(?:,\d+)?")
_DATE = re.compile(
    r"\d{1,4}[/. -]\d{1,2}[/. -]\d{2,4}|(?:19|20)\d\d(?:[ /-]+(?:19|20)\d\d)*"
    r"|(?:19|20)\d\d-\d{1,4}"
)
_PHONE = re.compile(r"(?:0|33|0033)[1-9]\d{8}")
_COUNTED = re.compile(r" ?(?:[a-z][a-z']|€|%)")
_FEWEST_DIGITS, _FEWEST_SIGNS = 5, 6
_FEWEST_OF_A_CARD, _FEWEST_OF_AN_IBAN = 12, 10
_FEWEST_MIXED = 9  # « X4RTBPFW4 »
_FEWEST_FURTHER_ON = 8


def announced_numbers(text: str, lower: str) -> Iterator[Span]:
    """Where a skeleton's text has numbers of cards, papers and files, announced as such."""
    return (span for span, is_sure in _numbers(text, lower) if is_sure)


def doubtful_numbers(text: str, lower: str) -> Iterator[Span]:
    """Where a skeleton's text has what may be such a number, and may be something else."""
    return (span for span, is_sure in _numbers(text, lower) if not is_sure)


def _numbers(text: str, lower: str) -> Iterator[tuple[Span, bool]]:
    for cue in _CUE.finditer(lower):
        kind = next(kind for kind in _KINDS if cue[kind])
        filler = _FILLER.match(lower, cue.end())
        start = filler.end() if filler else cue.end()
        pattern = _PATTERNS.get(kind, _NUMBER)
        number = pattern.match(text, start)
        if number and _is_number(text, number, kind):
            yield Span(kind, *number.span()), True
        elif kind in _PATTERNS and (
            before := _BEFORE.search(text[max(0, cue.start() - 70) : cue.start()])
        ):
            start = max(0, cue.start() - 70)
            yield Span(kind, start + before.start("number"), start + before.end("number")), True
        elif kind not in {"plate", "iban"} and (rest := _REST.match(text, cue.end())):
            further = pattern.match(text, rest.end())
            if further and _is_number(text, further, kind):
                is_sure = kind in _PATTERNS or _is_nothing_else(
                    further[0], lower[cue.end() : rest.end()]
                )
                yield Span(kind, *further.span()), is_sure


def _is_nothing_else(written: str, between: str) -> bool:
    """Whether a number reads like one of a file even when other words stand before it."""
    compact = re.sub(r"[\W_]", "", written)
    is_long = (
        len(compact) >= _FEWEST_FURTHER_ON and len(re.findall(r"\d", compact)) >= _FEWEST_SIGNS
    )
    return is_long and not (
        (_AMOUNT.fullmatch(written) and not written.isdigit()) or _REFERENCE.search(between)
    )


def _is_number(text: str, number: re.Match[str], kind: str) -> bool:
    written = number[0]
    compact = re.sub(r"[\W_]", "", written)
    digit_count = len(re.findall(r"\d", written))
    if kind == "plate":
        return 2 <= digit_count <= 7 and 5 <= len(compact) <= 9 and not compact.isdigit()
    if kind == "iban":
        return digit_count >= _FEWEST_OF_AN_IBAN and written[:2].isalpha()
    if kind in _PATTERNS:
        return digit_count >= _FEWEST_OF_A_CARD
    if _DATE.fullmatch(written) or len(compact) < _FEWEST_SIGNS or _PHONE.fullmatch(compact):
        return False
    if _AMOUNT.fullmatch(written) and _COUNTED.match(text, number.end()):
        return False
    return digit_count >= _FEWEST_DIGITS or (
        written.isupper() and len(compact) >= _FEWEST_MIXED and digit_count >= 2
    )
