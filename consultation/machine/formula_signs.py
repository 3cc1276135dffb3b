"""How a text begins that a spreadsheet takes for a formula, be its sign full-width or small, or
behind quotes, spaces, or signs that nobody sees."""

from __future__ import annotations

import re

FORMULA_SIGNS = r"=+\-@|＝＋－＠｜﹦﹢﹣﹫"
_QUOTES = "\"'"
# Spaces but tab and line feed, which end cells; what Unicode says is to be ignored where a font
# lacks it; what fonts draw as nothing.
_UNSEEN = (
    " \u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

FORMULA_START = re.compile(f"[{_QUOTES}{_UNSEEN}]*[{FORMULA_SIGNS}]")
"""The beginning of such a text, up to the sign."""
