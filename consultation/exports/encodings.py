"""What the first bytes of a file announce: a workbook, an encoding, or no export at all."""

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


def announced_encoding(head: bytes, name: str) -> str:
    """The encoding of a file that starts so, UTF-8 unless something says otherwise."""
    start = head[:1024].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith(WEB_PAGES):
        raise OrganiserError("not_an_export.web_page", where=name)
    marked = (encoding for mark, encoding in MARKS if head.startswith(mark))
    return next(marked, "utf-8")
