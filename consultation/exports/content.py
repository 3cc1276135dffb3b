"""Read all bytes of a file once, to find its checksum, format and encoding, and to notice a file
whose end was cut off.

The whole file is decoded before its first cell is used. Otherwise, a file cut in the middle of a
character would be mistaken for a file in another encoding.
"""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from consultation.exports.encodings import XLSX, announced_encoding
from consultation.machine import compression
from consultation.machine.disk import cause
from consultation.words.errors import OrganiserError
from schemas import limits

CHUNK = 1024 * 1024
BUFFER_BYTES = 1024 * 1024
# Bytes that are no character in cp1252.
NO_CP1252 = b"\x81\x8d\x8f\x90\x9d"
NOTES = {"utf-8-sig": "bom", "cp1252": "cp1252"}


@dataclass(frozen=True)
class Content:
    """The description of a file, once all its bytes were read. `encoding` is `xlsx` for a zip
    archive.

    - `sha256`, `size`: of the decompressed bytes, since a compressed copy is the same export.
    - `stored_size`, `modified_ns`: of the file on disk.
    - `has_last_line_end`: False if the last line of a text has no line end.
    """

    path: Path
    sha256: str
    size: int
    stored_size: int
    modified_ns: int
    encoding: str
    is_compressed: bool
    has_last_line_end: bool

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.path.name

    @property
    def notes(self) -> tuple[str, ...]:
        """Codes for the properties in which the file differs from a plain UTF-8 text: `gzip`,
        `utf-16`, `bom`, `cp1252`."""
        compressed = ("gzip",) if self.is_compressed else ()
        encoding = "utf-16" if self.encoding.startswith("utf-16") else NOTES.get(self.encoding)
        return compressed if encoding is None else (*compressed, encoding)

    def refuse_change(self) -> None:
        """Raise OrganiserError if the size or the modification time of the file has changed since
        it was read."""
        state = self.path.stat()
        if (state.st_size, state.st_mtime_ns) != (self.stored_size, self.modified_ns):
            raise OrganiserError("unreadable_file.changed", where=self.name)

    def open_text(self) -> TextIO:
        """Open the file as text, decompressed. Its line ends are kept."""
        if self.is_compressed:
            file = io.BufferedReader(compression.open_compressed(self.path), BUFFER_BYTES)
            return io.TextIOWrapper(file, encoding=self.encoding, newline="")
        return self.path.open(encoding=self.encoding, newline="", buffering=BUFFER_BYTES)

    def open_bytes(self) -> BinaryIO:
        """Open the decompressed bytes of the file, seekable. Raises OrganiserError if they are too
        many to decompress in memory."""
        if not self.is_compressed:
            return self.path.open("rb")
        if self.size > limits.PART_BYTES:
            raise OrganiserError("too_large", where=self.name)
        return io.BytesIO(b"".join(_chunks(self.path, is_compressed=True)))


def read_content(path: Path) -> Content:
    """Read a whole file to find its checksum, format and encoding. Raises OrganiserError if it is
    empty, cut, too large, a web page, or can't be read."""
    try:
        return _read_content(path)
    except compression.BROKEN as error:
        raise compression.refusal(path.name, error) from None
    except PermissionError:
        raise OrganiserError("unreadable_file.closed", where=path.name) from None
    except OSError as error:
        reason = cause(error)
        raise OrganiserError("unreachable_file", where=path.name, reason=reason) from None


def _read_content(path: Path) -> Content:
    state = path.stat()
    stored_size = state.st_size
    compression.refuse_too_large(path.name, stored_size)
    is_compressed = compression.is_compressed(path)
    digest = hashlib.sha256()
    reading = _Reading(path.name)
    size = 0
    for chunk in _chunks(path, is_compressed=is_compressed):
        size += len(chunk)
        if is_compressed:
            compression.refuse_excess(path.name, size, stored_size)
        digest.update(chunk)
        reading.take(chunk)
    encoding = reading.settle_encoding()
    last = reading.last
    if encoding is None:
        encoding, last = _recognise_cp1252(path, is_compressed=is_compressed)
    return Content(
        path=path,
        sha256=digest.hexdigest(),
        size=size,
        stored_size=stored_size,
        modified_ns=state.st_mtime_ns,
        encoding=encoding,
        is_compressed=is_compressed,
        has_last_line_end=encoding == XLSX or last in "\r\n",
    )


