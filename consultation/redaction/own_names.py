"""A respondent's name wherever they wrote it, whole, in part or in initials, in any case, order and
spelling: « J. Dupont », « dupont jean », « D U P O N T ».

Each word of the name is searched for by itself. Neighbouring words of the name make a single span,
with the initials and particles next to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consultation.redaction.masks import Span
from consultation.redaction.name_forms import SAME, WORD, NameForms
from consultation.redaction.skeleton import BARRIER, Skeleton
from consultation.redaction.vocabulary import NEVER_ALONE, STOPS

_OTHERS = re.compile(r"[\W\d_]+")
_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalpha()}  # the same, in ASCII
# Words that are initials only with a dot: « A. », « A.-C. », « A-C. ».
_NO_INITIALS = (NEVER_ALONE | {word for word in STOPS if len(word) > 1}) - set("yde")

_COMPOUND = re.compile(r"-(?:[A-Z](?![^\W\d_])|[a-z]\.)")


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    is_hit: bool
    is_initial: bool = False


def name_spans(read: Skeleton, wanted: NameForms) -> Iterator[Span]:
    """Yield the spans in which a name of the respondent is written, in any of the forms `wanted`:
    « signé dupont jean » → « dupont jean ».

    Spans may overlap.
    """
    is_there = read.lower.__contains__
    for part in filter(is_there, wanted.inside):
        for match in re.finditer(re.escape(part), read.lower):
            yield Span("own_name", *match.span())
    for part in filter(is_there, wanted.coded):
        for match in re.finditer(rf"(?<![^\W_]){re.escape(part)}(?![^\W_])", read.lower):
            yield Span("own_name", *match.span())
    if not _has_trace(read.lower, wanted):
        return
    words = [(SAME.get(word[0], word[0]), *word.span()) for word in WORD.finditer(read.lower)]
    yield from _cut(read, wanted, words)
    for run in _runs(read, wanted, words):
        if len(run) > 1 or run[0].is_hit:
            yield from _spans_in(run, wanted)


def _runs(
    read: Skeleton, wanted: NameForms, words: list[tuple[str, int, int]]
) -> Iterator[list[_Token]]:
    """Yield runs of neighbouring words, each of which may be part of a name: « dupont jean »."""
    run: list[_Token] = []
    for word, start, end in words:
        if word in wanted.strong:
            token: _Token | None = _Token(word, start, end, True)
        elif len(word) == 1 and word not in wanted.letters:
            token = None
        else:
            token = _token(read, wanted, word, start, end)
        if run and (token is None or not _is_next(read.text, run[-1].end, start)):
            yield run
            run = []
        if token:
            run.append(token)
    if run:
        yield run


def _has_trace(lower: str, wanted: NameForms) -> bool:
    if any(trace in lower for trace in wanted.traces):
        return True
    letters = lower.translate(_NO_LETTERS) if lower.isascii() else _OTHERS.sub("", lower)
    return any(trace in letters for trace in wanted.traces)


def _token(read: Skeleton, wanted: NameForms, word: str, start: int, end: int) -> _Token | None:
    """Return a word as a possible part of the respondent's name: a plural (« duponts » for
    « Dupont »), an initial, or a common word that is also a name. None for any other word."""
    is_plural = word[-1] in "sx" and len(word) > 3 and word not in STOPS
    if is_plural and word[:-1] in wanted.strong:
        return _Token(word, start, end, True)
    if len(word) > 3 and not wanted.ordinary and word not in wanted.paired:
        return None
    is_initial = len(word) < 4 and _is_initial(read.text, wanted, start, end)
    is_capital = read.text[start].isupper()
    if word in wanted.ordinary:
        return _Token(word, start, end, is_capital, is_initial)
    if is_initial or word in wanted.paired:
        return _Token(word, start, end, False, is_initial)
    return None


def _is_initial(text: str, wanted: NameForms, start: int, end: int) -> bool:
    """True if the word from `start` to `end` is written like an initial, and is an initial of a
    name `wanted`: « J. », « JP », « A-C », « a.dupont » → True, « J'ai », « LA » → False."""
    word, after = text[start:end], text[end : end + 1]
    lower = word.lower()
    if after == "'" or not (lower in wanted.initials or wanted.initials.issuperset(lower)):
        return False
    if after == ".":
        return len(word) == 1 or lower not in _NO_INITIALS
    is_compound = _COMPOUND.match(text, end) is not None
    return is_compound or (lower not in _NO_INITIALS and (word.isupper() or len(word) > 1))


def _is_next(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return between == " " or (
        len(between) <= 3 and not any(letter.isdigit() or letter == BARRIER for letter in between)
    )


def _spans_in(run: list[_Token], wanted: NameForms) -> Iterator[Span]:
    """Yield the span of the name in a run of neighbouring words: « J. Dupont ». Yield nothing if
    the run is too little to name somebody, such as two initials."""
    words = tuple(token.word for token in run)
    cores = [at for at, token in enumerate(run) if token.is_hit]
    ordinary = [at for at, word in enumerate(words) if word in wanted.ordinary]
    if cores:
        cores += ordinary
    whole = next(
        (bounds for size in wanted.sizes for bounds in _wholes(words, size, wanted)),
        None,
    )
    if whole:
        cores += whole
    if not cores:
        return
    first, last = min(cores), max(cores)
    while first > 0 and (
        run[first - 1].is_initial or (words[first - 1], words[first]) in wanted.pairs
    ):
        first -= 1
    while last + 1 < len(run) and (
        run[last + 1].is_initial or (words[last], words[last + 1]) in wanted.pairs
    ):
        last += 1
    yield Span("own_name", run[first].start, run[last].end)


def _wholes(words: tuple[str, ...], size: int, wanted: NameForms) -> Iterator[tuple[int, int]]:
    for start in range(len(words) - size + 1):
        if words[start : start + size] in wanted.wholes:
            yield start, start + size - 1


def _cut(read: Skeleton, wanted: NameForms, words: list[tuple[str, int, int]]) -> Iterator[Span]:
    r"""Yield the spans in which the text cuts a word of a name: « Le Guen » for « Leguen »,
    « Du-\npont », « D U P O N T »."""
    heads = wanted.beginnings - wanted.strong
    for at, (word, start, end) in enumerate(words):
        if word not in heads:
            continue
        joined, last = word, end
        for rest in range(at + 1, len(words)):
            next_word, next_start, next_end = words[rest]
            if next_start - last > 2:
                break
            between = read.text[last:next_start]
            joined += next_word
            if between != " " and between.strip(" \n'.-"):
                break
            if joined in wanted.whole_words and len(joined) > 2:
                is_sure = "-" in between or len(next_word) == len(word) == 1
                if is_sure or read.text[next_start].isupper():
                    yield Span("own_name", start, next_end)
            if joined not in wanted.beginnings:
                break
            last = next_end
