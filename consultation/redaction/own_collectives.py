"""Finds a respondent's collective in a text: its name, what is left of it without « association
de », its acronym, its hashtag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from consultation.redaction.masks import Span
from consultation.redaction.name_forms import (
    SHORTEST_INSIDE,
    NameForms,
    forms_of_sequences,
    words_of,
)
from consultation.redaction.own_names import name_spans
from consultation.redaction.skeleton import Skeleton, skeleton
from consultation.redaction.vocabulary import (
    GENERIC,
    NO_ANSWERS,
    ORDINARY,
    SHARED,
    word_places,
    word_set,
)

_WORD = re.compile(r"[^\W_]+")
_ONE_WORD = re.compile(f"({_WORD.pattern})")
_LITTLE = word_set(
    """
    de du des d la le les l et a au aux en un une
    """
)
_ARTICLES = word_set("de du des d la le les l")
_SEPARATORS = re.compile(r" - |[,;:|()/\[\]«»\"]")
# What may stand between two words of a name, besides what its owner typed there.
_BETWEEN = frozenset(" \n'-_")


@dataclass(frozen=True)
class _Collectives:
    """The sequences of words that name these collectives, by their first word, and the single
    words that do."""

    sequences: dict[str, tuple[tuple[str, ...], ...]]
    single: NameForms
    little: frozenset[str]  # what may stand between: articles, the little words of their names
    signs: frozenset[str]  # and what stands between their words


def collective_spans(read: Skeleton, collectives: tuple[str, ...]) -> Iterator[Span]:
    """Where the text names one of these collectives; spans may overlap."""
    known = _collectives_of(collectives)
    yield from name_spans(read, known.single)
    if not any(first in read.lower for first in known.sequences):
        return
    content = [
        (_singular(word), start, end)
        for word, start, end in word_places(read.lower, _ONE_WORD)
        if word not in _LITTLE
    ]
    for at, (word, start, _) in enumerate(content):
        for sequence in known.sequences.get(word, ()):
            stretch = content[at : at + len(sequence)]
            is_named = tuple(word for word, _, _ in stretch) == sequence
            if is_named and _is_one_name(read.lower, stretch, known):
                yield Span("collective", start, stretch[-1][2])


def _is_one_name(lower: str, stretch: list[tuple[str, int, int]], known: _Collectives) -> bool:
    """Whether only spaces, hyphens, apostrophes, line breaks and the name's own little words
    stand between, and articles: not « le quartier, au sud » for « Quartier-Sud »."""
    for (_, _, end), (_, start, _) in pairwise(stretch):
        between = lower[end:start]
        if not known.little.issuperset(_WORD.findall(between)):
            return False
        if not known.signs.issuperset(sign for sign in between if not sign.isalnum()):
            return False
    return True


@lru_cache(maxsize=1024)
def _collectives_of(collectives: tuple[str, ...]) -> _Collectives:
    typed = [skeleton(collective).text for collective in collectives]
    typed = [name for name in typed if not _is_no_answer(name)]
    sequences: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in dict.fromkeys(words for name in typed for words in _sequences(name)):
        sequences[words[0]] = (*sequences.get(words[0], ()), words)
    alone = dict.fromkeys(word for name in typed for word in _single(name))
    names = forms_of_sequences("collective", [words for word in alone if (words := words_of(word))])
    single = replace(
        names,
        initials=frozenset(),
        inside=(*names.inside, *_hashtags(typed)),
        coded=tuple(word for word in alone if not word.isalpha()),
    )
    letters = "".join(typed)
    return _Collectives(
        sequences,
        single,
        _ARTICLES | {word for word in _WORD.findall(letters.lower()) if word in _LITTLE},
        _BETWEEN | {sign for sign in letters if not sign.isalnum()},
    )


def _is_no_answer(typed: str) -> bool:
    """« aucun », « Non », « pas de collectif »."""
    words = _WORD.findall(typed.lower())
    return any(word in NO_ANSWERS for word in words) and all(
        word in NO_ANSWERS or word in GENERIC or word in _LITTLE for word in words
    )


def _sequences(typed: str) -> Iterator[tuple[str, ...]]:
    for part in [typed, *_SEPARATORS.split(typed)]:
        content, rest = _content(part)
        for words in (content, rest if _is_distinct(rest) else []):
            if len(words) > 1:
                yield tuple(_singular(word) for word in words)


def _content(typed: str) -> tuple[list[str], list[str]]:
    """The words of a name without the little ones, and those after « association », « comité »…"""
    content = [word for word in _WORD.findall(typed.lower()) if word not in _LITTLE]
    first = next((at for at, word in enumerate(content) if word not in GENERIC), len(content))
    return content, content[first:]


def _is_distinct(words: list[str]) -> bool:
    """Whether words name a collective without « ligue », « comité »…: not « droits de l'homme »."""
    return not all(word in SHARED or word in ORDINARY or word in _LITTLE for word in words)


def _single(typed: str) -> Iterator[str]:
    _, rest = _content(typed)
    if len(rest) == 1 and len(rest[0]) > 1 and not rest[0].isdigit() and _is_distinct(rest):
        yield rest[0]
    if not typed.isupper():
        yield from (word.lower() for word in re.findall(r"\b[A-Z][A-Z0-9]+\b", typed))
    yield from (word.lower() for word in re.findall(r"\(([^\W_]{2,})\)", typed))


def _hashtags(typed: list[str]) -> Iterator[str]:
    """« StopCaméras » for « Collectif Stop Caméras », long enough to be nothing else."""
    for name in typed:
        words = _WORD.findall(_SEPARATORS.split(name)[0].lower())
        first = next((at for at, word in enumerate(words) if word not in GENERIC), len(words))
        hashtag = "".join(words[first:])
        is_distinct = len(words) - first > 1 and _is_distinct(words[first:])
        if is_distinct and len(hashtag) >= SHORTEST_INSIDE:
            yield hashtag


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
