"""Rough patterns: simplified patterns that polars searches in all texts at once, which is fast.

A rough pattern is a pattern without lookarounds and upper bounds, in polars' syntax. If it does not
match a text, nor does the pattern. This does not hold for texts with rare characters (`ODD`), which
Python and polars may classify differently: in these texts every pattern is searched.
"""

from __future__ import annotations

import re

_WORD = "0-9A-Z_a-zÀ-ÖØ-öø-ÿŒœŸ"
ODD = rf"[\x1c-\x1f\p{{Join_Control}}[[\p{{Alphabetic}}\p{{M}}\p{{N}}\p{{Pc}}]--[{_WORD}]]]"
_CLASSES = {r"\w": _WORD, r"\W": f"[^{_WORD}]", r"\d": "0-9"}
_CLASS = r"\[(?:\\.|[^\]\\])+\]"
_PLAIN = rf"\\.|{_CLASS}|[^()\\\[]"
_AROUND = (
    rf"\(\?<?[=!](?:{_PLAIN}|\((?:{_PLAIN}|\((?:{_PLAIN}|\((?:{_PLAIN})*\))*\))*\))*\)|\\[AZb]"
)
_PARTS = re.compile(
    rf"(?P<kept>{_CLASS})|(?P<around>{_AROUND})|(?P<name>\(\?P<\w+>)|(?P<again>\(\?P=\w+\))"
    r"|\{(?P<least>\d+),\d*\}[?+]?|(?P<sign>[*+?])[?+]|\\."
)
# Edges of words in ASCII, as polars is slow with other letters.
_START, _END = r"(?-u:\b{start-half})", r"(?-u:\b{end-half})"
_EDGES = {
    r"(?<!\w)": _START,
    r"(?<![^\W_])": f"(?:{_START}|_)",
    r"(?!\w)": _END,
    r"(?![^\W_])": f"(?:{_END}|_)",
}


def rough(pattern: re.Pattern[str], *, in_any_case: bool = False) -> str:
    """The rough pattern of a pattern, in polars' syntax: `ab{2,4}(?=€)` → `(?:ab{2,})`."""
    flag = "i" if in_any_case or pattern.flags & re.IGNORECASE else ""
    return f"(?{flag}:{_PARTS.sub(_rough_part, pattern.pattern)})"


def _rough_part(part: re.Match[str]) -> str:
    match part.lastgroup:
        case "kept":
            return re.sub(r"\\.", lambda escape: _CLASSES.get(escape[0], escape[0]), part[0])
        case "around":
            return _EDGES.get(part[0], "")
        case "name":
            return "("
        case "again":
            return "[^a-z]*"
        case "least":
            return f"{{{part['least']},}}"
        case "sign":
            return part["sign"]
    return f"[{_CLASSES[part[0]]}]" if part[0] in _CLASSES else part[0]
