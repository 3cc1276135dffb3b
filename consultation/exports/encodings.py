"""The format that a file's first bytes announce: a workbook, an encoding, or no export at all."""

from __future__ import annotations

import codecs

from consultation.words.errors import OrganiserError

XLSX = "xlsx"

MARKS = (
    (b"PK\x03\x04", XLSX),
    (b"PK\x05\x06", XLSX),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WEB_PAGES = (b"<!doctype", b"<html", b"<?xml")
MOST = 0.7
# With fewer bytes UTF-16 is not guessed.
FEWEST_BYTES = 4


def announced_encoding(head: bytes, name: str) -> str:
    """The encoding that a file's first bytes (`head`) announce: `PK` → `xlsx`. Without a byte order
    mark, UTF-16 if its zero bytes show it, else UTF-8. Raises OrganiserError for a web page."""
    start = head[:1024].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith(WEB_PAGES):
        raise OrganiserError("not_an_export.web_page", where=name)
    marked = (encoding for mark, encoding in MARKS if head.startswith(mark))
    return next(marked, _unmarked_utf16(head) or "utf-8")


def _unmarked_utf16(head: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` for UTF-16 without a mark, in which one byte of most letters is 0:
    `N\\0u\\0m\\0` → `utf-16-le`. None for other bytes.

    Webform 7.x-3.x writes it unless the delimiter is a tab.
    """
    if len(head) < FEWEST_BYTES:
        return None
    first, second = head[0::2], head[1::2]
    if _is_mostly_zero(second) and not _is_mostly_zero(first, 1 - MOST):
        return "utf-16-le"
    if _is_mostly_zero(first) and not _is_mostly_zero(second, 1 - MOST):
        return "utf-16-be"
    return None


def _is_mostly_zero(half: bytes, share: float = MOST) -> bool:
    return half.count(0) > share * len(half)
