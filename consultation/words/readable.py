"""Texts without the characters that a cell of a workbook loses, on several lines or on one."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?")
# Characters that XML 1.0 cannot hold. It holds tab, line feed and U+007F to U+009F.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    r"""The text as it is read again from a cell of a workbook: `"a\r\nb\x07"` → `"a\nb\ufffd"`.

    CRLF and CR become LF, as in XML. Other characters below U+0020 (except tab and LF), U+FFFE,
    U+FFFF and halves of surrogate pairs become U+FFFD, which shows that something was there.
    Everything else is kept, even U+007F to U+009F and spaces at the ends.
    """
    if text.isprintable():  # true of most texts, and ten times as fast
        return text
    return _UNSTORABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The text on one line: `a⏎b` → `a b`. Each run of white space becomes a space, and none is
    left at the ends. Characters that a cell can't hold are replaced, as by `readable`."""
    return " ".join(readable(text).split())
