"""A name wherever its owner wrote it: in any case, order and spelling, whole, in part, in initials.

A name is looked for as its words. Those that stand beside each other in the text make one stretch,
with the initials and the particles of the name that stand beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations

from consultation.redaction.common_words import NEVER_ALONE, ORDINARY
from consultation.redaction.model import Span
from consultation.redaction.skeleton import BARRIER, Skeleton, skeleton

WORD = re.compile(r"[^\W\d_]+")
_OTHERS = re.compile(r"[\W\d_]+")
_SAME = {"st": "saint", "ste": "sainte"}
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
SHORTEST_INSIDE = 8  # letters of a whole name to be found inside a longer word, as in a hashtag


@dataclass(frozen=True)
class Searched:
    """The words of some names, by how they are recognised."""

    kind: str
    strong: frozenset[str]  # found in any case
    whole_words: frozenset[str]  # those that a text may cut: « Le Guen » for « Leguen »
    ordinary: frozenset[str]  # with a capital, or beside another
    pairs: frozenset[tuple[str, str]]  # words that follow each other in a name
    initials: frozenset[str]
    paired: frozenset[str]  # the words of `pairs`
    beginnings: frozenset[str]  # of those
    inside: tuple[str, ...]  # found inside other words
    traces: tuple[str, ...]  # without any of these among its letters, a text names nobody
    wholes: frozenset[tuple[str, ...]]  # found even if every word is an ordinary one


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int
    is_hit: bool


def searched_names(names: tuple[str, ...]) -> Searched:
    """What to look for, for these names."""
    sequences = [words for name in names for words in spellings(name)]
    return searched("own_name", sequences)


def spellings(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name, also with « ue » for « ü » and the other way round."""
    yield words_of(name)
    if any(letter in _UMLAUTS for letter in name.lower()):
        yield words_of("".join(_UMLAUTS.get(letter, letter) for letter in name.lower()))
    plain = re.sub("([aou])e", r"\1", skeleton(name).lower)
    if plain != skeleton(name).lower:
        yield words_of(plain)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(_SAME.get(word, word) for word in WORD.findall(skeleton(name).lower))


def searched(kind: str, sequences: list[tuple[str, ...]]) -> Searched:
    """What to look for, for these sequences of words."""
    words = {word for sequence in sequences for word in sequence}
    alone = {word for word in words - NEVER_ALONE if len(word) > 1}
    caseless = {word for word in alone if word.lower() == word.upper()}
    whole_words = alone - ORDINARY - caseless
    strong = whole_words | set(_glued(sequences))
    return Searched(
        kind,
        frozenset(strong),
        frozenset(whole_words),
        frozenset(alone & ORDINARY),
        frozenset(pair for words in sequences for pair in pairwise(words)),
        frozenset(word[0] for word in words),
        frozenset(word for words in sequences if len(words) > 1 for word in words),
        frozenset(word[:at] for word in whole_words for at in range(1, len(word))),
        tuple(sorted(caseless | set(_inside(sequences)))),
        ("",) if _has_only_little_words(sequences) else tuple(sorted(alone)),
        frozenset(
            tuple(turned)
            for words in sequences
            if len(words) > 1
            for turned in (words, words[1:] + words[:1], words[-1:] + words[:-1])
        ),
    )


def _has_only_little_words(sequences: list[tuple[str, ...]]) -> bool:
    return any(
        len(words) > 1 and all(word in NEVER_ALONE or len(word) == 1 for word in words)
        for words in sequences
    )


def _glued(sequences: list[tuple[str, ...]]) -> Iterator[str]:
    """« jeandupont », « dupontjean », « jdupont », « dupontj », « jpdupont »."""
    for words in sequences:
        main = [word for word in words if len(word) > 1 and word not in NEVER_ALONE]
        for start in range(len(words)):
            for end in range(start + 2, len(words) + 1):
                if len("".join(words[start:end])) > 3 and main:
                    yield "".join(words[start:end])
        for first, second in permutations(main[:6], 2):
            yield first + second
            if len(second) > 3:
                yield first[0] + second
                yield second + first[0]
        if len(main) > 2 and len(main[-1]) > 2:
            yield "".join(word[0] for word in main[:-1]) + main[-1]


def _inside(sequences: list[tuple[str, ...]]) -> Iterator[str]:
    for words in sequences:
        for turned in (words, words[::-1]):
            if len(words) > 1 and len("".join(turned)) >= SHORTEST_INSIDE:
                yield "".join(turned)


