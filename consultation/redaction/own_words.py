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
# What an article stands before, and what everybody calls so, is no person.
_ARTICLE = re.compile(
    r"(?<![^\W_])(?:(?:les?|la|du|des|aux?|une?|cet?|cette|ces|nos|notre|votre) ?|[ld]' ?)\Z"
)
_SIGNS = re.compile(r"(?<![^\W_])[A-Za-z](?:\.|-[A-Z])")
_ENDING = re.compile(r"[^\Wa-z]{2}[.)]?\s*\Z")
# Letters and signs at the end of a text among which initials without a dot are looked for.
_TAIL = 30
_KNOWN = word_set(
    """
    ue us ps pc ce ia ai ip tv nb ie eg pv am pm onu ump rn lfi cgt cfdt fsu ldh vsa csi cpp rgpd
    cnil ceseda ratp sncf rer edf gdf caf cpam msa afp bfm tf rtl crs bac brav raid gign dgsi dgse
    loppsi lopmi cedh cjue tgi svp cad rdv usa rsa sdf hlm zad
    """
)


def own_spans(read: Skeleton, own: Own, words: tuple[str, ...]) -> Iterator[Span]:
    """Where the text has one of the respondent's `own` or of the words; spans may overlap."""
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
    """Where the address is written as it was typed, whatever it is; cut or spelled, `emails` finds
    it. And where the words of its local part are, but for those that everybody uses."""
    written = _fold(email.strip())
    if written and BARRIER not in written:
        for found in re.finditer(re.escape(written), lower) if written in lower else ():
            yield Span("own_email", *found.span())
        local = written.partition("@")[0]
        for part in dict.fromkeys((local, local.partition("+")[0])):
            words = tuple(_WORD.findall(part))
            if len("".join(words)) >= 3 and not _COMMON_LOCALS.issuperset(words):
                yield from _sequence("own_email", lower, words, _LOCAL_GAP)


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


def _initials_spans(read: Skeleton, names: tuple[str, ...]) -> Iterator[Span]:
    """Where the text has the initials of one of these names, in their order or the family name
    first: « M.C. », « J.-P. L. », « MC » under a text; spans may overlap."""
    has_signs = _SIGNS.search(read.text) is not None
    if not (has_signs or _ENDING.search(read.text, max(0, len(read.text) - _TAIL))):
        return
    for pattern, signed in _patterns(names):
        for found in pattern.finditer(read.text) if has_signs else ():
            if _are_ones_own(read, found):
                yield Span("own_name", *found.span())
        if ending := signed.search(read.text, max(0, len(read.text) - _TAIL)):
            yield Span("own_name", *ending.span("initials"))


def _are_ones_own(read: Skeleton, found: re.Match[str]) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", found[0])
    if not (found[0].upper() == found[0] or _has_dots(found[0], letters)):
        return False
    if _ARTICLE.search(read.lower, max(0, found.start() - 10), found.start()):
        return False
    is_title = found[0].startswith("M. ") and re.match(" [A-Z][a-z]", read.text[found.end() :])
    return letters.lower() not in _KNOWN and not is_title


def _has_dots(written: str, letters: str) -> bool:
    """« m.c. », « J.P. Le G. »: not « m-c »."""
    return written.count(".") >= 2 and (letters.islower() or written[0].isupper())


@lru_cache(maxsize=1024)
def _patterns(names: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Of each name, its initials with their signs, and without any at the end of a text."""
    sequences = dict.fromkeys(
        turned
        for name in names
        for words in spellings(name)
        if 1 < len(words) < 7 and not set(words) <= NO_ANSWERS
        for turned in _orders(words)
    )
    return tuple((_pattern_with_dots(words), _pattern_of_signature(words)) for words in sequences)


def _orders(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    names = tuple(word for word in words if word not in NEVER_ALONE)
    for start in range(len(words)):
        yield words[start:] + words[:start]
    for last in range(2, len(names) + 1):
        yield names[:last]
    if len(names) > 1:
        yield names[0], names[-1]
        yield names[-1], names[0]


def _pattern_with_dots(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [_initial(word) for word in words[:-1]]
    written = "".join((*parts, re.escape(words[-1][0])))
    return re.compile(rf"(?<![\w.@-]){written}\.?(?!\w|\.\w|-\w)", re.IGNORECASE)


def _initial(word: str) -> str:
    letter = rf"{re.escape(word[0])}(?:\.[ -]{{0,2}}|-)"
    return rf"(?:{letter}|{re.escape(word)} )" if word in NEVER_ALONE else letter


def _pattern_of_signature(words: tuple[str, ...]) -> re.Pattern[str]:
    initials = "".join(re.escape(word[0].upper()) for word in words)
    nobodys = "(?!)" if initials.lower() in _KNOWN else ""
    return re.compile(rf"(?:\A|[\n.!?:;,(-] ?)(?P<initials>{nobodys}{initials})(?=[.)]?\s*\Z)")
