"""How much care one text gets: a bound on what a text made on purpose may cost."""

from __future__ import annotations

import re

from consultation.redaction.model import Span

# What is masked after a sign when nothing more is asked: the rest of the line, within a bound.
_ROUGHLY = re.compile(r"[^\n\x00]{0,60}+")


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


def roughly(kind: str, text: str, start: int, end: int) -> Span:
    """A mask from what was seen to the end of its line, or nearly."""
    rest = _ROUGHLY.match(text, end)
    return Span(kind, start, rest.end() if rest else end)
