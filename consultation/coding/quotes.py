"""Quotes: pieces of a text, word for word, with « […] » where something was left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

CUT = "[…]"
_SPACES = r"[\s\x00-\x1f\x7f-\x9f]+"
# Of what stands before a passage, its end: that of a sentence or of a paragraph, or nothing at all.
_BEGUN = re.compile(r"(?:\A|\n\s*\n|[.!?…•][\W_]*\s)[\W_]*\Z")
# A full stop after these ends no sentence.
_SHORT = re.compile(
    r"(?<!\w)(?:MM?|Mmes?|Mlles?|Dr|Me|Pr|Ste?|[Aa]rt|[Cc]f|[Pp]|[Nn]|[Aa]v|[Ee]x|[A-Z])\.[\W_]*\Z"
)
# What follows it: nothing, or the next sentence, which begins with no small letter; a full stop may
# be left out, a question mark may not.
_ENDED = re.compile(
    r"(?:(?<=[.!?…])|\.(?!\.))[\W_]*?(?=\s|\Z)(?!\s+[a-zà-ÿœæ])|[^\w.!?…]*(?=\n\s*\n|\s*\Z)"
)

Span = tuple[int, int]


def passage_of(written: str) -> str:
    """The passage as it is stored: NFC, single spaces, cuts written in one way, nothing else
    changed."""
    spaced = re.sub(_SPACES, " ", unicodedata.normalize("NFC", written))
    return re.sub(r"\[ ?(?:…|\.\.\.) ?\]", CUT, spaced).strip()


def pieces_of(passage: str) -> tuple[str, ...]:
    """What stands between the cuts of a passage."""
    return tuple(filter(None, (piece.strip() for piece in passage.split(CUT))))


def is_quoted_from(passage: str, text: str) -> bool:
    """Whether each piece of the passage stands in the text, in that order, character by character
    once spaces are made one, and no word is cut in two. `sql/10_quotes` says the same of what
    leaves."""
    return any(_places(passage, unicodedata.normalize("NFC", text)))


def is_of_whole_sentences(passage: str, text: str) -> bool:
    """Whether each piece of the passage begins and ends where sentences of the text do: what is cut
    out of the middle of one may say the contrary. Of several places in the text, one is enough."""
    whole = unicodedata.normalize("NFC", text)
    return any(all(_is_whole(whole, *span) for span in spans) for spans in _places(passage, whole))


def _is_whole(text: str, start: int, end: int) -> bool:
    last = start + len(text[start:end].rstrip("»”\"')\u00a0\u202f "))
    before, after = text[:start], _ENDED.match(text, last)
    if not _BEGUN.search(before) or _SHORT.search(before) or after is None:
        return False
    return after.end() == len(text) or not _SHORT.search(text[start : after.end()])


def _places(passage: str, text: str) -> Iterator[list[Span]]:
    """Where the pieces stand: for each place of the first, the next place of each of the others."""
    patterns = [_whole_words(piece) for piece in pieces_of(passage_of(passage))]
    for start in patterns[0].finditer(text) if patterns else ():
        found = [start]
        for pattern in patterns[1:]:
            if (place := pattern.search(text, found[-1].end())) is None:
                return
            found.append(place)
        yield [place.span("piece") for place in found]


def _whole_words(piece: str) -> re.Pattern[str]:
    before = r"(?:^|[\W_])" if piece[0].isalnum() else ""
    after = r"(?:[\W_]|$)" if piece[-1].isalnum() else ""
    return re.compile(f"{before}(?P<piece>{_SPACES.join(map(re.escape, piece.split()))}){after}")
