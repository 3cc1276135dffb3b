"""A respondent's own e-mail, name, initials and collective, and the words an organiser asked to
mask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from consultation.redaction.masks import Own, Span
from consultation.redaction.name_forms import forms_of_names, spellings
from consultation.redaction.own_collectives import collective_spans
from consultation.redaction.own_names import name_spans
from consultation.redaction.skeleton import BARRIER, Skeleton, skeleton
from consultation.redaction.vocabulary import (
    NEVER_ALONE,
    NO_ANSWERS,
    ORDINARY,
    ROLES,
    STOPS,
    word_set,
)

_WORD = re.compile(r"[^\W_]+")
_LOCAL_GAP = r"[ ._'-]{0,3}"
_GAP = rf"(?:[^\w{BARRIER}]{{0,5}}|_{{1,5}})"
_COMMON_LOCALS = ROLES | ORDINARY | NEVER_ALONE | STOPS
# Initials after an article (« la B.P. ») or known to everybody (`_KNOWN`) are no person's.
_ARTICLE = re.compile(
    r"(?<![^\W_])(?:(?:les?|la|du|des|aux?|une?|cet?|cette|ces|nos|notre|votre) ?|[ld]' ?)\Z"
)
# « M.C. », « J.-P. L. ». « MC » and « M C » only between punctuation or line ends.
_DOTTED = re.compile(
    r"(?<![\w.@-])(?P<written>[A-Za-z](?:(?:\.[ -]{0,2}|-)(?:(?i:[dl][aeu]s?|v[ao]n) )?[A-Za-z])"
    r"{1,5}\.?)(?!\w|\.\w|-\w)"
)
_ALONE = re.compile(
    r"(?:\A|[\n.!?:;,(\"-] ?|(?i:signee?|cordialement) )(?P<written>[A-Z](?: ?[A-Z]){1,5})"
    r"(?=\s*(?:[.,;:!?)\n\"]|\Z))"
)
_KNOWN = word_set(
    """
    ue us ps pc ce ia ai ip tv nb ie eg pv am pm onu ump rn lfi cgt cfdt fsu ldh vsa csi cpp rgpd
    cnil ceseda ratp sncf rer edf gdf caf cpam msa afp bfm tf rtl crs bac brav raid gign dgsi dgse
    loppsi lopmi cedh cjue tgi svp cad rdv usa rsa sdf hlm zad
    """
)


def own_spans(read: Skeleton, own: Own, words: tuple[str, ...]) -> Iterator[Span]:
    """Yield the spans that have the respondent's `own` data, or one of the `words` that an
    organiser asked to mask. Spans may overlap."""
    if own.names:
        yield from name_spans(read, forms_of_names(own.names))
        yield from _initials_spans(read, own.names)
    for email in own.emails:
        yield from _own_email(read.lower, email)
    if own.collectives:
        yield from collective_spans(read, own.collectives)
    for chosen in words:
        yield from _spans_of_chosen_word(read.lower, chosen)


def _own_email(lower: str, email: str) -> Iterator[Span]:
    """Yield the spans that have the address as it was typed, or the words of its first part: « ana
    b » for « ana.b@example.org ».

    The module `emails` finds an address that is cut or spelled out.
    """
    address = _fold(email.strip())
    if address and BARRIER not in address:
        for match in re.finditer(re.escape(address), lower) if address in lower else ():
            yield Span("own_email", *match.span())
        words = tuple(_WORD.findall(address.partition("@")[0]))
        if len("".join(words)) >= 3 and not _COMMON_LOCALS.issuperset(words):
            yield from _sequence("own_email", lower, words, _LOCAL_GAP)


def _spans_of_chosen_word(lower: str, typed: str) -> Iterator[Span]:
    chosen = _fold(typed)
    parts = _WORD.findall(chosen)
    if parts:
        yield from _sequence("chosen", lower, tuple(parts), _GAP)
    elif chosen.strip() and BARRIER not in chosen:
        for match in re.finditer(re.escape(chosen.strip()), lower):
            yield Span("chosen", *match.span())


@lru_cache(maxsize=1024)
def _fold(typed: str) -> str:
    return skeleton(typed).lower


def _sequence(kind: str, lower: str, parts: tuple[str, ...], gap: str) -> Iterator[Span]:
    """Yield the spans in which the whole words `parts` follow each other, with a match of the
    pattern `gap` between them. Spans may overlap: « a b a » is twice in « a b a b a »."""
    if all(part in lower for part in parts):
        for match in _pattern_of(parts, gap).finditer(lower):
            yield Span(kind, *match.span(1))


@lru_cache(maxsize=1024)
def _pattern_of(parts: tuple[str, ...], gap: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?=({gap.join(map(re.escape, parts))})(?![^\W_]))")


def _initials_spans(read: Skeleton, names: tuple[str, ...]) -> Iterator[Span]:
    """Yield the initials of one of these names, in order or with the family name first: « M.C.L. »
    or « Signé MCL » for « Marie Claire Lopez »."""
    for pattern in (_DOTTED, _ALONE):
        for initials in pattern.finditer(read.text):
            typed, start = initials["written"], initials.start("written")
            letters = re.sub(r"\B[a-z]|[^A-Za-z]", "", typed).lower()
            if letters in _initials_of(names) - _KNOWN and _are_ones_own(read, typed, start):
                yield Span("own_name", start, start + len(typed))


def _are_ones_own(read: Skeleton, initials: str, start: int) -> bool:
    """True if the letters `initials` at `start` are a person's initials: « J.-P. », « m.c. » →
    True. False for other letters: « m-c », « la B.P. », « M. C. Martin »."""
    if not initials[0].isupper() and initials.count(".") < 2:
        return False
    is_title = initials.startswith("M. ") and re.match(
        " [A-Z][a-z]", read.text[start + len(initials) :]
    )
    return not is_title and not _ARTICLE.search(read.lower, max(0, start - 10), start)


@lru_cache(maxsize=1024)
def _initials_of(names: tuple[str, ...]) -> frozenset[str]:
    """The initials of each name: of its words in order, beginning at each word in turn, then of its
    first and last word. « Marie Claire Lopez » → `mcl`, `clm`, `lmc`, `ml`."""
    return frozenset(
        "".join(word[0] for word in turned)
        for name in names
        for words in spellings(name)
        if 1 < len(words) < 7 and not set(words) <= NO_ANSWERS
        for turned in _orders(words)
    )


def _orders(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        yield words[start:] + words[:start]
    names = tuple(word for word in words if word not in NEVER_ALONE)
    if len(names) > 1:
        yield names[0], names[-1]
