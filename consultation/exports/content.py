"""What one pass over a file's bytes tells: identity, format, encoding, whether its end is there.

The whole file is decoded before its first cell is believed, so that a file cut in the middle of a
character is never mistaken for one in another encoding.
"""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consultation.exports import limits, refusals

CHUNK = 1024 * 1024
XLSX = "xlsx"

MARKS = (
    (b"PK\x03\x04", XLSX),
    (b"PK\x05\x06", XLSX),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MOST = 0.7
NOTES = {"utf-8-sig": "bom", "cp1252": "cp1252"}


@dataclass(frozen=True)
class Content:
    """A file whose bytes were all read; `encoding` is `xlsx` when they are a zip archive."""

    sha256: str
    size: int
    encoding: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What differs from Framaforms' plain UTF-8."""
        if self.encoding.startswith("utf-16"):
            return ("utf-16",)
        return (NOTES[self.encoding],) if self.encoding in NOTES else ()


def read_content(path: Path) -> Content:
    """The identity and encoding of a whole, readable file."""
    try:
        return _read_content(path)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "erreur de lecture"
        raise refusals.unreadable(path.name, f"ce fichier ne peut être lu ({reason}).") from None


def _read_content(path: Path) -> Content:
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        gigabytes = limits.FILE_BYTES // 1024**3
        raise refusals.too_large(path.name, f"ce fichier dépasse {gigabytes}\u00a0Go.")
    digest = hashlib.sha256()
    reading = _Reading(path.name)
    for chunk in _chunks(path):
        digest.update(chunk)
        reading.take(chunk)
    encoding = reading.settle()
    if encoding is None:
        encoding = _not_utf8(path)
    return Content(digest.hexdigest(), size, encoding)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


class _Reading:
    """The text of a file as its bytes come, of which only the end is kept."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._encoding: str | None = None
        self._decoder: codecs.IncrementalDecoder | None = None
        self._last = ""

    def take(self, chunk: bytes) -> None:
        """The chunk is decoded strictly, unless the encoding was already found wrong."""
        if self._encoding is None:
            self._encoding = _marked_encoding(chunk, self._name)
            if self._encoding != XLSX:
                self._decoder = codecs.getincrementaldecoder(self._encoding)()
        if self._decoder is None:
            return
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError:
            self._decoder = None
            return
        self._last = text[-1:] or self._last

    def settle(self) -> str | None:
        """The encoding, or nothing for what looked like UTF-8 and is not."""
        if self._encoding is None:
            raise refusals.empty(self._name)
        if self._encoding == XLSX:
            return XLSX
        if self._decoder is None:
            self._refuse_contradiction()
            return None
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise refusals.truncated(self._name) from None
        _refuse_open_end(self._last, self._name)
        return self._encoding

    def _refuse_contradiction(self) -> None:
        """Nothing, unless a mark said the encoding: bytes that contradict it are damage."""
        if self._encoding != "utf-8":
            raise refusals.unreadable(self._name, "ses caractères sont abîmés.")


def _marked_encoding(head: bytes, name: str) -> str:
    """What the first bytes announce, else UTF-8."""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refusals.not_an_export(
            name,
            "c'est un classeur Excel d'avant 2007 (.xls), que Framaforms ne produit pas.",
        )
    start = head[:1024].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise refusals.not_an_export(
            name,
            "c'est une page web\u00a0: la session Framaforms avait sans doute expiré.",
        )
    marked = (encoding for mark, encoding in MARKS if head.startswith(mark))
    return next(marked, "utf-16-le" if _is_unmarked_utf16(head) else "utf-8")


def _is_unmarked_utf16(head: bytes) -> bool:
    """What 7.x-3.x writes unless the delimiter is a tab: the second byte of most letters is 0."""
    first, second = head[0::2], head[1::2]
    return (
        head.startswith(b'"\x00')
        and second.count(0) > MOST * len(second)
        and first.count(0) < (1 - MOST) * len(first)
    )


def _refuse_open_end(last: str, name: str) -> None:
    """Nothing, when the last character ends a line.

    Webform ends its last row with LF. Without it the last cell can't be believed: cut between the
    two quotes that stand for one, `"a""b"` reads as a whole cell that says `a`.
    """
    if not last:
        raise refusals.empty(name)
    if last not in "\r\n":
        raise refusals.truncated(name)


def _not_utf8(path: Path) -> str:
    """`cp1252` for a file that a spreadsheet saved again; damaged UTF-8 is refused.

    In French text read as UTF-8, nearly every accent of a cp1252 file is an error; a damaged UTF-8
    file has few errors among many accents, and reading it as cp1252 would garble them all.
    """
    census = _Census()
    for chunk in _chunks(path):
        census.take(chunk)
    last = _last_in_cp1252(path)
    if last is None or census.right >= census.wrong:
        what = "ses caractères sont abîmés (ce n'est de l'UTF-8 qu'en partie)."
        raise refusals.unreadable(path.name, what, census.first_wrong)
    _refuse_open_end(last, path.name)
    return "cp1252"


class _Census:
    """How many characters beyond ASCII are right and wrong in UTF-8."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._lines = 0
        self.right = self.wrong = 0
        self.first_wrong = 0

    def take(self, chunk: bytes) -> None:
        """The chunk's characters are counted."""
        text = self._decoder.decode(chunk)
        errors = text.count("\ufffd")
        if errors and not self.wrong:
            self.first_wrong = self._lines + text.count("\n", 0, text.index("\ufffd")) + 1
        self.wrong += errors
        self.right += len(text) - len(text.encode("ascii", "ignore")) - errors
        self._lines += text.count("\n")


def _last_in_cp1252(path: Path) -> str | None:
    """The last character, or nothing when some byte is none of cp1252's."""
    last = ""
    try:
        for chunk in _chunks(path):
            last = chunk.decode("cp1252")[-1:]
    except UnicodeDecodeError:
        return None
    return last
