"""The forms in which a name is searched: its words, other spellings, words run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, permutations

from consultation.redaction.skeleton import skeleton
from consultation.redaction.vocabulary import NEVER_ALONE, NO_ANSWERS, ORDINARY, STOPS

WORD = re.compile(r"[^\W\d_]+")
SAME = {"st": "saint", "ste": "sainte"}
SHORTEST_INSIDE = 8  # letters of a whole name to be found inside a longer word, as in a hashtag
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
# « zazou38 »: letters and digits make one word.
_CODED = re.compile(r"[^\W\d_]+\d[^\W_]*|\d+[^\W\d_][^\W_]*")


@dataclass(frozen=True)
class NameForms:
    """The forms in which some names are searched in a text, grouped by how they are searched:
    `strong` forms in any case, `ordinary` words only with a capital or next to another word of the
    name…"""

    strong: frozenset[str]  # found in any case
    whole_words: frozenset[str]  # strong words that a text may cut: « Le Guen » for « Leguen »
    ordinary: frozenset[str]  # common words: found with a capital, or next to another word
    pairs: frozenset[tuple[str, str]]  # words that follow each other in a name
    initials: frozenset[str]
    paired: frozenset[str]  # the words of `pairs`
    beginnings: frozenset[str]  # of `whole_words`: of « leguen », « l », « le », « leg »…
    inside: tuple[str, ...]  # found inside other words
    traces: tuple[str, ...]  # words, one of which the letters of a text must contain
    wholes: frozenset[tuple[str, ...]]  # found even if every word is ordinary
    sizes: tuple[int, ...]  # numbers of words in `wholes`, the greatest first
    coded: tuple[str, ...]  # letters and digits, found whole
    letters: frozenset[str]  # initials, and words of one letter


@lru_cache(maxsize=1024)
def forms_of_names(names: tuple[str, ...]) -> NameForms:
    """The forms of these names: « Jean Dupont » has the forms `jean`, `dupont`, `jeandupont`,
    `jdupont`…, all `strong`. Answers that name nobody (« anonyme », « aucun ») have no forms."""
    real_names = [name for name in names if not set(words_of(name)) <= NO_ANSWERS]
    coded = [word for name in names for word in _words_with_digits(skeleton(name).lower)]
    typed_names = [words for name in real_names for words in spellings(name) if words]
    sequences = [turned for words in typed_names for turned in _orders_of(words)]
    words = {word for sequence in sequences for word in sequence}
    alone = {word for word in words - NEVER_ALONE if len(word) > 1}
    caseless = {word for word in alone if word.lower() == word.upper()}
    common = alone & (ORDINARY | STOPS)
    whole_words = alone - common - caseless
    wholes = frozenset(words for words in sequences if len(words) > 1)
    strong = whole_words | set(_glued_forms(sequences))
    initials = frozenset(_initials(words, sequences))
    return NameForms(
        frozenset(strong),
        frozenset(whole_words),
        frozenset(common),
        frozenset(pair for words in sequences for pair in pairwise(words)),
        initials,
        frozenset(word for words in wholes for word in words),
        frozenset(word[:at] for word in whole_words for at in range(1, len(word))),
        tuple(sorted(caseless | set(_inside(sequences)))),
        tuple(sorted(alone)),
        wholes,
        tuple(sorted({len(words) for words in wholes}, reverse=True)),
        tuple(dict.fromkeys(coded)),
        initials | {word for word in words if len(word) == 1},
    )


def _orders_of(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words as many times as there are words, beginning with each word in turn: `le`,
    `goff`, `jean`, then `goff`, `jean`, `le`, then `jean`, `le`, `goff`."""
    for start in range(len(words)):
        yield words[start:] + words[:start]


def _words_with_digits(name: str) -> Iterator[str]:
    """Yield the words of a name that have a digit: « zazou38 », « le_chat_42 »."""
    yield from _CODED.findall(name)
    for chunk in name.split():
        typed = chunk.strip("@,.()'-_")
        if len(WORD.findall(typed)) > 0 and any(character.isdigit() for character in typed):
            yield typed


def spellings(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name. If it has an umlaut, yield them again with « ue » for « ü »:
    « Müller » → `muller`, then `mueller`."""
    yield words_of(name)
    if any(letter in _UMLAUTS for letter in name.lower()):
        yield words_of("".join(_UMLAUTS.get(letter, letter) for letter in name.lower()))


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, lower case without accents: « Léa D'Arc » → `lea`, `d`, `arc`. Words
    with a digit are dropped."""
    letters = _CODED.sub(" ", skeleton(name).lower)
    return tuple(SAME.get(word, word) for word in WORD.findall(letters))


def _initials(words: set[str], sequences: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the initials of two neighbouring words in `sequences`, unless they are a common word,
    and then the first letter of each of `words`: « Jean François » → `jf`, `j`, `f`."""
    for pair in (pair for sequence in sequences for pair in pairwise(sequence)):
        initials = pair[0][0] + pair[1][0]
        if initials not in NEVER_ALONE and initials not in STOPS:
            yield initials
    for word in words:
        yield word[0]


def _glued_forms(sequences: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the words of a name run together, in several orders and with initials: « Jean Dupont »
    → `jeandupont`, `dupontjean`, `jdupont`, `dupontj`…"""
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


def _inside(sequences: list[tuple[str, ...]]) -> Iterator[str]:
    for words in sequences:
        for turned in (words, words[::-1]):
            glued = "".join(turned)
            if len(words) > 1 and (len(glued) >= SHORTEST_INSIDE or glued.upper() == glued):
                yield glued