def find(read: Skeleton, wanted: Searched) -> Iterator[Span]:
    """Where the names are written; may overlap."""
    for part in wanted.inside:
        start = read.lower.find(part)
        while start >= 0:
            yield Span(wanted.kind, start, start + len(part))
            start = read.lower.find(part, start + len(part))
    letters = _OTHERS.sub("", read.lower)
    if not any(trace in letters for trace in wanted.traces):
        return
    words = [
        (_SAME.get(found[0], found[0]), found.start(), found.end())
        for found in WORD.finditer(read.lower)
    ]
    yield from _cut(read, wanted, words)
    run: list[_Token] = []
    for word, start, end in words:
        token = _token(read, wanted, word, start, end)
        if token and run and not _beside(read.text, run[-1].end, start):
            yield from _stretch(run, wanted)
            run = []
        if token:
            run.append(token)
        elif run:
            yield from _stretch(run, wanted)
            run = []
    if run:
        yield from _stretch(run, wanted)


def _token(read: Skeleton, wanted: Searched, word: str, start: int, end: int) -> _Token | None:
    """The word as one that may belong to a name, or None."""
    if word in wanted.strong or (word[-1] in "sx" and len(word) > 3 and word[:-1] in wanted.strong):
        return _Token(word, start, end, True)
    if len(word) > 3 and not wanted.ordinary and word not in wanted.paired:
        return None
    is_capital = read.text[start].isupper()
    singular = word[:-1] if word[-1] in "sx" and len(word) > 3 else word
    if word in wanted.ordinary or (is_capital and singular in wanted.ordinary):
        return _Token(word, start, end, is_capital)
    if word in wanted.paired:
        return _Token(word, start, end, False)
    if len(word) > 3 or not all(letter in wanted.initials for letter in word):
        return None
    is_initials = read.text[start:end].isupper() or read.text[end : end + 1] == "."
    return _Token(word, start, end, False) if is_initials else None


def _beside(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) <= 3 and not any(sign.isdigit() or sign == BARRIER for sign in between)


def _stretch(run: list[_Token], wanted: Searched) -> Iterator[Span]:
    """The stretch of a run of words side by side, if it names somebody."""
    words = tuple(token.word for token in run)
    cores = [at for at, token in enumerate(run) if token.is_hit]
    ordinary = [at for at, word in enumerate(words) if word in wanted.ordinary]
    if cores or len({words[at] for at in ordinary}) > 1:
        cores = sorted({*cores, *ordinary})
    whole = next(
        (
            found
            for size in sorted({len(known) for known in wanted.wholes}, reverse=True)
            for found in _wholes(words, size, wanted)
        ),
        None,
    )
    if whole:
        cores = sorted({*cores, whole[0], whole[1]})
    if not cores:
        return
    first, last = cores[0], cores[-1]
    while first > 0 and _belongs(words[first - 1], (words[first - 1], words[first]), wanted):
        first -= 1
    while last + 1 < len(run) and _belongs(words[last + 1], (words[last], words[last + 1]), wanted):
        last += 1
    yield Span(wanted.kind, run[first].start, run[last].end)


def _wholes(words: tuple[str, ...], size: int, wanted: Searched) -> Iterator[tuple[int, int]]:
    for start in range(len(words) - size + 1):
        if words[start : start + size] in wanted.wholes:
            yield start, start + size - 1


def _belongs(word: str, pair: tuple[str, str], wanted: Searched) -> bool:
    is_initial = len(word) < 4 and all(letter in wanted.initials for letter in word)
    return pair in wanted.pairs or (is_initial and word not in NEVER_ALONE - set("yde"))


def _cut(read: Skeleton, wanted: Searched, words: list[tuple[str, int, int]]) -> Iterator[Span]:
    """Words that a text cuts: « Le Guen », « Du-\\npont », « D U P O N T »."""
    for at, (word, start, end) in enumerate(words):
        if word not in wanted.beginnings or word in wanted.strong:
            continue
        joined, last = word, end
        for next_word, next_start, next_end in (words[rest] for rest in range(at + 1, len(words))):
            between = read.text[last:next_start]
            joined += next_word
            if len(between) > 2 or between.strip(" \n'.-"):
                break
            if joined in wanted.whole_words and len(joined) > 2:
                is_sure = "-" in between or len(next_word) == len(word) == 1
                if is_sure or read.text[next_start].isupper():
                    yield Span(wanted.kind, start, next_end)
            if joined not in wanted.beginnings:
                break
            last = next_end
