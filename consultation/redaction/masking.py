"""Masks in a text what must not leave; tells which of many texts may hold any of it; shows whoever
proofreads them what stands around each mask."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import polars as pl

from consultation.redaction.accounts import ACCOUNT_SIGNS, accounts
from consultation.redaction.addresses import addresses
from consultation.redaction.births import SIGNS as BIRTH_SIGNS
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
from consultation.redaction.plates import PLATE_SIGNS, plates
from consultation.redaction.positions import positions
from consultation.redaction.skeleton import BARRIER, Skeleton, skeleton
from consultation.redaction.skeleton_numbers import NUMBER_WORDS, SIGN, in_figures, with_digits
from consultation.redaction.spoken_emails import SURE_PROVIDERS
from consultation.redaction.vocabulary import SURE_WAYS

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


# A character that this list doesn't know may fold to anything.
_KNOWN = r"\x00-\x7e\x{a0}-\x{a9}\x{ab}\x{ac}\x{ae}-\x{b9}\x{bb}-\x{ff}œŒŸ€–—‘’‚“”„…•‹›‰™\x{202f}"


def _with_accents(pattern: str) -> str:
    """The pattern of a skeleton's small letters, for a text that has its accents."""
    marked = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
    for other in map(chr, (0xAA, 0xBA, *range(0xDF, 0x100))):
        if len(folded := skeleton(other).lower) == 1 and folded in marked:
            marked[folded] += other
    return re.sub("[a-z]", lambda found: f"[{marked[found[0]]}]", pattern)


_NUMBER_WORD = _with_accents(f"(?:{'|'.join(NUMBER_WORDS)})")
_WAY = _with_accents(f"(?:{SURE_WAYS})")
_BIRTH = _with_accents("|".join(BIRTH_SIGNS)).replace(" ", r"\s")
# What may be masked without a digit: « au lieu-dit Le Bourg », « résidence Les Lilas ».
_HOME = ("lieu", "resid", "hameau", "ferme", "chalet", "manoir")
_NAMES = _with_accents(
    "|".join((*PLATE_SIGNS, *ACCOUNT_SIGNS, *_HOME, "arroba", "chez", "commat", "zero"))
    + f"|a robas|{SURE_PROVIDERS}|(?:point|dot|pt) (?:fr|com|net|org|eu|coop|bzh|me|io)"
)
# Neither a digit nor « @ »: signs and numbers in words, handles, a home, lines of passports.
_WORTH = (
    rf"(?i)[\d@_]|[^{_KNOWN}]|[^\s.:][_#:/.][^\s.:]|<<|{_NAMES}"
    rf"|(?:^|[^a-z]){_with_accents('at')}(?:$|[^a-zß-öø-ÿ])|[(\[{{<]\s?{_with_accents('a')}\s?[)\]}}>]"
    rf"|{_BIRTH}|{_NUMBER_WORD}(?:\W{{1,2}}\w{{2,3}}){{0,2}}\W{{1,2}}{_WAY}"
)


def candidates(texts: pl.Series) -> pl.Series:
    """For each text, True if it may hold something to mask; False only if `redact(text)` would
    mask nothing, or if the text is null."""
    return texts.str.contains(_WORTH).fill_null(False)


_DIGIT = re.compile(r"\d")
# As many digits in a row as the shortest telephone number has.
_RUN = re.compile(rf"\d(?:{SIGN}{{0,4}}+\d){{8}}")
# What one mask hides can change what stands beside it: the text is read again until nothing is
# found. Two readings nearly always do; the bound keeps a text made on purpose from
# costing more.
_MOST_READINGS = 8
_NOBODY = Own()
# Digits of the shortest number that may hold another: a NIR of Corsica.
_SHORTEST_OTHER = 14


def redact(
    text: str, own: Own = _NOBODY, words: tuple[str, ...] = (), *, is_candidate: bool = True
) -> Redacted:
    """The text with « [courriel masqué] » and the like in place of each contact detail, identity
    number and plate, of what is the respondent's `own`, and of the `words` that an organiser
    asked to mask. Stand-ins that it already has stay. Where it is said to be no candidate
    (`candidates`), only what is its own and the words are looked for."""
    pieces = fresh = _read(text, own, words, is_candidate=is_candidate)
    for _ in range(_MOST_READINGS - 1):
        if not fresh:
            break
        found = _read(_put_stand_ins(text, pieces), own, words)
        fresh = _with_offsets_of_text(pieces, found)
        pieces = sorted([*pieces, *fresh], key=lambda mask: mask.start)
    return Redacted(_put_stand_ins(text, pieces), tuple(pieces))


def _read(text: str, own: Own, words: tuple[str, ...], *, is_candidate: bool = True) -> list[Mask]:
    """The masks of one reading, with the offsets of what was read."""
    read = skeleton(text)
    by_shape = _spans_by_shape(read) if is_candidate else ()
    found = (*by_shape, *own_spans(read, own, words))
    spans = [span for span in found if BARRIER not in read.text[span.start : span.end]]
    return [Mask(span.kind, *read.original(span.start, span.end)) for span in apart(spans)]


def _spans_by_shape(read: Skeleton) -> Iterator[Span]:
    plain = in_figures(read)
    yield from plain.spans(emails(plain))
    text = with_digits(plain.text)
    digit_count = len(_DIGIT.findall(text))
    lower = plain.lower if text is plain.text else text.lower()
    yield from plain.spans(_spans_of_numbers(text, lower, digit_count))


def _spans_of_numbers(text: str, lower: str, digit_count: int) -> Iterator[Span]:
    yield from accounts(text, lower)
    if digit_count or any(map(lower.__contains__, BIRTH_SIGNS)):
        yield from births(lower)
    yield from positions(text, lower)
    yield from ip_addresses(text)
    if digit_count >= 8 and _RUN.search(text):
        yield from _outside_other_numbers(text, phones(text), digit_count)
    if digit_count >= 12:
        yield from cards(text)
        yield from social_security_numbers(text)
    if digit_count >= 10:
        yield from bank_accounts(text)
    yield from plates(text, lower, digit_count)
    if digit_count or any(word in lower for word in _HOME):
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
