"""A respondent's own e-mail, name and collective, and the words an organiser asked to mask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from consultation.redaction.masks import Own, Span
from consultation.redaction.name_forms import forms_of_names
from consultation.redaction.own_collectives import collective_spans
from consultation.redaction.own_initials import initials_spans
from consultation.redaction.own_names import name_spans
from consultation.redaction.skeleton import BARRIER, Skeleton, skeleton
from consultation.redaction.vocabulary import NEVER_ALONE, ORDINARY, ROLES, STOPS

_WORD = re.compile(r"[^\W_]+")
_LOCAL_GAP = r"[ ._'-]{0,3}"
_GAP = rf"(?:[^\w{BARRIER}]{{0,5}}|_{{1,5}})"
_COMMON_LOCALS = ROLES | ORDINARY | NEVER_ALONE | STOPS


def own_spans(read: Skeleton, own: Own, words: tuple[str, ...]) -> Iterator[Span]:
    """Where the text has one of the respondent's `own` or of the words; spans may overlap."""
    if own.names:
        yield from name_spans(read, forms_of_names(own.names))
        yield from initials_spans(read, own.names)
    for email in own.emails:
        yield from _own_email(read.lower, email)
    if own.collectives:
        yield from collective_spans(read, own.collectives)
    for chosen in words:
        yield from _spans_of_chosen_word(read.lower, chosen)


def _own_email(lower: str, email: str) -> Iterator[Span]:
    words, pattern, locals_ = _email_forms(email)
    if pattern and "@" in lower and all(word in lower for word in words):
        for found in re.finditer(pattern, lower):
            yield Span("own_email", *found.span())
    for parts in locals_:
        if parts[0] in lower:
            yield from _sequence("own_email", lower, parts, _LOCAL_GAP)


@lru_cache(maxsize=1024)
def _email_forms(email: str) -> tuple[list[str], str, tuple[tuple[str, ...], ...]]:
    """The words of the address, its pattern, lines cut anywhere but in a word, and the words of its
    local part."""
    written = skeleton(email.strip()).lower
    if not written or BARRIER in written:
        return [], "", ()
    signs = re.findall(r"[^\W_]+|[\W_]", written)
    cut = "".join(
        re.escape(sign) if sign.isalnum() else rf"(?: ?\n ?)?{re.escape(sign)}(?: ?\n ?)?"
        for sign in signs
    )
    local = written.partition("@")[0]
    words = [tuple(_WORD.findall(form)) for form in (local, local.partition("+")[0])]
    return (
        _WORD.findall(written),
        cut,
        tuple(
            parts
            for parts in dict.fromkeys(words)
            if len("".join(parts)) >= 3 and not all(part in _COMMON_LOCALS for part in parts)
        ),
    )


def _spans_of_chosen_word(lower: str, typed: str) -> Iterator[Span]:
    chosen = _fold(typed)
    parts = _WORD.findall(chosen)
    if parts:
        yield from _sequence("chosen", lower, tuple(parts), _GAP)
    elif chosen.strip() and BARRIER not in chosen:
        for found in re.finditer(re.escape(chosen.strip()), lower):
            yield Span("chosen", *found.span())


@lru_cache(maxsize=1024)
def _fold(typed: str) -> str:
    return skeleton(typed).lower


def _sequence(kind: str, lower: str, parts: tuple[str, ...], gap: str) -> Iterator[Span]:
    """Where these words follow each other, whole; « a b a » is there twice in « a b a b a »."""
    if all(part in lower for part in parts):
        for found in _pattern_of(parts, gap).finditer(lower):
            yield Span(kind, *found.span(1))


@lru_cache(maxsize=1024)
def _pattern_of(parts: tuple[str, ...], gap: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?=({gap.join(map(re.escape, parts))})(?![^\W_]))")
