"""A respondent's initials, in the order of their names or the family name first: « M.C. »,
« J.-P. L. », « MC » under a text. What an article stands before, and what everybody calls so, is no
person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from consultation.redaction.masks import Span
from consultation.redaction.name_forms import spellings
from consultation.redaction.skeleton import Skeleton
from consultation.redaction.vocabulary import NEVER_ALONE, NO_ANSWERS, word_set

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


def initials_spans(read: Skeleton, names: tuple[str, ...]) -> Iterator[Span]:
    """Where the text has the initials of one of these names; spans may overlap."""
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
