"""Telephone numbers: French in every usual spelling, of other countries if they have + or 00.

The French numbering plan (ARCEP): ten digits from 01 to 09, overseas 0262, 0590… Written abroad,
the country's code (UIT-T E.164, at most fifteen digits) replaces the 0: « 06 12 34 56 78 » → « +33
6 12 34 56 78 ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import phonenumbers

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.skeleton_numbers import RUN, SIGN

_SEPARATOR = rf"{SIGN}{{0,4}}+"
_NINE = rf"[1-9](?:{_SEPARATOR}\d){{8}}(?!\d)"
_FRENCH = re.compile(
    rf"(?=[(0])(?<![\d+])(?<!\d,)(?<!\b20\d\d-)(?:\(?0[1-9]\)(?:{_SEPARATOR}\d){{8}}(?!\d)|0{_SEPARATOR}{_NINE})"
)
# The (0) makes it a telephone number, whatever is before it.
_ABROAD = re.compile(
    rf"(?=[( +03])(?:\(? ?(?:\+ ?|(?<!\d)(?<!\d[ .])00 ?)33 ?\)?|(?<![\d+])33(?= ?[1-9]))"
    rf"{SIGN}{{0,3}}?(?:\(0\)|0)?{SIGN}{{0,3}}(?:\([1-9]\)(?:{_SEPARATOR}\d){{8}}(?!\d)|{_NINE})"
    rf"|\(0\)[ ]?{_NINE}"
)
_FOREIGN = re.compile(
    r"\(?(?:(?<![\w+])\+ ?|(?<![\w+])(?<!\d[ .])00 ?)"
    r"\(?[1-9]\d{0,14}(?:[ ./()-]{1,3}\d{1,12}){0,9}+"
)
_LABEL = (
    r"tel|telephone|telephoner|portable|port|mobile|fixe|fax|appel|appeler|appelez|joindre"
    r"|joignable|rappeler|rappelez|whatsapp|signal|sms|texto|contacter|contact|gsm|bigo\w*"
    r"|(?:mon|notre|son|leur) (?:numero|num|n°|06|07|0[1-59])|mon"
)
# After a word such as « tél. », a number may have commas, lack its first 0, or be badly grouped.
_LABELLED = re.compile(
    rf"(?<!\w)(?=[abcfgjlmnprstw])(?:{_LABEL})(?!\w)\.?"
    r"(?: ?-?(?:moi|nous|me|est|le|au|sur|mon|numero|n°|no)){0,4}"
    r"[ :.(-]{0,4}(?P<number>\+?\d(?:[ .,/_*·|-]{0,3}\d){8,10}|[1-9]\d(?:[ .,/_*·|-]{0,3}\d\d){3})"
    r"(?![ .-]?\d)",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"(?=[acdefilrstv])(?:siren|siret|rcs|dossiers?|references?|ref|facture|commande"
    r"|deliberation|isbn|ean|rna"
    r"|departements?|article|loi|decret|arrete|ticket|contrat|client|version)\.?"
    r"[ :]*(?:(?:n°|no|numero|n)[ :.]*)?\Z",
    re.IGNORECASE,
)
# The lengths of groups in a date with the digits after it: « 01/02/2022 03 ».
_DATED = (2, 2, 4, 2)
# Digits of the longest number there is (E.164).
_LONGEST = 15
NEEDED = ((rough(RUN),),)


def phones(text: str) -> Iterator[Span]:
    """Yield the telephone numbers in a skeleton's text: `06 12 34 56 78` → a span. Spans may
    overlap."""
    for phone in _ABROAD.finditer(text) if "33" in text or "(0)" in text else ():
        yield Span("phone", *phone.span())
    for phone in _FOREIGN.finditer(text) if "+" in text or "00" in text else ():
        if (end := _end_of_foreign(text, phone)) is not None:
            yield Span("phone", phone.start(), end)
    for phone in _LABELLED.finditer(text):
        yield Span("phone", *phone.span("number"))
    position = 0
    while number := _FRENCH.search(text, position):
        is_phone = _is_french(text, number)
        position = number.end() if is_phone else number.start() + 1
        if is_phone:
            yield Span("phone", *number.span())


def _is_french(text: str, phone: re.Match[str]) -> bool:
    number = phone[0]
    before = text[max(0, phone.start() - 48) : phone.start()]
    if re.match("[A-Z](?![a-z])|_", text[phone.end() : phone.end() + 2]):
        return False
    if before[-1:].isupper() or before[-1:] == "_" or _OTHER_NUMBER.search(before):
        return False
    groups = re.findall(r"\d+", number)
    layout = tuple(map(len, groups))
    if layout == _DATED or (layout == (10,) and re.search(r"\d[/-]\Z", before)):
        return False
    return not (_is_listed(text, phone, groups) or _is_dated(number))


def _is_dated(number: str) -> bool:
    """True if digits are a date or hours, not a telephone number: « 01/02/2022 03 », « 09:00-12:00
    14 ».

    They mix two separators, of which one belongs to dates or hours.
    """
    separators = set(re.findall(r"[^\d\s()]+", number))
    return any(
        mark in number and (len(separators) == 2 or " " in re.sub(f" ?{mark} ?", mark, number))
        for mark in "/:,;"
    )


def _is_listed(text: str, phone: re.Match[str], groups: list[str]) -> bool:
    """True if five `groups` of digits are a list, not a telephone number: they are separated by
    commas or semicolons, or grow like the days of a month (« 01 02 03 04 05 06 »)."""
    if len(groups) != 5:
        return False
    separator = re.search(r"\D+", phone[0])
    mark = re.escape(separator[0]) if separator else ""
    if mark.startswith((",", ";")) and " " in mark:
        return True
    if all(int(second) == int(first) + 1 for first, second in pairwise(groups)):
        return True
    after = re.match(rf"{mark}(\d\d)(?!\d)", text[phone.end() : phone.end() + 6])
    before = re.search(rf"(?<!\d)(\d\d){mark}\Z", text[max(0, phone.start() - 6) : phone.start()])
    if not after and not before:
        return False
    values = [*([before[1]] if before else []), *groups, *([after[1]] if after else [])]
    return all(int(first) < int(second) for first, second in pairwise(values))


def _end_of_foreign(text: str, phone: re.Match[str]) -> int | None:
    """The position at which another country's telephone number, with + or 00, ends: « +32 470 12 34
    56 » → after « 56 ». Further groups of digits are left out. None if there is no such number."""
    first, digits, end = phone[0], "", None
    for group in re.finditer(r"\d+", first):
        is_prefix = not digits and first.lstrip("(").startswith("00")
        digits += group[0][2:] if is_prefix else group[0]
        if len(digits) > _LONGEST:
            break
        if _is_number_abroad(digits):
            end = phone.start() + group.end()
    if end is None or text[end : end + 1].isdigit():
        return None
    return end


def _is_number_abroad(digits: str) -> bool:
    """True if the digits are a number of another country than France: `32470123456`, not
    `33612345678`."""
    if len(digits) < 8 or digits.startswith(("0", "10", "33")) or digits.endswith("00000"):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False
