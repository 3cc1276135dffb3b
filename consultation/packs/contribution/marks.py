"""Marks around what a document claims, until it is finished.

A text that people write has statements in its holes; each stands there between marks, which say
what it claims. The claims of a document are the marks of its text, in its order, and they go before
anybody reads it.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import astuple, fields, is_dataclass, replace
from typing import Any, TypeVar

from consultation.packs.contribution.claims import Claim

# Noncharacters, which XML takes and no text holds. What a respondent types is no mark: it lacks a
# word that is drawn when the program starts, and that no document keeps.
OPEN, MIDDLE, CLOSE, TABLE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
MARKS = OPEN + MIDDLE + CLOSE + TABLE
_DRAWN = OPEN + secrets.token_hex(8)
MARK = re.compile(f"{_DRAWN}[^{MARKS}]*{MIDDLE}[^{MARKS}]*{CLOSE}")
_ENDS_OF_LINES = re.compile("[\t\n\r]+")
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

Written = TypeVar("Written")


def showable(text: str) -> str:
    """The text as a document can hold it: a line, each sign that XML has no place for replaced."""
    return _UNSHOWN.sub("\ufffd", _ENDS_OF_LINES.sub(" ", text))


def mark_of(claim: Claim) -> str:
    """What a claim says, between marks that tell what it is."""
    shown = replace(claim, value=showable(claim.value))
    return f"{_DRAWN}{json.dumps(astuple(shown))}{MIDDLE}{shown.value}{CLOSE}"


def claim_of(mark: str) -> Claim:
    """What stands between marks claims."""
    told = mark.removeprefix(_DRAWN).partition(MIDDLE)[0]
    return Claim(*json.loads(told))


def claims_in(written: object) -> Iterator[Claim]:
    """What the texts of a document claim, in its order."""
    if isinstance(written, str):
        yield from map(claim_of, MARK.findall(written))
    elif isinstance(written, tuple | list):
        for each in written:
            yield from claims_in(each)
    elif is_dataclass(written):
        for each in fields(written):
            yield from claims_in(getattr(written, each.name))


def without_marks(written: Written) -> Written:
    """The document as people read it."""
    found: Any = written
    if isinstance(written, str):
        found = MARK.sub(lambda mark: claim_of(mark[0]).value, written)
    elif isinstance(written, tuple):
        found = tuple(map(without_marks, written))
    elif is_dataclass(written) and not isinstance(written, type):
        found = replace(
            written,
            **{each.name: without_marks(getattr(written, each.name)) for each in fields(written)},
        )
    read: Written = found
    return read
