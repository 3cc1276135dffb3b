"""Number plates of vehicles.

- AB-123-CD of the SIV (arrêté of 9 February 2009, without I, O and U), also provisional plates
  (WW): with hyphens, spaces, dots, slashes or nothing between (« AB 123 CD », « ab123cd »), its
  letters apart (« A.B. 123 C.D. »), its number in words (« AB cent vingt-trois CD »).
- Of the older FNI: one to four digits, two or three letters, the département (« 1234 AB 75 »,
  « 123 ABC 2A », « 1234-AB-75 »).
- After « plaque » or « immatriculé »: other countries' too (« GE 123456 », « 1-ABC-234 »), mopeds'
  (« AB 12 C »).

Words that may be anything else (« 12 ab 75 ») are a plate only if a vehicle is named before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.skeleton_numbers import BELOW_A_THOUSAND, SIGN
from consultation.redaction.vocabulary import word_set

_S = rf"{SIGN}{{0,3}}"
_TWO = r"[A-HJ-NP-TV-Z][ .]?[A-HJ-NP-TV-Z]"
_SIV = re.compile(
    rf"(?<![^\W_])(?<!\d-)(?P<first>{_TWO})(?P<before>{_S})(?:\d{{3}}|{BELOW_A_THOUSAND})"
    rf"(?P<after>{_S})(?P<last>{_TWO})(?![^\W_])",
    re.IGNORECASE,
)
_FNI = re.compile(
    rf"(?<![\w,.])(?<!\d[ -])(?P<first>\d{{1,4}})(?P<before>{_S})(?P<letters>[A-HJ-NP-Z]{{2,3}})"
    rf"(?P<after>{_S})(?:97[1-6]|98[4-8]|2[AB]|0[1-9]|[1-8]\d|9[0-5])(?!\w)(?![.,]\d)",
    re.IGNORECASE,
)
# Separators anywhere, five letters and figures or more, and no year.
_LETTER, _FIGURE = rf"{_S}[A-Z]", rf"{_S}\d"
_CALLED = re.compile(
    rf"(?i:plaque|immat)[^\d!?\x00]{{0,50}}?(?<!\w)(?=(?:{_S}[A-Z\d]){{5}})"
    rf"(?![A-Z ]{{0,4}}(?:19|20)\d\d(?!\d))"
    rf"(?P<plate>[A-Z](?:{_LETTER}){{0,2}}(?:{_FIGURE}){{1,6}}(?:{_LETTER}){{0,3}}(?:{_FIGURE}){{0,2}}"
    rf"|\d(?:{_FIGURE}){{0,3}}(?:{_LETTER}){{2,3}}(?:{_FIGURE}){{0,3}})(?!\w)"
)
NEEDED = tuple((rough(plate),) for plate in (_CALLED, _SIV, _FNI))
_VEHICLE = (
    r"(?:immatricul\w*|plaques?|vehicule|voiture|scooter|moto|camion|fourgon|camionnette|bagnole)"
)
_SAID = re.compile(
    rf"\b(?:{_VEHICLE}\b[^.!?\n]{{0,30}}|(?:amende|contravention|pv|verbalis\w+)\b"
    r"[^.!?\n]{0,12}\b(?:la|ma|une|sa) )\Z",
    re.IGNORECASE,
)
# Words before a format, which is no plate: « les plaques au format AA-123-AA ».
_FORMAT = re.compile(r"\b(?:format|forme|type|modele|genre)s? (?:de )?\Z", re.IGNORECASE)
# Units, which are no letters of a plate: « EN 200 KM », « LG 300 HD ».
_UNITS = word_set(
    """
    cm ha hz kg km kms ml mm mn ms px kw kv mw gb mb tb db hd fps cv ch cc eur an ans min max rd rn
    bd av pl pp nb cs bp tsa cp art fr td fp mp mah
    """
)
# Words that are seldom letters of a plate: « 2022 ET 75 », « LE 100 DE ».
_WORDS = _UNITS | word_set(
    """
    au aux avec ce cent ces de der des du en ent est et euh la le les ln ma mai mars mes na ne ns 
    par pas qu que rte rue sa se ses sans sec ss sur sus ta te tel tes th va vs wc zac fev jan jul 
    jun avr jui sep oct nov dec mer jeu ven sam lun mar eme
    """
)


def plates(text: str) -> Iterator[Span]:
    """Yield the number plates in a skeleton's text: « AB-123-CD », not « au format AA-123-AA »."""
    for plate in _CALLED.finditer(text):
        if not _is_a_form(text, plate.start("plate")):
            yield Span("plate", *plate.span("plate"))
    for pattern, is_plate in ((_SIV, _is_siv), (_FNI, _is_fni)):
        for plate in pattern.finditer(text):
            if not _is_a_form(text, plate.start()) and is_plate(text, plate):
                yield Span("plate", *plate.span())


def _is_a_form(text: str, start: int) -> bool:
    return _FORMAT.search(text, max(0, start - 20), start) is not None


def _is_siv(text: str, plate: re.Match[str]) -> bool:
    halves = {re.sub("[ .]", "", plate[name]) for name in ("first", "last")}
    words = {half.lower() for half in halves}
    is_upper = all(map(str.isupper, halves))
    joints = plate["before"].strip(), plate["after"].strip()
    is_close = plate["before"] == plate["after"] == ""
    if words <= _WORDS and not is_upper:
        return False
    if _is_said(text, plate):
        return True
    if words <= _WORDS:
        return False
    if all(joints) or is_close:
        return is_upper or is_close or joints == ("-", "-")
    return is_upper and not words & _UNITS


def _is_fni(text: str, plate: re.Match[str]) -> bool:
    letters = plate["letters"]
    if letters.lower() in _WORDS:
        return False
    if _is_said(text, plate):
        return True
    joints = plate["before"], plate["after"]
    is_close = joints == ("", "") or set(joints) <= {" ", ".", "-"}
    return letters.isupper() and len(plate["first"]) >= 3 and is_close


def _is_said(text: str, plate: re.Match[str]) -> bool:
    """True if words before a plate name a vehicle or a fine: « ma voiture ab 123 cd » → True."""
    return _SAID.search(text[max(0, plate.start() - 48) : plate.start()]) is not None
