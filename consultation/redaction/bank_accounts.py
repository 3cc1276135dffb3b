"""IBAN (ISO 13616): a country's code, two check digits (ISO 7064, modulo 97), then the account as
that country writes it. The shape of each country's accounts is python-stdnum's, which follows the
register of SWIFT: it also says where the number ends in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from stdnum import numdb
from stdnum.iso7064 import mod_97_10

from consultation.redaction.model import Span

_SEPARATOR = r"[ .\n-]{0,2}"
_START = re.compile(r"(?=[A-Za-z])(?<![^\W_])[A-Za-z]{2} ?\d\d(?=[ .\n-]{0,2}[A-Za-z0-9])")
# The French account without its country: bank, branch, account, key.
_RIB = re.compile(
    rf"(?=\d)(?<![^\W_])(?<!\d[ .-])\d(?:{_SEPARATOR}\d){{9}}(?:{_SEPARATOR}[A-Za-z0-9]){{11}}"
    rf"(?:{_SEPARATOR}\d){{2}}(?![^\W_])"
)
_RIB_CUTS = {5, 10, 21, 23}
_RIB_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_LETTERS = {"n": r"\d", "a": "[A-Za-z]", "c": "[A-Za-z0-9]"}


def bank_accounts(text: str) -> Iterator[Span]:
    """The IBANs of a skeleton and the French RIBs whose check digits are right."""
    for number in _shaped(text):
        compact = _compact(number[0])
        if mod_97_10.is_valid(compact[4:] + compact[:4]):
            yield Span("iban", *number.span())
    for number in _RIB.finditer(text):
        if int(_compact(number[0]).translate(_RIB_VALUES)) % 97 == 0:
            yield Span("iban", *number.span())


def shaped_as_bank_accounts(text: str) -> list[tuple[int, int]]:
    """Where a skeleton has what is written as an IBAN, whatever its check digits: no other number
    is to be found inside."""
    ribs = (number for number in _RIB.finditer(text) if _cuts(number[0]) <= _RIB_CUTS)
    return [number.span() for number in (*_shaped(text), *ribs)]


def _cuts(written: str) -> set[int]:
    """After how many signs something else is written."""
    return set(accumulate(len(group) for group in re.findall("[A-Za-z0-9]+", written)))


def _shaped(text: str) -> Iterator[re.Match[str]]:
    for start in _START.finditer(text):
        shape = _shape(start[0][:2].upper())
        if shape and (number := shape.match(text, start.start())):
            yield number


def _compact(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", number).upper()


@cache
def _shape(country: str) -> re.Pattern[str] | None:
    """How a country's IBANs are written, spaces and dots anywhere."""
    properties = numdb.get("iban").info(country)[0][1]
    parts = re.findall(r"(\d+)!([nac])", properties.get("bban", ""))
    if not parts:
        return None
    account = "".join((_SEPARATOR + _LETTERS[kind]) * int(length) for length, kind in parts)
    return re.compile(rf"{country} ?\d{_SEPARATOR}\d{account}(?![^\W_])", re.IGNORECASE)
