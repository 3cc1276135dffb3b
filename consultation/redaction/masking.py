"""Masks in a text what must not leave; shows whoever proofreads it what stands around each mask."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from consultation.redaction.accounts import accounts
from consultation.redaction.addresses import addresses
from consultation.redaction.births import births
from consultation.redaction.emails import emails
from consultation.redaction.identity_numbers import (
    bank_accounts,
    cards,
    shaped_as_bank_accounts,
    shaped_as_social_security_numbers,
    social_security_numbers,
)
from consultation.redaction.ip_addresses import ip_addresses
from consultation.redaction.masks import STAND_INS, Mask, Own, Redacted, Span, apart
from consultation.redaction.own_words import own_spans
from consultation.redaction.phones import phones
from consultation.redaction.plates import plates
from consultation.redaction.positions import positions
from consultation.redaction.shapes import SHAPES
from consultation.redaction.skeleton import BARRIER, Skeleton, skeleton
from consultation.redaction.skeleton_numbers import RUN, in_figures, with_digits

_AROUND = 30


def contexts(text: str, redacted: Redacted) -> tuple[str, ...]:
    """Each masked stretch between ⟦ and ⟧, with up to 30 characters on each side, on one line:
    « …écrivez-moi à ⟦jean@example.org⟧ pour… »."""
    return tuple(_context(text, mask.start, mask.end) for mask in redacted.masks)


def _context(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = ("…" if first > 0 else "") + text[first:start].lstrip()
    after = text[end:last].rstrip() + ("…" if last < len(text) else "")
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())


# What one mask hides can change what stands beside it: the text is read again until nothing is
# found. Two readings nearly always do; the bound keeps a text made on purpose from
# costing more.
_MOST_READINGS = 8
_NOBODY = Own()


def redact(
    text: str, own: Own = _NOBODY, words: tuple[str, ...] = (), shapes: frozenset[str] = SHAPES
) -> Redacted:
    """The text with « [courriel masqué] » and the like in place of each contact detail, identity
    number and plate, of what is the respondent's `own`, and of the `words` that an organiser
    asked to mask. Stand-ins that it already has stay. Of shapes, those are looked for that it may
    hold (`shapes_in`)."""
    pieces = fresh = _read(text, own, words, shapes)
    for _ in range(_MOST_READINGS - 1):
        if not fresh:
            break
        found = _read(_put_stand_ins(text, pieces), own, words, SHAPES)
        fresh = _with_offsets_of_text(pieces, found)
        pieces = sorted([*pieces, *fresh], key=lambda mask: mask.start)
    return Redacted(_put_stand_ins(text, pieces), tuple(pieces))


def _read(text: str, own: Own, words: tuple[str, ...], shapes: frozenset[str]) -> list[Mask]:
    """The masks of one reading, with the offsets of what was read."""
    read = skeleton(text)
    found = (*_spans_by_shape(read, shapes), *own_spans(read, own, words))
    spans = [span for span in found if BARRIER not in read.text[span.start : span.end]]
    return [Mask(span.kind, *read.original(span.start, span.end)) for span in apart(spans)]


def _spans_by_shape(read: Skeleton, shapes: frozenset[str]) -> Iterator[Span]:
    if not shapes:
        return
    plain = in_figures(read) if "figures" in shapes else Skeleton(read.text, read.lower, None)
    if "email" in shapes:
        yield from plain.spans(emails(plain))
    text = with_digits(plain.text)
    lower = plain.lower if text is plain.text else text.lower()
    yield from plain.spans(_spans_of_numbers(text, lower, shapes))


def _spans_of_numbers(text: str, lower: str, shapes: frozenset[str]) -> Iterator[Span]:
    if "account" in shapes:
        yield from accounts(text, lower)
    if "birth" in shapes:
        yield from births(lower)
    if "position" in shapes:
        yield from positions(text)
    if "ip" in shapes:
        yield from ip_addresses(text)
    if "phone" in shapes and RUN.search(text):
        yield from _outside_other_numbers(text, phones(text))
    if "identity" in shapes:
        yield from cards(text)
        yield from social_security_numbers(text)
    if "bank" in shapes:
        yield from bank_accounts(text)
    if "plate" in shapes:
        yield from plates(text)
    if "address" in shapes:
        yield from addresses(text)


def _outside_other_numbers(text: str, found: Iterator[Span]) -> Iterator[Span]:
    """The spans that aren't a part of a longer number: a NIR or an IBAN with a wrong key isn't
    masked, nor is what is written in it."""
    spans = list(found)
    if not spans:
        return iter(spans)
    others = [*shaped_as_bank_accounts(text), *shaped_as_social_security_numbers(text)]
    starts, ends = sorted(start for start, _ in others), sorted(end for _, end in others)
    return (span for span in spans if not _is_inside(span, starts, ends))


def _is_inside(span: Span, starts: list[int], ends: list[int]) -> bool:
    """Shapes of one kind don't overlap, and those of two kinds don't nest."""
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and span.end <= ends[at]


def _with_offsets_of_text(pieces: list[Mask], masks: list[Mask]) -> list[Mask]:
    """The masks of one more reading, with the text's own offsets."""
    moved: list[Mask] = []
    shift, known = 0, iter(pieces)
    following = next(known, None)
    for mask in masks:
        while following and following.start + shift < mask.start:
            shift += len(STAND_INS[following.kind]) - (following.end - following.start)
            following = next(known, None)
        moved.append(Mask(mask.kind, mask.start - shift, mask.end - shift))
    return moved


def _put_stand_ins(text: str, masks: list[Mask]) -> str:
    parts, position = [], 0
    for mask in masks:
        parts += [text[position : mask.start], STAND_INS[mask.kind]]
        position = mask.end
    return "".join([*parts, text[position:]])
