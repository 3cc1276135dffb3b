"""The masks of a text, and the context of each mask for the person who rereads.

A shape is a form that can be searched without knowing the respondent, such as `email` or `phone`
(see `SHAPES`). To save time, `shapes_in` first finds in all texts at once the shapes that each may
have, so that each text is searched for these shapes only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import reduce
from itertools import compress
from operator import and_, or_

import polars as pl

from consultation.redaction import (
    accounts,
    addresses,
    births,
    emails,
    identity_numbers,
    ip_addresses,
    phones,
    plates,
    positions,
    skeleton_numbers,
)
from consultation.redaction.masks import MASKS, Mask, Own, Redacted, Span, apart
from consultation.redaction.own_words import own_spans
from consultation.redaction.rough_patterns import ODD
from consultation.redaction.skeleton import BARRIER, Skeleton, skeleton

# Shape → ways to write it. Each way is a tuple of rough patterns: a text that lacks one of them is
# not written in this way.
_WAYS = {
    "account": accounts.NEEDED,
    "address": addresses.NEEDED,
    "bank": identity_numbers.NEEDED_BY_BANKS,
    "birth": births.NEEDED,
    "email": emails.NEEDED,
    "identity": identity_numbers.NEEDED,
    "ip": ip_addresses.NEEDED,
    "phone": phones.NEEDED,
    "plate": plates.NEEDED,
    "position": positions.NEEDED,
    # Numbers in words and odd characters may hide any shape.
    "figures": (*skeleton_numbers.NEEDED, (ODD,)),
}
SHAPES = frozenset(_WAYS)
_AROUND = 30
_WORD = re.compile(r"[^\W_]+")
_ADDRESS_WORDS = 3


def contexts(text: str, redacted: Redacted) -> tuple[str, ...]:
    """Each masked span between ⟦ and ⟧, with up to 30 characters on each side, on one line:
    « …écrivez-moi à ⟦jean@example.org⟧ pour… »."""
    return tuple(_context(text, mask.start, mask.end) for mask in redacted.masks)


def _context(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = ("…" if first > 0 else "") + text[first:start].lstrip()
    after = text[end:last].rstrip() + ("…" if last < len(text) else "")
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())


# A mask can change how the words next to it are read: the text is read once more without it.
_READINGS = 2
_NOBODY = Own()


def shapes_in(texts: pl.Series) -> list[frozenset[str]]:
    """For each text, the shapes (`email`, `phone`…) that a fast search finds possible in it:
    « jean@example.org » → `{"email"}`. A text can have no other shape."""
    read = pl.Series((skeleton(text.replace(BARRIER, " ")).text for text in texts), dtype=pl.String)
    columns = (
        reduce(or_, (reduce(and_, map(read.str.contains, needed)) for needed in alternatives))
        for alternatives in _WAYS.values()
    )
    shapes_of_texts = (frozenset(compress(_WAYS, flags)) for flags in zip(*columns, strict=True))
    return [SHAPES if "figures" in shapes else shapes for shapes in shapes_of_texts]


def redact(
    text: str, own: Own = _NOBODY, words: tuple[str, ...] = (), shapes: frozenset[str] = SHAPES
) -> Redacted:
    """Replace what must not leave by « [courriel masqué] » and the like: « écrivez à
    jean@example.org » → « écrivez à [courriel masqué] ».

    - Always replaced: the respondent's `own` data, and the `words` that an organiser asked to mask.
    - Replaced if their shape is in `shapes`: e-mails, telephone numbers, addresses… All shapes by
      default. `shapes_in` returns the shapes that a text may have. Once something is replaced, the
      rest of the text is searched for all shapes.
    - Masks that the text already has stay.
    """
    left, masks = text.replace(BARRIER, " "), list[Mask]()
    for _ in range(_READINGS):
        new_masks = _read(left, own, words, shapes)
        if not new_masks:
            break
        left = _put(left, new_masks, [BARRIER * (mask.end - mask.start) for mask in new_masks])
        masks, shapes = [*masks, *new_masks], SHAPES
    masks.sort(key=lambda mask: mask.start)
    placeholders = [MASKS[mask.kind] for mask in masks]
    return Redacted(_put(text, masks, placeholders), tuple(masks))


def _read(text: str, own: Own, words: tuple[str, ...], shapes: frozenset[str]) -> list[Mask]:
    """Find the masks to put in a text, with their positions in it. A span is skipped if part of it
    is already masked (`BARRIER` characters)."""
    read = skeleton(text)
    shaped = _without_recipients(read, apart([*_spans_by_shape(read, shapes)]), own.recipient)
    overlapping = (*shaped, *own_spans(read, own, words))
    spans = [span for span in overlapping if BARRIER not in read.text[span.start : span.end]]
    return [Mask(span.kind, *read.original(span.start, span.end)) for span in apart(spans)]


def _without_recipients(read: Skeleton, spans: list[Span], recipient: str) -> Iterator[Span]:
    """Yield the spans, except the contact details of the form's recipient, which need no mask. A
    span is the recipient's if it has three words or more, all of them in `recipient`: « 3 place de
    Fontenoy, 75007 Paris »."""
    known = set(_WORD.findall(skeleton(recipient).lower))
    for span in spans:
        words = _WORD.findall(read.lower[span.start : span.end]) if known else []
        if len(words) < _ADDRESS_WORDS or not known.issuperset(words):
            yield span


def _spans_by_shape(read: Skeleton, shapes: frozenset[str]) -> Iterator[Span]:
    if not shapes:
        return
    plain = (
        skeleton_numbers.in_figures(read)
        if "figures" in shapes
        else Skeleton(read.text, read.lower, None)
    )
    if "email" in shapes:
        yield from plain.spans(emails.emails(plain))
    text = skeleton_numbers.with_digits(plain.text)
    lower = plain.lower if text is plain.text else text.lower()
    yield from plain.spans(_spans_of_numbers(text, lower, shapes))


def _spans_of_numbers(text: str, lower: str, shapes: frozenset[str]) -> Iterator[Span]:
    if "account" in shapes:
        yield from accounts.accounts(text, lower)
    if "birth" in shapes:
        yield from births.births(lower)
    if "position" in shapes:
        yield from positions.positions(text, lower)
    if "ip" in shapes:
        yield from ip_addresses.ip_addresses(text)
    if "phone" in shapes and skeleton_numbers.RUN.search(text):
        yield from _outside_other_numbers(text, phones.phones(text))
    if "identity" in shapes:
        yield from identity_numbers.cards(text)
        yield from identity_numbers.social_security_numbers(text)
    if "bank" in shapes:
        yield from identity_numbers.bank_accounts(text)
    if "plate" in shapes:
        yield from plates.plates(text)
    if "address" in shapes:
        yield from addresses.addresses(text)


def _outside_other_numbers(text: str, phone_spans: Iterator[Span]) -> Iterator[Span]:
    """Yield the telephone numbers that are not inside a number written like a NIR or an IBAN, even
    with wrong check digits."""
    spans = list(phone_spans)
    if not spans:
        return iter(spans)
    others = [
        *identity_numbers.shaped_as_bank_accounts(text),
        *identity_numbers.shaped_as_social_security_numbers(text),
    ]
    starts, ends = sorted(start for start, _ in others), sorted(end for _, end in others)
    return (span for span in spans if not _is_inside(span, starts, ends))


def _is_inside(span: Span, starts: list[int], ends: list[int]) -> bool:
    """True if the span is inside one of some longer numbers. The first number begins at the first
    of `starts` and ends before the first of `ends`, and so on. A span 5-9, `[3, 20]`, `[12, 30]` →
    True: it is inside 3-12."""
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and span.end <= ends[at]


def _put(text: str, masks: list[Mask], instead: list[str]) -> str:
    """Replace each mask in a text with the text of the same rank in `instead`: « tel 0612345678
    ok », `["[x]"]` → « tel [x] ok ». Masks must be in order."""
    parts, position = [], 0
    for mask, words in zip(masks, instead, strict=True):
        parts += [text[position : mask.start], words]
        position = mask.end
    return "".join([*parts, text[position:]])
