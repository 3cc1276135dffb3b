"""When two texts say the same, whatever a word processor did to spaces, quotation marks and
apostrophes; every letter and digit counts."""

from __future__ import annotations

import re
import unicodedata

# Of each group, the signs that word processors put in place of the first.
_SAME = {"'": "’‘ʼ′", '"': "“”„‟", "-": "\u2011"}
_SIGNS = str.maketrans({other: sign for sign, others in _SAME.items() for other in others})
# What nobody sees: where a line may break.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
# What no document can hold, and what stands in its place: spaces to their readers.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")
_CUT = re.compile(r"\[ ?\.\.\. ?\]")
_ENDS = re.compile(rf'^(?:[" ]|{_CUT.pattern})+|(?:[" ]|{_CUT.pattern})+$')


def plain(text: str) -> str:
    """The text in the one spelling that its variants share: equal where two texts say the same."""
    composed = _UNSEEN.sub("", unicodedata.normalize("NFC", _UNSHOWN.sub(" ", text)))
    quoted = re.sub(r"«\s*|\s*»", '"', composed.translate(_SIGNS).replace("…", "..."))
    return re.sub(r"\s+", " ", quoted).strip()


def plain_quote(text: str) -> str:
    """The same of a quote, without the quotation marks and the cuts at its ends."""
    return _ENDS.sub("", plain(text))


def is_verbatim(quote: str, source: str) -> bool:
    """Whether the pieces of the quote, between its cuts « […] », stand one after the other in the
    source, as they are."""
    place, searched = 0, plain(source)
    pieces = [stripped for piece in _CUT.split(plain_quote(quote)) if (stripped := piece.strip())]
    for piece in pieces:
        found = searched.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return bool(pieces)


def pattern_of(value: str) -> re.Pattern[str]:
    """What finds the value in a text, in any of its spellings, and no longer number or word."""
    signs = {" ": r"\s+", '"': r'(?:«\s*|\s*»|["“”„‟])', "...": r"(?:\.\.\.|…)"}
    for sign in "'-":
        signs[sign] = f"[{sign}{_SAME[sign]}]"
    parts = re.split(r"(\.\.\.|[ \"'-])", plain(value))
    found = "".join(signs.get(part, re.escape(part)) for part in parts)
    return re.compile(rf"(?<![\w])(?<!\d[.,]){found}(?![\w]|[.,]\d)")
