"""A respondent's collective in a text: its name, its name without « association de », its acronym,
its hashtag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from consultation.redaction.masks import Span
from consultation.redaction.name_forms import SHORTEST_INSIDE
from consultation.redaction.skeleton import Skeleton, skeleton
from consultation.redaction.vocabulary import (
    ARTICLES,
    GENERIC,
    NO_ANSWERS,
    ORDINARY,
    SHARED,
    STOPS,
    word_set,
)

_WORD = re.compile(r"[^\W_]+")
_LITTLE = ARTICLES | word_set("et a au aux en un une")
_SEPARATORS = re.compile(r" - |[,;:|()/\[\]«»\"]")
# Characters allowed between two words of a name, in addition to those that its owner typed.
_BETWEEN = frozenset(" \n'-_")
_NOT_IN_NUMBER = r"(?:(?<!\d)|(?!\d))"


def collective_spans(read: Skeleton, collectives: tuple[str, ...]) -> Iterator[Span]:
    """Yield the spans in which the text names one of these collectives. Spans may overlap.

    For example, « stop les caméras » and « StopCaméras » name « Collectif Stop Caméras ».
    """
    for pattern in _patterns(collectives):
        for match in pattern.finditer(read.lower):
            yield Span("collective", *match.span())


@lru_cache(maxsize=1024)
def _patterns(collectives: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    typed = [skeleton(collective).text for collective in collectives]
    patterns = (each for name in typed if not _is_no_answer(name) for each in _patterns_of(name))
    return tuple(map(re.compile, dict.fromkeys(patterns)))


def _is_no_answer(typed: str) -> bool:
    """True if a person typed that they have no collective: « aucun », « Non », « pas de collectif »
    → True."""
    words = set(_WORD.findall(typed.lower()))
    return not words.isdisjoint(NO_ANSWERS) and words <= NO_ANSWERS | GENERIC | _LITTLE


def _patterns_of(typed: str) -> Iterator[str]:
    """Yield the patterns of a name: its words, with articles, spaces and hyphens between them. The
    patterns of « Quartier-Sud » match « quartier sud », but not « le quartier, au sud »."""
    separators = re.escape(
        "".join({*_BETWEEN, *(letter for letter in typed if not letter.isalnum())})
    )
    little = "|".join(ARTICLES | _LITTLE.intersection(_WORD.findall(typed.lower())))
    gap = rf"[{separators}]+(?:(?:{little})[{separators}]+)*"
    for part in (typed, *_SEPARATORS.split(typed)):
        words = [word for word in _WORD.findall(part.lower()) if word not in _LITTLE]
        rest = _without_generic(words)
        for named in (words, rest if _is_distinct(rest) else []):
            if len(named) > 1:
                yield _whole(gap.join(map(re.escape, named)))
    for word in _single_words(typed):
        yield _whole(rf"{'[.-]?'.join(word)}[sx]?")
    # « StopCaméras » for « Collectif Stop Caméras », long enough to be nothing else.
    tag = _without_generic(_WORD.findall(_SEPARATORS.split(typed)[0].lower()))
    if len(tag) > 1 and _is_distinct(tag) and len("".join(tag)) >= SHORTEST_INSIDE:
        yield "".join(tag)


def _whole(pattern: str) -> str:
    """A pattern that matches `pattern` only where no letter touches it, nor a digit where it begins
    or ends with a digit: `ldh` matches in « ldh75 », not in « ldhs », and `38` not in « 138 »."""
    return rf"(?<![^\W\d_]){_NOT_IN_NUMBER}{pattern}(?![^\W\d_]){_NOT_IN_NUMBER}"


def _without_generic(words: list[str]) -> list[str]:
    """Drop the first words of a name as long as they are common (« association », « comité »,
    « les »…): `association, les, amis` → `amis`."""
    first = next((at for at, word in enumerate(words) if word not in GENERIC), len(words))
    return words[first:]


def _is_distinct(words: list[str]) -> bool:
    """True if only a collective is named like this: « droits de l'homme » → False, since anybody
    may write these words. `words` is a name without « ligue », « comité »… at its beginning."""
    return not set(words) <= SHARED | ORDINARY | _LITTLE


def _single_words(typed: str) -> Iterator[str]:
    """Yield single words that name the collective by themselves: its acronyms, and the word after
    « association »… if it is the only word and not a common word. « Association LDH 38 » →
    `ldh`."""
    words = [word for word in _WORD.findall(typed.lower()) if word not in _LITTLE]
    rest = _without_generic(words)
    is_word = len(rest) == 1 and len(rest[0]) > 1 and not rest[0].isdigit()
    if is_word and _is_distinct(rest) and rest[0] not in STOPS:
        yield rest[0]
    if not typed.isupper():
        yield from map(str.lower, re.findall(r"\b[A-Z][A-Z0-9]+\b", typed))
