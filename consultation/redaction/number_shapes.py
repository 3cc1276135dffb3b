"""Numbers that their form, or their check digits, give away: cards, identity papers, taxpayers.

Cards: ISO/IEC 7812, with Luhn's key. Passports and driving licences: two digits, two letters,
five digits; what machines read of them has « << ». The keys of other countries' numbers of
persons are python-stdnum's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from stdnum import luhn
from stdnum.be import nn
from stdnum.ch import ssn
from stdnum.es import dni, nie
from stdnum.fr import nif
from stdnum.it import codicefiscale

from consultation.redaction.figures import SIGN
from consultation.redaction.masks import Span


class _Form(NamedTuple):
    """How the numbers of a kind are written, and which of those are such numbers."""

    kind: str
    fewest_digits: int
    pattern: re.Pattern[str]
    is_valid: Callable[[str], bool]


def _form(kind: str, fewest: int, pattern: str, is_valid: Callable[[str], bool]) -> _Form:
    return _Form(kind, fewest, re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])"), is_valid)


_S = rf"{SIGN}{{0,2}}"
_AMOUNT = re.compile(r"\d{1,3}(?:\D\d{3})+")


def _is_card(written: str) -> bool:
    return not _AMOUNT.fullmatch(written) and bool(luhn.is_valid(re.sub(r"\D", "", written)))


def _is_compact(is_valid: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda written: is_valid(re.sub(r"[\W_]", "", written))


def _always(_written: str) -> bool:
    return True


_FORMS = (
    _form(
        "card",
        15,
        rf"(?=[2-6])(?:3{_S}[47](?:{_S}\d){{13}}|(?:2{_S}[2-7]|[456]{_S}\d)(?:{_S}\d){{14}})",
        _is_card,
    ),
    _form("paper", 7, r"\d{2}[ -]?[A-Z]{2}[ -]?\d{5}", _always),
    _form("paper", 0, r"[A-Z][A-Z\d<]{1,40}<<[A-Z\d<]{3,60}+", _always),
    _form("number", 13, r"[0-3]\d ?\d\d(?: ?\d{3}){3}", _is_compact(nif.is_valid)),
    _form("number", 11, r"\d\d\.?[01]\d\.?[0-3]\d[ -]?\d{3}[.-]?\d\d", _is_compact(nn.is_valid)),
    _form("number", 13, r"756\.?\d{4}\.?\d{4}\.?\d\d", _is_compact(ssn.is_valid)),
    _form("paper", 8, r"\d{8}[ -]?[A-Z]", _is_compact(dni.is_valid)),
    _form("paper", 7, r"[XYZ][ -]?\d{7}[ -]?[A-Z]", _is_compact(nie.is_valid)),
    _form(
        "number", 7, r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", _is_compact(codicefiscale.is_valid)
    ),
)
_LONG = re.compile(rf"\d(?:{SIGN}{{0,2}}[A-Z]{{0,2}}\d){{6}}")


def shaped_numbers(text: str, digit_count: int) -> Iterator[Span]:
    """Where a skeleton's text has a number that can be nothing else."""
    if "<<" not in text and not _LONG.search(text):
        return
    for form in _FORMS:
        for found in form.pattern.finditer(text) if digit_count >= form.fewest_digits else ():
            if form.is_valid(found[0]):
                yield Span(form.kind, *found.span())
