"""Postal addresses: a number and a street, boxes, a postcode with its town.

A street or a square without a number is a place, not a home, and stays: « avenue Jean-Jaurès, 3
caméras ». So does what only counts: « les 12 rues du quartier », « 5 cours de danse ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.model import Span
from consultation.redaction.street_names import end_of_name, end_of_town
from consultation.redaction.ways import (
    ADJECTIVES,
    CUES,
    DOUBTFUL_WAYS,
    NO_NAMES,
    STATES,
    SURE_WAYS,
    WAYS_WITH_ADJECTIVE,
)

_LETTER = r"(?:[ -]?(?:bis|ter|quater)|[ -]?[A-Da-d](?![\w'.]))?+"
_OPEN = r"(?<![\w/])(?<!\d[ .,-])"
_STREET = re.compile(
    rf"{_OPEN}(?P<number>\d{{1,4}}{_LETTER}(?: ?(?:[-/]|et|a) ?\d{{1,4}}{_LETTER})?+)"
    rf"(?P<comma> ?[,\n]? ?)(?P<of>(?:de |du )?(?:la |l')?)"
    rf"(?:(?P<sure>{SURE_WAYS})|(?P<doubtful>{DOUBTFUL_WAYS})"
    rf"|(?P<named>{ADJECTIVES}[ '-]{{0,2}}(?:{WAYS_WITH_ADJECTIVE})))(?![\w-])(?P<dot>\.?) ?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_THE = re.compile(r"\b(?:le|du|ce|au) \Z", re.IGNORECASE)
# « Grande Rue de la Guillotière », « Grande Rue Charles de Gaulle ».
_NAME_AFTER = re.compile(r" (?=(?:(?:de|du|des|d'|la|le|les|l')[ ]?){0,3}[A-Z][a-z])")
_YEAR = re.compile(r"\D(?:19|20)\d\d\Z")
_BOX_BEFORE = re.compile(r"(?:\A|[\n,;]|\w -) ?\Z")
# Without a postcode, a number after or a home, nothing else is an address.
_MORE = ("n°", "numero", "nr", "lieu", "resid", "boite", "bp", "b.p.", "cs ", "tsa")
_FIVE_DIGITS = re.compile(r"\d[\dABab] ?\d{3}")
_NO_NUMBER = re.compile(
    rf"(?<![\w'-])(?P<way>{SURE_WAYS}|place|pl|cours|route|passage|cite|residence|quartier|domaine"
    r"|village)(?![\w-])\.? ",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(
    r",? ?(?:n°|numero|nr\.?) ?\d{1,4}(?:[ -]?(?:bis|ter))?\b", re.IGNORECASE
)
_CUE = re.compile(rf"\b{CUES}\b[^.!?\n]{{0,40}}\Z", re.IGNORECASE)
# « en 2022, rue … », « vendredi 13, place … », « à 18 h 30, place … », « la ligne 12, rue … »
_NOT_A_HOUSE = re.compile(
    r"(?:\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lignes?|bus|tram|metro|articles?"
    r"|art\.?|camera n°|cameras?|page|chapitre|janvier|fevrier|mars|avril|mai|juin|juillet|aout"
    r"|septembre|octobre|novembre|decembre)|\d ?h) ?\Z",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"\b(?:les|des|ces|nos|mes|leurs|vos|ses|plus de|plusieurs) \Z", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:residence|resid?\.?|bat(?:iment)?\.?|appt?\.?|apt\.?|appartement|immeuble|esc(?:alier)?\.?"
    r"|hall|lotissement|lieu-?dit|hameau|chez)(?=[ .])[^.;:!?\n\x00]{1,40}(?:[,\n] ?|- ?| )\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?: ?[,;\n-] ?| )(?:(?:bat(?:iment)?|appt?|apt|appartement|esc(?:alier)?|porte|hall|logt|lot"
    r"|boite|immeuble|imm)\.? ?(?:n° ?)?(?:\d{1,4} ?[A-Z]?|[A-Z]\d{0,3})(?!\w)"
    r"|\d{1,2}(?:e|eme|er) (?:etage|droite|gauche)(?: (?:droite|gauche|face))?|rdc(?!\w)"
    r"|(?:bp|b\.p\.|cs|tsa) ?(?:n° ?)?\d{1,5}(?!\w))",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<![\w+])(?<!\d[ .,/-])(?:F-|FR-)?"
    r"(?P<postcode>(?:0[1-9]|[1-8]\d|9[0-5]|97|98|2[AB])(?: ?\d{3}|\d{3}))"
    r"(?P<gap> ?[-,]? ?)(?=[A-Za-z])"
)
_LINK = re.compile(r"(?: ?[,;\n(-]+ ?| )(?:(?:a|au) )?(?:(?:F|FR)-)?")
_FIVE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|97|98) ?\d{3}(?!\d)")
_BOX = re.compile(
    r"(?<!\w)(?:BP|B\.P\.|CS|TSA|boite postale) ?(?:n° ?)?\d{1,5}(?!\d)(?P<link> ?[,\n-]? ?)",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[Span]:
    """The postal addresses of a skeleton; may overlap."""
    position = 0
    for number in _NUMBER.finditer(text):
        found = _STREET.match(text, number.start()) if number.start() >= position else None
        end = _end_of_street(text, found) if found else None
        if found and end:
            position = end
            yield Span("address", _start(text, found.start()), _end_of_rest(text, end))
    lower = text.lower()
    if not (_FIVE_DIGITS.search(text) or any(word in lower for word in _MORE)):
        return
    yield from _without_number(text)
    for box in _BOX.finditer(text):
        town = _postcode_and_town(text, box.end())
        if town or box[0].lower().startswith("boite") or _is_box(text, box):
            yield Span("address", box.start(), town or box.end() - len(box["link"]))
    for found in _POSTCODE.finditer(text):
        is_said = _is_said(text, found.start()) or "(" in text[found.start() - 1 : found.start()]
        if end := end_of_town(text, found.end(), found["postcode"], is_said):
            yield Span("address", found.start(), end)


def _end_of_street(text: str, found: re.Match[str]) -> int | None:
    before = text[max(0, found.start() - 60) : found.start()]
    is_said = _CUE.search(before) is not None
    if found["of"] and not re.search(r"(?:\bau|\baux|numero|n°) ?\Z", before, re.IGNORECASE):
        return None
    end = _end_of_named(text, found) if found["named"] else end_of_name(text, found.end())
    if end is None or _NOT_A_HOUSE.search(before[-16:]) or _DETERMINER.search(before[-16:]):
        return None
    if _is_a_day(text, found, before):
        return None
    if is_said or _postcode_follows(text, end):
        return end
    if re.fullmatch(r"(?:19|20)\d\d", found["number"]):
        return None
    if found["doubtful"] and not _is_named(text[found.end() : end], found):
        return None
    if found["named"] and found["number"] == "1" and "," not in found["comma"]:
        return end if found["named"][0].isupper() else None  # « 1 grande rue piétonne »
    return end


def _end_of_named(text: str, found: re.Match[str]) -> int:
    """« 29 Grande Rue », « 29 Grande Rue de la Guillotière »."""
    following = _NAME_AFTER.match(text, found.end("named"))
    end = end_of_name(text, following.end()) if following else None
    return end or found.end("named")


def _is_a_day(text: str, found: re.Match[str], before: str) -> bool:
    """« le 12, rue fermée », « le 12, place au débat »."""
    if "," not in found["comma"] or found["named"]:
        return False
    following = _FIRST_WORD.match(text, found.end())
    word = following[0] if following else ""
    if word in {"au", "aux"}:
        return not text[found.end() + len(word) :].lstrip(" ")[:1].isupper()
    return word in STATES and _THE.search(before) is not None and len(found["number"]) < 3


def _is_named(name: str, found: re.Match[str]) -> bool:
    """Whether what follows « place », « cours »… is a name."""
    words = re.findall(r"[^\W_]+", name)
    content = [word for word in words if word.lower() not in {"de", "du", "des", "la", "l", "d"}]
    if not content or content[0].lower() in NO_NAMES:
        return False
    if found["doubtful"].lower() in {"r", "ch", "res", "lot", "pass", "chez", "mas", "za", "zi"}:
        return content[0][0].isupper() and (bool(found["dot"]) or len(content[0]) > 1)
    is_numbered = "," in found["comma"] or not found["number"].isdigit()
    is_definite = re.match(r"(?:du|de la|des|de l'|d'|de l)(?!\w)", name.lower()) is not None
    return content[0][0].isupper() or is_numbered or is_definite


def _start(text: str, start: int) -> int:
    """Where the address begins: at the building or the residence named before the number."""
    for _ in range(3):
        before = text[max(0, start - 60) : start]
        found = _BEFORE.search(before)
        if not found:
            break
        start += found.start() - len(before)
    return start


def _end_of_rest(text: str, end: int) -> int:
    """After the street: flats and floors, boxes, the postcode and the town."""
    for _ in range(6):
        found = _AFTER.match(text, end)
        if not found:
            break
        end = found.end()
    link = _LINK.match(text, end)
    if not link:
        return end
    if town := _postcode_and_town(text, link.end()):
        return town
    five = _FIVE.match(text, link.end())
    if not five:
        return end
    return five.end() + (1 if "(" in link[0] and text[five.end() : five.end() + 1] == ")" else 0)


def _without_number(text: str) -> Iterator[Span]:
    """« rue des Lilas, 75011 Paris », « rue des Lilas n° 12 »."""
    position = 0
    while found := _NO_NUMBER.search(text, position):
        position = found.end()
        end = end_of_name(text, found.end())
        if end is None:
            continue
        number = _NUMBER_AFTER.match(text, end)
        is_lonely = found["way"].lower().startswith(("lieu", "residence")) and _is_said(
            text, found.start()
        )
        if number or _postcode_follows(text, end) or is_lonely:
            position = _end_of_rest(text, number.end() if number else end)
            yield Span("address", _start(text, found.start()), position)


def _postcode_follows(text: str, end: int) -> bool:
    link = _LINK.match(text, end)
    return link is not None and (
        _postcode_and_town(text, link.end()) is not None
        or (_FIVE.match(text, link.end()) is not None and not _is_counted(text, link.end()))
    )


def _is_counted(text: str, start: int) -> bool:
    return re.match(r"[\d ]+(?:€|[a-z]{2})", text[start : start + 12]) is not None


def _postcode_and_town(text: str, start: int) -> int | None:
    found = _POSTCODE.match(text, start)
    return end_of_town(text, found.end(), found["postcode"], True) if found else None


def _is_box(text: str, box: re.Match[str]) -> bool:
    """« Mairie annexe, BP 12 », but not « le BP 2022 », a budget."""
    written = text[box.start() : box.end() - len(box["link"])]
    digits = len(re.findall(r"\d", written))
    if not written[0].isupper() or (digits < 4 and not written.startswith("B")):
        return False
    is_before = _BOX_BEFORE.search(text[max(0, box.start() - 3) : box.start()]) is not None
    return not _YEAR.search(written) and (is_before or _is_said(text, box.start()))


def _is_said(text: str, start: int) -> bool:
    return _CUE.search(text[max(0, start - 60) : start]) is not None
