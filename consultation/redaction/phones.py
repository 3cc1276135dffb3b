"""Telephone numbers: French ones in every usual spelling, others with + or 00.

The French numbering plan (ARCEP): ten digits from 01 to 09, overseas 0262, 0590…; written
abroad, the country's code (UIT-T E.164, at most fifteen digits) takes the place of the 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from consultation.redaction.masks import Span
from consultation.redaction.skeleton import Care

_SEPARATOR = r"(?:[ \n./_·-]{1,3})?"
_NINE = rf"[1-9](?:{_SEPARATOR}\d){{8}}(?!\d)"
_FRENCH = re.compile(
    rf"(?=[(0])(?<![\d+])(?<!\d,)(?:\(?0[1-9]\)(?:{_SEPARATOR}\d){{8}}(?!\d)|0[ .]?{_NINE})"
)
# The (0) makes it a telephone number, whatever stands before.
_ABROAD = re.compile(
    rf"(?=[( +03])(?:\(? ?(?:\+ ?|(?<!\d)(?<!\d[ .])00 ?)33 ?\)?|(?<![\d+])33(?= ?[1-9]))"
    rf"[ ./-]{{0,2}}(?:\(0\)|0)?[ ./-]{{0,2}}(?:\([1-9]\)(?:{_SEPARATOR}\d){{8}}(?!\d)|{_NINE})"
    rf"|\(0\)[ ]?{_NINE}"
)
_FOREIGN = re.compile(
    r"\(?(?:(?<![\w+])\+ ?|(?<![\w+])(?<!\d[ .])00 ?)"
    r"\(?[1-9]\d{0,14}(?:[ ./()-]{1,3}\d{1,12}){0,9}+"
)
_UNIT = re.compile(
    r"[ ,]?\d* ?(?:€|%|(?:euros?|eur|habitants?|personnes|milliards?|millions?|francs?|k€|m2)\b)",
    re.IGNORECASE,
)
_LABEL = (
    r"tel|telephone|telephoner|portable|port|mobile|fixe|fax|appel|appeler|appelez|joindre"
    r"|joignable|rappeler|rappelez|whatsapp|signal|sms|texto|contacter|contact|gsm"
)
_CALLED = re.compile(
    rf"\b(?=[apcfgjmrstw])(?:{_LABEL})\b\.?(?: ?-?(?:moi|nous|me|est|le|au|sur|mon|ma"
    r"|numero|n°|no)){0,4}[ :.(°-]{0,4}\Z",
    re.IGNORECASE,
)
# After a word that says so, also with commas, without the first 0, or badly grouped.
_LABELLED = re.compile(
    rf"\b(?=[apcfgjmrstw])(?:{_LABEL})\b\.?"
    r"(?: ?-?(?:moi|nous|me|est|le|au|sur|mon|numero|n°|no)){0,4}"
    r"[ :.(-]{0,4}(?P<number>\+?\d(?:[ .,/_-]{0,3}\d){8,10})(?![\d])",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"(?=[acdefilrstv])(?:siren|siret|rcs|dossiers?|references?|ref|facture|commande|deliberation|isbn|ean|rna"
    r"|departements?|article|loi|decret|arrete|ticket|contrat|client|version)\.?"
    r"[ :]*(?:(?:n°|no|numero|n)[ :.]*)?\Z",
    re.IGNORECASE,
)
_LAYOUTS = {
    (10,), (2, 2, 2, 2, 2), (2, 8), (4, 6), (4, 2, 2, 2), (4, 3, 3), (3, 3, 4), (3, 3, 2, 2),
    (2, 4, 4), (2, 3, 3, 2), (2, 2, 3, 3), (2, 2, 6), (2, 4, 2, 2), (1, 9), (1, 3, 3, 3),
    (1, 1, 2, 2, 2, 2), (1, 3, 2, 2, 2), (1, 1, 1, 1, 1, 1, 1, 1, 1, 1), (3, 7), (5, 5),
    (2, 3, 2, 3), (2, 2, 2, 4), (2, 3, 5), (6, 2, 2), (4, 4, 2), (3, 2, 2, 3), (6, 4), (2, 2, 4, 2),
}  # fmt: skip
# National digits after the country's code, where neighbours and overseas make it worth knowing.
_LONGEST = {
    **dict.fromkeys(("1", "7", "44", "39", "225"), 10),
    **dict.fromkeys(("32", "41", "34", "31", "40", "48", "351", "352", "212", "213", "221"), 9),
    **dict.fromkeys(("262", "590", "594", "596", "508", "689", "243", "237", "380"), 9),
    **dict.fromkeys(("216", "223", "687", "377"), 8),
}
_LONGEST_ELSEWHERE = 11
# What goes on after a number, of which any part may be one.
_RUN_OF_DIGITS = re.compile(r"(?:[ \n./_·-]{1,3}\d++)*+")
# So many numbers that may be telephones in a text of up to 100 kB.
_MOST = 1500


def phones(text: str) -> Iterator[Span]:
    """Where a skeleton's text has telephone numbers; spans may overlap."""
    for found in _ABROAD.finditer(text) if "33" in text or "(0)" in text else ():
        yield Span("phone", *_balance_brackets(text, found.start(), found.end()))
    care = Care(text, _MOST)
    for found in _FOREIGN.finditer(text) if "+" in text or "00" in text else ():
        if care.is_spent():
            yield Span("phone", *_balance_brackets(text, found.start(), found.end()))
        elif (end := _end_of_foreign(text, found)) is not None:
            yield Span("phone", *_balance_brackets(text, found.start(), end))
    for found in _LABELLED.finditer(text):
        if not _UNIT.match(text, found.end()):
            yield Span("phone", *found.span("number"))
    position, care = 0, Care(text, _MOST)
    while number := _FRENCH.search(text, position):
        if care.is_spent():
            run = _RUN_OF_DIGITS.match(text, number.end())
            position = run.end() if run else number.end()
            yield Span("phone", number.start(), position)
            continue
        is_phone = _is_french(text, number)
        position = number.end() if is_phone else number.start() + 1
        if is_phone:
            yield Span("phone", *_balance_brackets(text, number.start(), number.end()))


