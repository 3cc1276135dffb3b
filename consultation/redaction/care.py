"""How much care one text gets: a bound on what a text made on purpose may cost."""

from __future__ import annotations

import re

from consultation.redaction.model import Span
from consultation.redaction.skeleton import BARRIER

# What is masked around a sign when nothing more is asked: its line, within these bounds.
_AFTER = re.compile(rf"[^\n{BARRIER}]{{0,120}}+")
_LONGEST_BEFORE = 60
# A sign that a rough mask cuts is read again whole.
_LONGEST_SIGN = 50


class Care:
    """How many stretches of one text may still be looked at closely. Nobody who writes to be read
    comes near the bound; what comes after it is masked without a look at what stands around."""

    def __init__(self, text: str, most: int) -> None:
        """So many in a text of up to 100 kB, and as dense in a longer one."""
        self._left = max(most, len(text) * most // 100_000)

    def is_spent(self) -> bool:
        """Whether the bound is reached; counts one more stretch otherwise."""
        self._left -= 1
        return self._left < 0


def roughly(kind: str, text: str, sign: re.Match[str]) -> tuple[Span, int]:
    """A mask of what stands around a sign on its line, and from where to look for the next one."""
    first, last = max(0, sign.start() - _LONGEST_BEFORE), sign.start()
    start = max(first, text.rfind("\n", first, last) + 1, text.rfind(BARRIER, first, last) + 1)
    after = _AFTER.match(text, sign.end())
    end = after.end() if after else sign.end()
    return Span(kind, start, end), max(sign.end(), end - _LONGEST_SIGN)
