"""What says that an address follows: « j'habite », « mon adresse »…"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from consultation.redaction.ways import CUES

_CUE_WORD = re.compile(rf"\b{CUES}\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?\n]")
_LONG = 5000  # a text in which all the cues are looked for at once
_CUE = re.compile(rf"\b{CUES}\b[^.!?\n]{{0,40}}\Z", re.IGNORECASE)


def is_said(text: str, start: int) -> bool:
    """Whether « j'habite », « mon adresse »… stands before, in the same sentence."""
    if len(text) < _LONG:
        return _CUE.search(text[max(0, start - 60) : start]) is not None
    ends = _ends_of_cues(text)
    at = bisect_right(ends, start) - 1
    return at >= 0 and start - ends[at] <= 40 and not _SENTENCE.search(text, ends[at], start)


@lru_cache(maxsize=1)
def _ends_of_cues(text: str) -> list[int]:
    return [cue.end() for cue in _CUE_WORD.finditer(text)]