def _balance_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the stretch, without a parenthesis at its start that it doesn't close."""
    if text[start] != "(" and not text[start].isspace():
        return start, end
    stretch = text[start:end]
    if stretch.startswith("(") and stretch.count("(") > stretch.count(")"):
        start += 1
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end


def _is_french(text: str, found: re.Match[str]) -> bool:
    number = found[0]
    before = text[max(0, found.start() - 48) : found.start()]
    # Both patterns of words end with a word and these signs.
    has_words = before.rstrip(" :.(°-")[-1:].isalpha()
    if re.match("[A-Z](?![a-z])|_", text[found.end() : found.end() + 2]):
        return False
    if before[-1:].isupper() or before[-1:] == "_" or (has_words and _OTHER_NUMBER.search(before)):
        return False
    groups = re.findall(r"\d+", number)
    is_called = has_words and _CALLED.search(before) is not None
    layout = tuple(map(len, groups))
    if layout not in _LAYOUTS or layout == (2, 2, 4, 2):
        return is_called
    return is_called or not (_is_listed(text, found, groups) or _is_dated(number))


def _is_dated(number: str) -> bool:
    """« 01/02/2022 03 »: separators of two kinds, one of them a slash."""
    separators = set(re.findall(r"[^\d\s()]+", number))
    return "/" in separators and (len(separators) > 1 or " " in re.sub(r" ?/ ?", "/", number))


def _is_listed(text: str, found: re.Match[str], groups: list[str]) -> bool:
    """« 01 02 03 04 05 06 »: départements, days; a number that goes on as it began and grows."""
    if len(groups) != 5:
        return False
    separator = re.search(r"\D+", found[0])
    mark = re.escape(separator[0]) if separator else ""
    if all(int(second) == int(first) + 1 for first, second in pairwise(groups)):
        return True
    after = re.match(rf"{mark}(\d\d)(?!\d)", text[found.end() : found.end() + 6])
    before = re.search(rf"(?<!\d)(\d\d){mark}\Z", text[max(0, found.start() - 6) : found.start()])
    if not after and not before:
        return False
    values = [*([before[1]] if before else []), *groups, *([after[1]] if after else [])]
    return all(int(first) < int(second) for first, second in pairwise(values))


def _end_of_foreign(text: str, found: re.Match[str]) -> int | None:
    """Where a number with + or 00 ends: at the last group that the country's numbers have room
    for; None when it is an amount or too short."""
    first = found[0]
    digits, end = "", None
    for group in re.finditer(r"\d+", first):
        value = group[0][2:] if not digits and first.lstrip("(").startswith("00") else group[0]
        if len(digits) + len(value) > _room(digits + value):
            break
        digits += value
        end = found.start() + group.end()
    if end is None or len(digits) < 8 or digits.startswith(("0", "10")) or digits.endswith("00000"):
        return None
    if text[end : end + 1].isdigit() or _UNIT.match(text, end) or digits.startswith("33"):
        return None
    return end


def _room(digits: str) -> int:
    for length in (1, 2, 3):
        if (longest := _LONGEST.get(digits[:length])) is not None:
            with_zero = 1 if digits[length : length + 1] == "0" else 0  # « +32 (0)475… »
            return length + longest + with_zero
    return 3 + _LONGEST_ELSEWHERE
