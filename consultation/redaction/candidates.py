"""Which of many texts may hold something to mask, told at the speed of polars."""

from __future__ import annotations

import polars as pl

# Letters with their accents: the skeleton that the patterns read has none.
_A, _E, _I, _O, _T, _C = "[aªàáâãäå]", "[eèéêë]", "[iìíîï]", "[oºòóôõöø]", "t", "[cç]"
# A character that this list doesn't know may fold to anything.
_KNOWN = r"\x00-\x7e\x{a0}-\x{a9}\x{ab}\x{ac}\x{ae}-\x{b9}\x{bb}-\x{ff}œŒŸ€–—‘’‚“”„…•‹›‰™\x{202f}"
_WORTH = (
    rf"(?i)[\d@]|[^{_KNOWN}]"
    rf"|{_A}rr?{_O}b{_A}|(?:^|[^a-z]){_A}t(?:$|[^a-zß-öø-ÿ])|{_C}h{_E}z"
    rf"|[(\[{{<]\s?{_A}\s?[)\]}}>]|l{_I}{_E}u|r{_E}s{_I}d"
)


def candidates(texts: pl.Series) -> pl.Series:
    """True where a text may hold something to mask; False only where `redact`, with nothing of
    the respondent's own, masks nothing. A missing text holds nothing."""
    return texts.str.contains(_WORTH).fill_null(False)
