"""Numbers put in figures, so that patterns find them although they are spelled or disguised:
« zéro six 39 98 douze 34 », « O6 39… », « 0 6 3 9… », « douze rue des Lilas »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import compress

from consultation.redaction.rough_patterns import rough
from consultation.redaction.skeleton import BARRIER, Skeleton, rewrite
from consultation.redaction.vocabulary import LIVES, SURE_WAYS

# A character between two digits of one number. A sign of currency or percent ends the number.
SIGN = rf"(?:[^\w{BARRIER}%€$£@]|_)"

_UNITS = ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_TEENS = ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize")
_TENS = {
    **{"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70},
    **{"quatre-vingt": 80, "quatre-vingts": 80, "huitante": 80, "octante": 80, "nonante": 90},
}


def _values() -> dict[str, int]:
    """Each number below a hundred, by its words with hyphens: `quatre-vingt-dix-sept` → 97."""
    low = {word: value for value, word in enumerate((*_UNITS, *_TEENS))}
    low |= {f"dix-{word}": 10 + _UNITS.index(word) for word in ("sept", "huit", "neuf")}
    rest = {word: value for word, value in low.items() if value}
    return (
        low
        | _TENS
        | {f"{ten}-{word}": tens + rest[word] for ten, tens in _TENS.items() for word in rest}
        | {f"{ten}-et-{word}": _TENS[ten] + rest[word] for ten in _TENS for word in ("un", "onze")}
    )


VALUES = _values()
# Words that may begin a number. « un » is left out, as it is an article.
NUMBER_WORDS = ("zero", *_UNITS[2:], *_TEENS, *(ten for ten in _TENS if "-" not in ten))


def _first_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, with hyphens or spaces, and tries the longest first:
    `dix`, `dix-sept` → `dix[ -]sept|dix`."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word))).replace("-", "[ -]")


# The same as one list of all of `VALUES`, longest first, which takes ten times as long to compile.
_BELOW_TWENTY = _first_of(word for word, value in VALUES.items() if value < 20)
_WORD = (
    rf"(?:{_first_of(_TENS)})(?:[ -](?:et[ -](?:onze|un)"
    rf"|{_first_of(word for word, value in VALUES.items() if 0 < value < 20)}))?|{_BELOW_TWENTY}"
)
IN_WORDS = rf"(?:{_WORD})(?![^\W_])"
# « huit cent soixante-quinze », « cent vingt-trois ».
_HUNDREDS = (
    rf"(?:(?P<hundreds>{'|'.join(_UNITS[2:])})[ -])?cents?(?![^\W_])(?:[ -](?P<rest>{_WORD}))?"
)
BELOW_A_THOUSAND = rf"(?:{re.sub('[(][?]P<[a-z]+>', '(?:', _HUNDREDS)}|{_WORD})(?![^\W_])"
_NUMBER = rf"(?:\d{{1,11}}|{BELOW_A_THOUSAND})"
_IN_HUNDREDS = re.compile(_HUNDREDS, re.IGNORECASE)
_IN_WORDS = re.compile(rf"(?<![^\W\d_]){BELOW_A_THOUSAND}(?![^\W\d_])", re.IGNORECASE)
_PLUS = re.compile(r"plus(?= )", re.IGNORECASE)
# Four disguises: a number read out, a house number in words, digits spaced out, letters for digits.
_READ_OUT = (
    rf"(?P<read>(?=[\dcdhnopqstuvz])(?<![^\W_])(?:plus )?{_NUMBER}"
    rf"(?:{SIGN}{{1,3}}+(?:clef? )?{_NUMBER}){{3,20}}+)"
)
_WAY_AFTER = rf"(?: bis| ter)?,? (?:de (?:la |l')?)?(?:{SURE_WAYS})(?!\w)"
_HOUSE = (
    rf"(?P<before>(?:\A|[\n,;:(] ?|(?<!\w)(?:a|au|le|du|numero|n°|adresse|est|{LIVES}) ))"
    rf"(?!un[ ,])(?P<house>{BELOW_A_THOUSAND})(?={_WAY_AFTER})"
)
_APART = (
    rf"(?P<apart>(?<![^\s{BARRIER}(:=])[^\s{BARRIER}](?: [^\s{BARRIER}](?![^\s{BARRIER},;.!?)])"
    rf"){{6,}}+)"
)
_ALIKE = re.compile(
    rf"(?<![^\W_])(?!\d{{1,3}}o\d\d?')(?:(?=[OoIl]{{1,4}}\d|\d{{1,16}}[OoIl])[\dOoIl]{{2,34}}+"
    rf"|(?<=\d{SIGN})[OoIl]{{1,2}}(?={SIGN}\d))(?![^\W_])"
)
# Quick tests for a number read out and a house number in words, which texts seldom have.
_MAYBE_READ_OUT = re.compile(
    rf"(?:{'|'.join(NUMBER_WORDS)})(?:s?{SIGN}{{1,3}}(?:\d|un|onze|clef?|cent"
    rf"|{'|'.join(NUMBER_WORDS)}))"
)
_MAYBE_HOUSE = re.compile(BELOW_A_THOUSAND + _WAY_AFTER)
_DIGIT = re.compile(r"\d")
_MAYBE_ALIKE = re.compile(rf"[OoIl]\d|\d[OoIl]|\d{SIGN}[OoIl]{{1,2}}{SIGN}\d")
# Nine digits in a row, as the shortest telephone number has. Cards have more.
RUN = re.compile(rf"\d(?:{SIGN}{{0,4}}+\d){{8}}")
NEEDED = (
    *((rough(words, in_any_case=True),) for words in (_MAYBE_READ_OUT, _MAYBE_HOUSE)),
    *((rough(re.compile(_APART)),), (rough(_MAYBE_ALIKE),)),
)
_DIGITS = str.maketrans("OoIl", "0011")


@cache
def _figures(*needs: bool) -> re.Pattern[str]:
    """The pattern of numbers to put in figures. It finds spaced out digits and letters. If
    `needs[0]`, also numbers read out (« zéro six »). If `needs[1]`, also house numbers in words
    (« douze rue »)."""
    return re.compile("|".join([*compress((_READ_OUT, _HOUSE), needs), _APART]), re.I)


def in_figures(read: Skeleton) -> Skeleton:
    """The skeleton with its numbers in figures: « zéro six 39 98 douze 34 » → `0639981234`.
    Characters that were spaced out are joined: « 0 6 3 9 9 8 1 2 » → `06399812`."""
    has_words = any(map(read.lower.__contains__, NUMBER_WORDS))
    is_read_out = has_words and _MAYBE_READ_OUT.search(read.lower) is not None
    is_house = has_words and _MAYBE_HOUSE.search(read.lower) is not None
    if is_read_out or is_house or "@" in read.text or _DIGIT.search(read.text):
        return rewrite(read, _figures(is_read_out, is_house), _put_figures)
    return Skeleton(read.text, read.lower, None)


def with_digits(text: str) -> str:
    """The text with letters replaced by the digits that they resemble: « O6 l2 » → `06 12`."""
    if not _MAYBE_ALIKE.search(text):
        return text
    return _ALIKE.sub(lambda run: run[0].translate(_DIGITS), text)


def _put_figures(number: re.Match[str]) -> str:
    if number.lastgroup == "apart":
        return number[0].replace(" ", "")
    if number.lastgroup == "house":
        return number["before"] + _value(number["house"])
    figures = _PLUS.sub("+", _IN_WORDS.sub(lambda word: _value(word[0]), number[0]))
    if figures == number[0]:
        return figures
    digits = re.sub(r"[^\d+]", "", figures)
    is_phone = re.fullmatch(r"0[1-9]\d{8}|\+33\d{9,10}", digits)
    return digits if is_phone else figures


def _value(words: str) -> str:
    if hundreds := _IN_HUNDREDS.fullmatch(words):
        rest = VALUES[_with_hyphens(hundreds["rest"])] if hundreds["rest"] else 0
        return str(VALUES[(hundreds["hundreds"] or "un").lower()] * 100 + rest)
    return str(VALUES[_with_hyphens(words)])


def _with_hyphens(words: str) -> str:
    return words.lower().replace(" ", "-")
