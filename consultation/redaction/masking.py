"""A text without what must not leave."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from consultation.redaction.addresses import addresses
from consultation.redaction.bank_accounts import bank_accounts, shaped_as_bank_accounts
from consultation.redaction.emails import emails
from consultation.redaction.model import STAND_INS, Mask, Own, Redacted, Span, apart
from consultation.redaction.own_words import own_spans
from consultation.redaction.phones import phones
from consultation.redaction.plates import plates
from consultation.redaction.skeleton import BARRIER, Skeleton, skeleton
from consultation.redaction.social_security import (
    shaped_as_social_security_numbers,
    social_security_numbers,
)

_DIGIT = re.compile(r"\d")
# An e-mail address has one of these; the letters are those of the skeleton in lower case.
_AT = ("@", "aroba", "arroba", " at ", " chez ", "_at_", "-at-", "(", "[", "{", "<")
# As many digits in a row as the shortest telephone number has.
_RUN = re.compile(r"\d(?:[ \n./,_·()-]{0,4}+\d){8}")
# What may be masked without a digit: « au lieu-dit Le Bourg », « résidence Les Lilas ».
_HOME = ("lieu", "resid")
# What one mask hides can change what stands beside it: the text is read again until nothing is
# found. Two readings nearly always do; the bound keeps a text made on purpose from costing more.
_MOST_READINGS = 8
_NOBODY = Own()
# Digits of the shortest number that may hold another: a NIR of Corsica.
_SHORTEST_OTHER = 14


def redact(text: str, own: Own = _NOBODY, words: tuple[str, ...] = ()) -> Redacted:
    """The text with a stand-in for each contact detail, identity number, plate, for what is the
    respondent's `own`, and for the `words` that an organiser asked to mask. Stand-ins that it
    already has stay."""
    pieces: list[Mask] = []
    current = text
    for _ in range(_MOST_READINGS):
        masks = _read(current, own, words)
        if not masks:
            break
        pieces = _merged(pieces, masks)
        current = _written(text, pieces)
    return Redacted(current, tuple(pieces))


def _read(text: str, own: Own, words: tuple[str, ...]) -> list[Mask]:
    """The masks of one reading, with the offsets of what was read."""
    read = skeleton(text)
    found = (*_structured(read), *own_spans(read, own, words))
    spans = [span for span in found if BARRIER not in read.text[span.start : span.end]]
    return [Mask(span.kind, *read.original(span.start, span.end)) for span in apart(spans)]


def _structured(read: Skeleton) -> Iterator[Span]:
    text = read.text
    digit_count = len(_DIGIT.findall(text))
    if any(sign in read.lower for sign in _AT):
        yield from emails(text)
    if digit_count >= 8 and _RUN.search(text):
        yield from _outside_other_numbers(text, phones(text), digit_count)
    if digit_count >= 12:
        yield from social_security_numbers(text)
    if digit_count >= 4:
        yield from bank_accounts(text)
    if digit_count >= 3:
        yield from plates(text)
    if digit_count or any(word in read.lower for word in _HOME):
        yield from addresses(text)


def _outside_other_numbers(text: str, found: Iterator[Span], digit_count: int) -> Iterator[Span]:
    """The spans that aren't a part of a longer number: a NIR or an IBAN with a wrong key isn't
    masked, nor is what is written in it."""
    spans = list(found)
    if not spans or digit_count < _SHORTEST_OTHER:
        return iter(spans)
    others = [*shaped_as_bank_accounts(text), *shaped_as_social_security_numbers(text)]
    starts, ends = sorted(start for start, _ in others), sorted(end for _, end in others)
    return (span for span in spans if not _is_inside(span, starts, ends))


def _is_inside(span: Span, starts: list[int], ends: list[int]) -> bool:
    """Shapes of one kind don't overlap, and those of two kinds don't nest."""
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and span.end <= ends[at]


def _merged(pieces: list[Mask], masks: list[Mask]) -> list[Mask]:
    """The masks of one more reading put among those before, with the text's own offsets."""
    merged = list(pieces)
    shift, known = 0, iter(pieces)
    following = next(known, None)
    for mask in masks:
        while following and following.start + shift < mask.start:
            shift += len(STAND_INS[following.kind]) - (following.end - following.start)
            following = next(known, None)
        merged.append(Mask(mask.kind, mask.start - shift, mask.end - shift))
    return sorted(merged, key=lambda mask: mask.start)


def _written(text: str, masks: list[Mask]) -> str:
    parts, position = [], 0
    for mask in masks:
        parts += [text[position : mask.start], STAND_INS[mask.kind]]
        position = mask.end
    return "".join([*parts, text[position:]])
