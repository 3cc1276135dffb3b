"""A claim where a document marks it, and what readers read there: signs that touch a mark go on
with its number, its word or its quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from consultation.packs.contribution.claims import Claim
from consultation.packs.verification.likeness import plain
from consultation.packs.verification.parts import Mark
from consultation.packs.verification.word_document import WordDocument

_SPACE = r"[^\S\n\u2028]"
_LETTERS_BEFORE, _LETTERS_AFTER = re.compile(r"[^\W\d_]+$"), re.compile(r"^[^\W\d_]+")
_DIGITS_BEFORE = re.compile(r"(?:\d[\d.,]*|\u2212)$")
_DIGITS_AFTER = re.compile(r"^(?:\d|[.,]\d)[\d.,]*")
# Between thousands stands a space: « 1 234 ».
_GROUP_BEFORE = re.compile(rf"(?<![\d.,/])\d{{1,3}}(?:{_SPACE}\d{{3}})*{_SPACE}$")
_GROUP_AFTER = re.compile(rf"^(?:{_SPACE}\d{{3}})+(?!\d)")
_UNIT_AFTER = re.compile(rf"^{_SPACE}?(?:mille|milliers?|millions?|milliards?)\b")
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
_NEAR = 60
_OPENING, _CLOSING = "«“", "»”"


@dataclass(frozen=True)
class Marked:
    """A claim in the document: the text that its mark holds, and `read`, what readers take for it,
    which goes from `start` to `end`."""

    claim: Claim
    text: str
    read: str
    start: int
    end: int


def marked_claims(document: WordDocument, claims: dict[str, Claim]) -> list[Marked]:
    """The claims that the document marks, in its order; what a mark without text touches counts."""
    marks = sorted(
        (mark for mark in document.marks if mark.claim_id in claims),
        key=lambda mark: (mark.start, mark.end),
    )
    text = document.text
    edges = [
        Mark("", 0, 0),
        *marks,
        Mark("", len(text), len(text)),
    ]
    found = []
    for (before, mark), (_, after) in pairwise(pairwise(edges)):
        room = slice(min(mark.start, before.end), max(mark.end, after.start))
        start, end = _read(text, mark, room, claims[mark.claim_id])
        held = text[mark.start : mark.end]
        found.append(Marked(claims[mark.claim_id], held, text[start:end], start, end))
    return found


def _read(text: str, mark: Mark, room: slice, claim: Claim) -> tuple[int, int]:
    """From where to where readers read the claim, within the room that other claims leave."""
    before = text[room.start : mark.start].rpartition("\n")[2]
    after = text[mark.end : room.stop].partition("\n")[0]
    held = text[mark.start : mark.end]
    if claim.kind == "quote" and held:
        return _read_quote(before, after, mark, held)
    end = mark.end + _after(after[:_NEAR], held)
    return mark.start - _before(before[-_NEAR:], text[mark.start : end]), end


def _before(before: str, held: str) -> int:
    """How many signs before the mark go on with what it holds."""
    if held[:1].isalpha():
        return _length(_LETTERS_BEFORE.search(before))
    group = _GROUP_BEFORE.search(before) if _THREE_DIGITS.match(held) else None
    return _length(group or _DIGITS_BEFORE.search(before))


def _after(after: str, held: str) -> int:
    """How many signs after the mark go on with what it holds."""
    if held[-1:].isalpha():
        return _length(_LETTERS_AFTER.search(after))
    found = _DIGITS_AFTER.search(after) or (_GROUP_AFTER.search(after) if held else None)
    if found or not held[-1:].isdecimal():
        return _length(found)
    return _length(_UNIT_AFTER.search(after))


def _length(found: re.Match[str] | None) -> int:
    return len(found[0]) if found else 0


def _read_quote(before: str, after: str, mark: Mark, held: str) -> tuple[int, int]:
    """What stands between the quotation marks around a quote, or the words that touch it."""
    opened = max(map(before.rfind, _OPENING))
    closed = min((place for place in map(after.find, _CLOSING) if place >= 0), default=-1)
    is_quoted = plain(held).startswith('"') and plain(held).endswith('"')
    is_within = opened > max(map(before.rfind, _CLOSING)) and closed >= 0
    if is_within and not is_quoted and not any(sign in after[:closed] for sign in _OPENING):
        return mark.start - len(before) + opened + 1, mark.end + closed
    touching = _LETTERS_BEFORE.search(before), _LETTERS_AFTER.search(after)
    return mark.start - _length(touching[0]), mark.end + _length(touching[1])
