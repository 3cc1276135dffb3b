"""Number plates of vehicles.

AA-123-AA of the SIV (arrêté of 9 February 2009, without I, O and U), and the FNI's before it, one
to four digits, two or three letters, the département: 1234 AB 75.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.skeleton_numbers import SIGN
from consultation.redaction.vocabulary import word_set

_S = rf"{SIGN}{{0,3}}"
_SIV = re.compile(
    rf"(?<![^\W_])(?<!\d-)([A-HJ-NP-TV-Z]{{2}})({_S})(\d{{3}})({_S})"
    r"([A-HJ-NP-TV-Z]{2})(?![^\W_])",
    re.IGNORECASE,
)
_FNI = re.compile(
    r"(?<![\w,.])(?<!\d[ -])(\d{1,4})([ .-]?)([A-HJ-NP-Z]{2,3})([ .-]?)"
    r"(97[1-6]|98[4-8]|2[AB]|0[1-9]|[1-8]\d|9[0-5])(?!\w)(?![.,]\d)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:(?:immatricul\w*|plaques?|vehicule|voiture|scooter|moto|camion|fourgon|camionnette)\b"
    r"[^.!?\n]{0,30}|(?:amende|contravention|pv|verbalis\w+)\b[^.!?\n]{0,12}\b(?:la|ma|une|sa) )\Z",
    re.IGNORECASE,
)
# Called a plate: in other countries' forms, with signs anywhere.
_UPPER = (
    rf"(?-i:[A-Z](?:{_S}[A-Z]){{1,2}}{_S}\d(?:{_S}\d){{0,3}}(?:{_S}[A-Z]){{2,3}}(?:{_S}\d){{0,2}})"
)
_CALLED = re.compile(
    r"(?=[bcpiv])(?<!\w)(?:plaque|immat|vehicule|voiture|caisse|bagnole)[^\d!?\x00]{0,50}?(?<!\w)"
    rf"(?P<plate>{_UPPER}|\d-[A-Z]{{3}}-\d{{3}})(?!\w)",
    re.IGNORECASE,
)
NEEDED = tuple((rough(plate),) for plate in (_CALLED, _SIV, _FNI))
# « les plaques au format AA-123-AA ».
_FORMAT = re.compile(r"\b(?:format|forme|type|modele|genre)s? (?:de )?\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# « EN 200 KM », « LG 300 HD ».
_UNITS = word_set(
    """
    cm ha hz kg km kms ml mm mn ms px kw kv mw gb mb tb db hd fps cv ch cc eur an ans min max rd rn
    bd av pl pp nb cs bp tsa cp art fr td fp mp mah
    """
)
# « 2022 ET 75 », « LE 100 DE ».
_WORDS = _UNITS | word_set(
    """
    au aux avec ce cent ces de der des du en ent est et euh la le les ln ma mai mars mes na ne ns 
    par pas qu que rte rue sa se ses sans sec ss sur sus ta te tel tes th va vs wc zac fev jan jul 
    jun avr jui sep oct nov dec mer jeu ven sam lun mar eme
    """
)


def plates(text: str) -> Iterator[Span]:
    """Where a skeleton's text has number plates of vehicles."""
    for found in _CALLED.finditer(text):
        if not _is_a_form(text, found.start("plate")):
            yield Span("plate", *found.span("plate"))
    for found in _SIV.finditer(text):
        if _is_siv(text, found):
            yield Span("plate", *found.span())
    for found in _FNI.finditer(text):
        if _is_fni(text, found):
            yield Span("plate", *found.span())


def _is_a_form(text: str, start: int) -> bool:
    return _FORMAT.search(text, max(0, start - 20), start) is not None


def _is_siv(text: str, found: re.Match[str]) -> bool:
    first, before, _, after, last = found.groups()
    if _is_a_form(text, found.start()):
        return False
    if (before == "") != (after == "") and "\n" not in before + after:
        return False
    if "-" in before and "-" in after:
        return True
    is_upper = first.isupper() and last.isupper()
    if is_upper and before == "":
        return True
    halves = {first.lower(), last.lower()}
    is_said = _is_said(text, found)
    if halves & _UNITS or halves <= _WORDS:
        return is_said and is_upper
    return is_said or (is_upper and not (halves & _WORDS and _is_shouted(text, found)))


def _is_shouted(text: str, found: re.Match[str]) -> bool:
    """Whether what stands around is in capitals too: « ON VEUT LE 300 AB »."""
    beside = [
        *_WORD.findall(text[max(0, found.start() - 30) : found.start()])[-1:],
        *_WORD.findall(text[found.end() : found.end() + 30])[:1],
    ]
    return any(word.isupper() and len(word) > 1 for word in beside)


def _is_fni(text: str, found: re.Match[str]) -> bool:
    digits, before, letters, after, _ = found.groups()
    if letters.lower() in _WORDS:
        return False
    if _is_said(text, found):
        return True
    return letters.isupper() and len(digits) >= 3 and (before == "") == (after == "")


def _is_said(text: str, found: re.Match[str]) -> bool:
    return _SAID.search(text[max(0, found.start() - 48) : found.start()]) is not None
