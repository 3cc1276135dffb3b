"""A respondent's own e-mail and collective, and the words an organiser asked to mask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from consultation.redaction.common_words import GENERIC, NEVER_ALONE, ORDINARY, ROLES
from consultation.redaction.model import Own, Span
from consultation.redaction.own_names import (
    SHORTEST_INSIDE,
    Searched,
    find,
    searched,
    searched_names,
    words_of,
)
from consultation.redaction.skeleton import BARRIER, Skeleton, skeleton
from consultation.redaction.ways import STOPS
from consultation.redaction.word_sets import word_set

_WORD = re.compile(r"[^\W_]+")
_LOCAL_GAP = re.compile(r"[ ._'-]{0,3}")
_GAP = re.compile(rf"[^\w{BARRIER}]{{0,5}}|_{{1,5}}")
_LITTLE = word_set(
    """
    de du des d la le les l et a au aux en un une
    """
)
_SEPARATORS = re.compile(r" - |[,;:|()/\[\]«»\"]")


def own_spans(read: Skeleton, own: Own, words: tuple[str, ...]) -> Iterator[Span]:
    """Where a text has what is the respondent's own, or a word to mask; may overlap."""
    if own.names:
        yield from find(read, _names(own.names))
    for email in own.emails:
        yield from _own_email(read.lower, skeleton(email.strip()).lower)
    if own.collectives:
        yield from _own_collectives(read, own.collectives)
    for chosen in words:
        yield from _chosen(read.lower, skeleton(chosen).lower)


@lru_cache(maxsize=1024)
def _names(names: tuple[str, ...]) -> Searched:
    return searched_names(names)


def _own_email(lower: str, email: str) -> Iterator[Span]:
    if not email:
        return
    yield from _literal("own_email", lower, email)
    local = email.partition("@")[0]
    for written in dict.fromkeys((local, local.partition("+")[0])):
        parts = _WORD.findall(written)
        known = ROLES | ORDINARY | NEVER_ALONE | STOPS
        if len("".join(parts)) >= 3 and not all(part in known for part in parts):
            yield from _sequence("own_email", lower, parts, _LOCAL_GAP)


def _chosen(lower: str, chosen: str) -> Iterator[Span]:
    parts = _WORD.findall(chosen)
    if parts:
        yield from _sequence("chosen", lower, parts, _GAP)
    elif chosen.strip():
        yield from _literal("chosen", lower, chosen.strip())


def _literal(kind: str, lower: str, wanted: str) -> Iterator[Span]:
    start = lower.find(wanted)
    while start >= 0 and BARRIER not in wanted:
        yield Span(kind, start, start + len(wanted))
        start = lower.find(wanted, start + len(wanted))


def _sequence(kind: str, lower: str, parts: list[str], gap: re.Pattern[str]) -> Iterator[Span]:
    """Where these words follow each other, whole."""
    start = lower.find(parts[0])
    while start >= 0:
        end = _end_of_sequence(lower, start, parts, gap)
        if end is not None:
            yield Span(kind, start, end)
        start = lower.find(parts[0], start + len(parts[0]))


def _end_of_sequence(lower: str, start: int, parts: list[str], gap: re.Pattern[str]) -> int | None:
    if lower[start - 1 : start].isalnum() and start > 0:
        return None
    end = start
    for number, part in enumerate(parts):
        if number and (between := gap.match(lower, end)):
            end = between.end()
        if not lower.startswith(part, end):
            return None
        end += len(part)
        if (
            number + 1 < len(parts)
            and lower[end : end + 1].isalnum()
            and not _joins(parts, lower, end, number)
        ):
            return None
    return None if lower[end : end + 1].isalnum() else end


def _joins(parts: list[str], lower: str, end: int, number: int) -> bool:
    return lower.startswith(parts[number + 1], end)


def _own_collectives(read: Skeleton, collectives: tuple[str, ...]) -> Iterator[Span]:
    sequences, acronyms = _of_collectives(collectives)
    yield from find(read, acronyms)
    sequences = tuple(words for words in sequences if words[0] in read.lower)
    if not sequences:
        return
    content = [
        (_singular(found[0]), found.start(), found.end())
        for found in _WORD.finditer(read.lower)
        if found[0] not in _LITTLE
    ]
    for sequence in sequences:
        for at in range(len(content) - len(sequence) + 1):
            stretch = content[at : at + len(sequence)]
            if stretch[0][0] == sequence[0] and tuple(word for word, _, _ in stretch) == sequence:
                start, end = stretch[0][1], stretch[-1][2]
                if BARRIER not in read.text[start:end]:
                    yield Span("collective", start, end)


@lru_cache(maxsize=1024)
def _of_collectives(collectives: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], ...], Searched]:
    """The sequences of words that name these collectives, and the single words that do."""
    sequences: dict[tuple[str, ...], None] = {}
    alone: dict[str, None] = {}
    for collective in collectives:
        typed = skeleton(collective).text
        for part in [typed, *_SEPARATORS.split(typed)]:
            content = [word for word in _WORD.findall(part.lower()) if word not in _LITTLE]
            rest = list(content)
            while rest and rest[0] in GENERIC:
                rest = rest[1:]
            for words in (content, rest):
                if len(words) > 1:
                    sequences[tuple(_singular(word) for word in words)] = None
            if part == typed and len(rest) == 1 and len(rest[0]) > 1:
                alone[rest[0]] = None
        if not typed.isupper():
            alone.update((word.lower(), None) for word in re.findall(r"\b[A-Z][A-Z0-9]+\b", typed))
        alone.update((word.lower(), None) for word in re.findall(r"\(([^\W_]{2,})\)", typed))
    names = searched("collective", [tuple(words_of(word)) for word in alone])
    common = frozenset(word for word in names.strong if word in STOPS)
    return tuple(sequences), replace(
        names,
        strong=names.strong - common,
        ordinary=names.ordinary | common,
        initials=frozenset(),
        inside=(*names.inside, *_hashtags(collectives)),
    )


def _hashtags(collectives: tuple[str, ...]) -> Iterator[str]:
    """« StopCaméras » for « Collectif Stop Caméras », long enough to be nothing else."""
    for collective in collectives:
        words = _WORD.findall(skeleton(_SEPARATORS.split(collective)[0]).lower)
        first = next((at for at, word in enumerate(words) if word not in GENERIC), len(words))
        hashtag = "".join(words[first:])
        if len(words) - first > 1 and len(hashtag) >= SHORTEST_INSIDE:
            yield hashtag


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
