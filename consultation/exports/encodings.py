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


def announced_encoding(head: bytes, name: str) -> str:
    """The encoding that a file's first bytes (`head`) announce: `PK` → `xlsx`. Without a byte order
    mark, UTF-16 if zero bytes show it, else UTF-8. Raises OrganiserError for a web page. `name` is
    the file's name."""
    start = head[:1024].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith(WEB_PAGES):
        raise OrganiserError("not_an_export.web_page", where=name)
    marked = (encoding for mark, encoding in MARKS if head.startswith(mark))
    return next(marked, _unmarked_utf16(head) or "utf-8")


def _unmarked_utf16(head: bytes) -> str | None:
    """`utf-16-le` for UTF-16 without a mark, in which the second byte of most letters is 0:
    `N\\0u\\0m\\0` → `utf-16-le`. None for other bytes.

    Webform 7.x-3.x writes it unless the delimiter is a tab.
    """
    first, second = head[0::2], head[1::2]
    has_letters = len(second) > 1 and first.count(0) <= (1 - MOST) * len(first)
    return "utf-16-le" if has_letters and second.count(0) > MOST * len(second) else None
