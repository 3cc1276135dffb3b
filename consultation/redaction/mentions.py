"""Words that may identify somebody and have no form to mask, for a person to look at: other people,
accounts, a home, numbers whose check digits are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge
from itertools import compress
from typing import NamedTuple

import polars as pl

from consultation.redaction.identity_numbers import without_a_key
from consultation.redaction.mention_patterns import KINDS, Kind
from consultation.redaction.rough_patterns import ODD, rough
from consultation.redaction.skeleton import BARRIER, STAND_IN, skeleton
from consultation.redaction.skeleton_numbers import in_figures, with_digits

_MOST = 5
_LONGEST = 80
_THIRTEEN_DIGITS = re.compile(r"\d(?:\W{0,3}[A-Za-z]?\d){12}")


class Mention(NamedTuple):
    """Words that a person should look at. `kind` is a key of the table `mention` in
    schemas/words.toml, such as `person`."""

    kind: str
    text: str


def kinds_in(texts: pl.Series) -> list[tuple[Kind, ...]]:
    """For each text, the kinds of mentions that a fast search finds possible in it: « Mme Dupont »
    → `person`. A text can have no other kind."""
    columns = [texts.str.contains(rough(kind.pattern)) for kind in KINDS]
    flags_of_texts = zip(texts.str.contains(ODD), zip(*columns, strict=True), strict=True)
    return [KINDS if is_odd else tuple(compress(KINDS, flags)) for is_odd, flags in flags_of_texts]


def mentions(text: str, kinds: tuple[Kind, ...] = KINDS) -> tuple[Mention, ...]:
    """At most five short runs of words that may identify somebody, in order, each once: « Mme
    Dupont », « mon fils Léo, 8 ans », a school's class, a handle, a link."""
    end = 0
    mentioned: dict[str, Mention] = {}
    for start, stop, kind in _spans(text, kinds):
        words = " ".join(text[start:-stop].rstrip(".,;:!?)").split())[:_LONGEST]
        if start < end or STAND_IN.search(text, start, -stop):
            continue
        end = -stop
        mentioned.setdefault(words, Mention(kind, words))
        if len(mentioned) == _MOST:
            break
    return tuple(mentioned.values())


def _spans(text: str, kinds: tuple[Kind, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield each run of words that may identify somebody, as (start, -end, kind), in order:
    `(4, -14, "person")`. The end is negative, so that the longest of equal starts comes first."""
    return merge(*(_spans_of(kind, text) for kind in kinds), _spans_of_numbers(text))


def _spans_of(kind: Kind, text: str) -> Iterator[tuple[int, int, str]]:
    for match in kind.pattern.finditer(text):
        yield match.start(), -match.end(), kind.kind


def _spans_of_numbers(text: str) -> list[tuple[int, int, str]]:
    """The unmasked numbers written like a NIR or a bank account, as (start, -end, `"number"`): « 1
    85 05 78 006 084 36 » → `[(0, -21, "number")]`."""
    if not _THIRTEEN_DIGITS.search(text):
        return []
    read = skeleton(text.replace(BARRIER, " "))
    plain = in_figures(read)
    spans = without_a_key(with_digits(plain.text))
    bounds = (read.original(*plain.original(span.start, span.end)) for span in spans)
    return sorted((start, -end, "number") for start, end in bounds)
