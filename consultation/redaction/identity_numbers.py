"""Numbers of social security, of bank accounts and of cards.

Each has a key: check digits that are computed from its other digits.

NIR (INSEE, numéro d'inscription au répertoire): sex, year, month, département (2A and 2B in
Corsica), commune, order, and a key: 97 less the number modulo 97. The key is checked by
python-stdnum.

IBAN (ISO 13616): a country's code, two check digits (ISO 7064, modulo 97), then the account as that
country writes it. The format of each country's accounts is python-stdnum's, which follows the
register of SWIFT. Its length tells where a number ends in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from stdnum import luhn, numdb
from stdnum.fr import nir
from stdnum.iso7064 import mod_97_10

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.skeleton_numbers import RUN, SIGN

_S = rf"{SIGN}{{0,3}}"
_START = re.compile(
    r"(?=[A-Za-z])(?:(?<![^\W_])|(?<=iban)"
    r"|(?<=IBAN))[A-Za-z][.*|/_-]?[A-Za-z][^\w\x00]?\d[^\w\x00]?\d(?=[^\w\x00]{0,3}_?[A-Za-z0-9])"
)
# A number called an IBAN, but with wrong check digits, is most often a mistyped IBAN.
_CALLED_IBAN = re.compile(
    r"(?<!\w)(?:i\.?b\.?a\.?n|rib)(?![a-z])[^!?\n]{0,50}\Z",
    re.IGNORECASE,
)
_MY_IBAN = re.compile(
    rf"(?i:\biban\b)[^\d!?]{{0,40}}?(?P<number>[A-Z]{{2}}{_S}\d{_S}\d(?:{_S}[\dA-Z]){{8,30}})(?![a-z])"
)
_IBAN_AFTER = re.compile(r"[^\w.!?][^.!?\n\d]{0,24}\b(?:iban|rib)\b", re.IGNORECASE)
# The French account without its country: bank, branch, account, key.
_RIB = re.compile(
    rf"(?=\d)(?<![^\W_])(?<!\d[ .-])\d(?:{_S}\d){{9}}(?:{_S}[A-Za-z0-9]){{11}}"
    rf"(?:{_S}\d){{2}}(?![^\W_])"
)
_WORDED_RIB = re.compile(
    r"banque\W{0,4}\d{5}\W{1,4}(?:code )?guichet\W{0,4}\d{5}\W{1,4}(?:n°"
    r"|numero)?(?: de)? ?compte\W{0,4}"
    r"[\dA-Za-z]{11}(?:\W{1,4}cle(?: rib)?\W{0,4}\d\d)?",
    re.IGNORECASE,
)
_RIB_CUTS = {5, 10, 21, 23}
_RIB_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_LETTERS = {"n": r"\d", "a": "[A-Za-z]", "c": "[A-Za-z0-9]"}


def bank_accounts(text: str) -> Iterator[Span]:
    """Yield the IBANs and French RIBs in a skeleton's text: `FR14 2004 1010 0505 0001 3M02 606` →
    one span.

    The check digits of a number must be right, unless the text calls it an IBAN or names its parts.
    """
    if len(_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return  # « IBAN : FR76 XXXX… », hidden by its owner
    for number in _numbers_of_iban_shape(text):
        compact = _compact(number[0])
        is_valid = mod_97_10.is_valid(compact[4:] + compact[:4])
        before = max(0, number.start() - 60)
        if (
            is_valid
            or _CALLED_IBAN.search(text, before, number.start())
            or _IBAN_AFTER.match(text, number.end())
        ):
            yield Span("iban", *number.span())
    for number in _MY_IBAN.finditer(text):
        yield Span("iban", *number.span("number"))
    for number in _WORDED_RIB.finditer(text):
        yield Span("iban", *number.span())
    for number in _RIB.finditer(text):
        if int(_compact(number[0]).translate(_RIB_VALUES)) % 97 == 0:
            yield Span("iban", *number.span())


def shaped_as_bank_accounts(text: str) -> list[tuple[int, int]]:
    """The start and end of each number written like an IBAN or a RIB, even with wrong check digits:
    `FR14 2004 1010 0505 0001 3M02 606` → `[(0, 33)]`. Callers mask no telephone number inside
    it."""
    ribs = (number for number in _RIB.finditer(text) if _cuts(number[0]) <= _RIB_CUTS)
    return [number.span() for number in (*_numbers_of_iban_shape(text), *ribs)]


def without_a_key(text: str) -> Iterator[Span]:
    """Yield the numbers written like a NIR or a bank account, with any check digits: « 1 85 05 78
    006 084 36 » → a span. Numbers with the right check digits must be masked in the text
    before."""
    for number in _WITH_KEY.finditer(text):
        if _nir_cuts_of(number[0]) <= _NIR_CUTS or _CALLED_NIR.search(
            text, max(0, number.start() - 60), number.start()
        ):
            yield Span("nir", *number.span())
    for start, end in shaped_as_bank_accounts(text):
        yield Span("iban", start, end)


def _cuts(number: str, characters: str = "[A-Za-z0-9]+") -> set[int]:
    """The positions at which the groups of a number end, not counting separators: « 1 85 05 » →
    `{1, 3, 5}`. `characters` is the pattern of a group."""
    return set(accumulate(len(group) for group in re.findall(characters, number)))


def _numbers_of_iban_shape(text: str) -> Iterator[re.Match[str]]:
    for start in _START.finditer(text):
        shape = _shape(re.sub(r"[\W_]", "", start[0])[:2].upper())
        if shape and (number := shape.match(text, start.start())):
            yield number


def _compact(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", number).upper()


@cache
def _shape(country: str) -> re.Pattern[str] | None:
    """The pattern that matches the IBANs of a country (`FR`), with spaces and dots anywhere. None
    for an unknown country."""
    properties = numdb.get("iban").info(country)[0][1]
    parts = re.findall(r"(\d+)!([nac])", properties.get("bban", ""))
    if not parts:
        return None
    account = "".join((_S + _LETTERS[kind]) * int(length) for length, kind in parts)
    return re.compile(
        rf"{country[0]}[.*|/_-]?{country[1]}{_S}\d{_S}\d{account}(?![^\W_])", re.IGNORECASE
    )


_TWO = rf"{SIGN}{{0,2}}"
_CARD = re.compile(
    rf"(?<![^\W_])(?:3{_TWO}[47](?:{_TWO}\d){{13}}|(?:2{_TWO}[2-7]|[456]{_TWO}\d)(?:{_TWO}\d){{14}})"
    r"(?![^\W_])"
)
_CALLED_CARD = re.compile(
    r"(?<!\w)(?:cartes?|c\.?b|visa|mastercard|amex|american express)(?![a-z])[^\d!?\n]{0,40}"
    rf"(?P<number>\d(?:{_S}\d){{12,18}})(?![^\W_])",
    re.IGNORECASE,
)


def cards(text: str) -> Iterator[Span]:
    """Yield the card numbers (ISO/IEC 7812) with the right check digit (Luhn's), and the numbers
    that the text calls a card: `4111 1111 1111 1111` → a span."""
    for card in _CARD.finditer(text):
        if luhn.is_valid(re.sub(r"\D", "", card[0])):
            yield Span("card", *card.span())
    for card in _CALLED_CARD.finditer(text):
        yield Span("card", *card.span("number"))


_MONTH = rf"(?:0{_S}[1-9]|1{_S}[0-2]|[2-4]{_S}\d|[5-9]{_S}\d)"
_THIRTEEN = rf"(?<!\d)[12378]{_S}\d{_S}\d{_S}{_MONTH}{_S}(?:\d{_S}\d|2{_S}[ABab])(?:{_S}\d){{6}}"
# Sex, year, month, département, commune, order, key.
_NIR_CUTS = {1, 3, 5, 7, 10, 13, 15}
_KEY = rf"{SIGN}{{0,3}}(?:clef?)?{SIGN}{{0,3}}\d{_S}\d"
_WITH_KEY = re.compile(rf"{_THIRTEEN}{_KEY}(?!\d)", re.IGNORECASE)
# Words that announce a NIR, which then needs no key.
_SECU = (
    r"\b(?=[nsiva])(?:nir|n\.i\.r\.?|secu|s\.?s|securite sociale|insee|vitale|assuree?"
    r"|assurance maladie"
    r"|ameli)(?!\w)[^\d.!?]{0,50}?"
)
_CALLED_NIR = re.compile(rf"{_SECU}\Z", re.IGNORECASE)
_MY_NIR = re.compile(
    rf"\b(?:mon|ma|notre|son|sa|leur) (?:[a-z°']{{1,9}}\.? ){{0,2}}{_SECU}"
    rf"(?P<number>{_THIRTEEN}(?:{_KEY})?)(?!\d)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"{_SECU}(?P<number>{_THIRTEEN})(?!\d|[ ./(\[\n-]{{0,3}}\d{_S}\d(?!\d))", re.IGNORECASE
)
# Grouped as on the card, its key left out.
_GROUPED = re.compile(
    r"(?<![\d.,])(?<!\d[ .-])[12](?P<sign>[ .-])\d\d(?P=sign)(?:0[1-9]|1[0-2])(?P=sign)"
    r"(?:\d\d|2[ABab])(?P=sign)\d{3}(?P=sign)\d{3}(?!\d|[ .,/(-]{1,3}\d\d(?!\d))"
)

NEEDED = tuple((rough(pattern),) for pattern in (RUN, _WITH_KEY, _GROUPED, _SPELLED, _MY_NIR))
_DIGIT, _FEWEST_DIGITS = re.compile(r"\d"), 10
NEEDED_BY_BANKS = (
    (rough(RUN),),
    *(
        (rough(pattern), f"(?:[0-9][^0-9]*){{{_FEWEST_DIGITS}}}")
        for pattern in (_START, _MY_IBAN, _WORDED_RIB)
    ),
)


def social_security_numbers(text: str) -> Iterator[Span]:
    """Yield the NIRs with the right key, grouped as on the card, or called a NIR: `1 85 05 78 006
    084 91` → a span."""
    for number in _WITH_KEY.finditer(text):
        if nir.is_valid(_compact_nir(number[0])):
            yield Span("nir", *number.span())
    for number in _GROUPED.finditer(text):
        yield Span("nir", *number.span())
    for pattern in (_SPELLED, _MY_NIR):
        for number in pattern.finditer(text):
            yield Span("nir", *number.span("number"))


def shaped_as_social_security_numbers(text: str) -> list[tuple[int, int]]:
    """The start and end of each number written like a NIR, even with wrong check digits:
    `1 85 05 78 006 084 36` → `[(0, 21)]`. Callers mask no telephone number inside it."""
    numbers = _WITH_KEY.finditer(text)
    return [number.span() for number in numbers if _nir_cuts_of(number[0]) <= _NIR_CUTS]


def _compact_nir(number: str) -> str:
    return re.sub(r"[^0-9AB]", "", re.sub("(?i)clef?", "", number).upper())


def _nir_cuts_of(number: str) -> set[int]:
    return _cuts(re.sub("(?i)clef?", "", number), "[0-9ABab]+")
