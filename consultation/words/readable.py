"""Texts as every cell of a workbook gives them back, on their lines or on a single line."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?")
# What XML 1.0 cannot hold. Tab and line feed stay; so do U+007F to U+009F, which it can.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    r"""The text as every cell of a workbook gives it back: `"a\r\nb\x07"` → `"a\nb\ufffd"`.

    CRLF and CR become LF, as in XML. Each control character except tab and LF, each of U+FFFE and
    U+FFFF and each half of a surrogate pair becomes U+FFFD, which shows that something was there.
    Everything else is kept, spaces at the ends included.
    """
    if text.isprintable():  # most texts, which take a tenth of the time
        return text
    return _UNSTORABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The text, readable, with every run of white space as one space: `a⏎b` → `a b`."""
    return " ".join(readable(text).split())