def _chunks(path: Path, *, is_compressed: bool) -> Iterator[bytes]:
    with compression.open_compressed(path) if is_compressed else path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


class _Reading:
    """The decoding of a file, chunk by chunk, to check its encoding and the length of its lines.

    The text is not kept, except its last character (`last`). It shows if the last line has a line
    end.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._encoding: str | None = None
        self._decoder: codecs.IncrementalDecoder | None = None
        self._line_characters = 0
        self.last = ""

    def take(self, chunk: bytes) -> None:
        """Decode the next bytes. Nothing is decoded in a workbook, or after a byte that contradicts
        the encoding. Raises OrganiserError for a web page, or for a line that is too long."""
        if self._encoding is None:
            self._encoding = announced_encoding(chunk, self._name)
            if self._encoding != XLSX:
                self._decoder = codecs.getincrementaldecoder(self._encoding)()
        if self._decoder is None:
            return
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError:
            self._decoder = None
            return
        self.last = text[-1:] or self.last
        self._refuse_long_line(text)

    def _refuse_long_line(self, text: str) -> None:
        """Raise OrganiserError if a line is so long that it would fill the memory."""
        ends = [position for position in (text.find("\n"), text.find("\r")) if position != -1]
        self._line_characters += min(ends, default=len(text))
        if self._line_characters > limits.LINE_CHARACTERS:
            raise OrganiserError("too_large.line", where=self._name)
        if ends:
            self._line_characters = len(text) - max(text.rfind("\n"), text.rfind("\r"))

    def settle_encoding(self) -> str | None:
        """The encoding, once all bytes are taken. None if the first bytes announced no encoding,
        and the bytes are not UTF-8. Raises OrganiserError if the file is empty, cut, or not in the
        encoding that its first bytes announced."""
        if self._encoding is None:
            raise OrganiserError("empty_file", where=self._name)
        if self._encoding == XLSX:
            return XLSX
        if self._decoder is None:
            if self._encoding != "utf-8":
                raise OrganiserError("unreadable_file", where=self._name)
            return None
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise OrganiserError("truncated_file", where=self._name) from None
        if not self.last:
            raise OrganiserError("empty_file", where=self._name)
        return self._encoding


def _recognise_cp1252(path: Path, *, is_compressed: bool) -> tuple[str, str]:
    """Return `cp1252` and the last character, for a text that a spreadsheet saved in cp1252. Raises
    OrganiserError for damaged UTF-8, and for a file that is no text.

    If a French text in cp1252 is read as UTF-8, nearly every accent is an error. Damaged UTF-8 has
    few errors among many accents, and reading it as cp1252 would garble them all.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    right = wrong = lines = first_wrong = 0
    is_cp1252 = True
    for chunk in _chunks(path, is_compressed=is_compressed):
        if 0 in chunk:  # no text has a zero byte
            is_workbook = path.suffix == ".xlsx"
            error_id = "unreadable_file" if is_workbook else "not_an_export.other"
            raise OrganiserError(error_id, where=path.name)
        text = decoder.decode(chunk)
        errors = text.count("\ufffd")
        if errors and not wrong:
            first_wrong = lines + text.count("\n", 0, text.index("\ufffd")) + 1
        wrong += errors
        right += len(text) - len(text.encode("ascii", "ignore")) - errors
        lines += text.count("\n")
        is_cp1252 = is_cp1252 and not any(byte in chunk for byte in NO_CP1252)
    if right >= wrong or not is_cp1252:
        raise OrganiserError("unreadable_file", where=path.name, line=first_wrong)
    return "cp1252", chunk[-1:].decode("cp1252")
