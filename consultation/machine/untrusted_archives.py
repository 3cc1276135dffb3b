"""Checks of an .xlsx, .ods or .docx file before it is read: a zip of parts that strangers may have
made.

openpyxl trusts the sizes in a zip, reads several parts whole, and expands XML entities. Entities
need a document type. No workbook needs one, so none is accepted.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from typing import BinaryIO
from xml.parsers import expat

from consultation.words.errors import OrganiserError
from schemas import limits

CHUNK = 64 * 1024
SHEETS = "xl/worksheets/"
IS_ENCRYPTED = 0x1


ROW = "http://schemas.openxmlformats.org/spreadsheetml/2006/main row"
ROW_DEPTH = 3

# The sheets of an .ods, which consultation/decisions reads without keeping more than a row.
OPENDOCUMENT_SHEETS = "content.xml"
XLSX, ODS, TEXT_DOCUMENT, OTHER = "xlsx", "ods", "text_document", "archive"
WORD = ("word/document.xml", "application/vnd.oasis.opendocument.text")
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


class ForbiddenDoctype(Exception):
    """Raised if an XML part declares a document type, which may define entities."""


class TooManyElements(Exception):
    """Raised if a part, or a row of a sheet, has more XML elements than the memory may hold."""


def refuse_unsafe_archive(file: BinaryIO, name: str, formats: Collection[str] = (XLSX,)) -> str:
    """Check the archive and return its format: `xlsx`, `ods`, `text_document` (.docx, .odt) or
    `archive` for any other zip.

    Raises OrganiserError if the archive is cut, damaged or encrypted, exceeds a limit, has a
    document type, or has a format that is not in `formats`.
    """
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        # The list of parts is at the end of a zip.
        raise OrganiserError("truncated_file", where=name) from None
    # A damaged list of parts raises others, down to UnicodeDecodeError and struct.error.
    except Exception:
        raise OrganiserError("unreadable_file", where=name) from None
    with archive:
        _refuse_excess(archive.infolist(), name)
        file_format = _format(archive)
        if file_format not in formats:
            kind = "not_an_export.ods" if file_format == ODS else "not_an_export.other"
            raise OrganiserError(kind, where=name)
        try:
            for entry in archive.infolist():
                _refuse_unsafe_part(archive, entry)
        except ForbiddenDoctype:
            raise OrganiserError("unreadable_file.doctype", where=name) from None
        except TooManyElements:
            raise OrganiserError("too_large.line", where=name) from None
        # Besides BadZipFile, zipfile raises the exceptions of zlib and of its own helpers.
        except Exception:
            raise OrganiserError("unreadable_file", where=name) from None
    return file_format


def fits_in_memory(size: int) -> bool:
    """True if `size` bytes may be read at once: a file, or the parts of an archive."""
    return size <= limits.PART_BYTES


def _format(archive: zipfile.ZipFile) -> str:
    """The format of the archive (`xlsx`, `ods`, `text_document` or `archive`), recognised by its
    parts."""
    names = archive.namelist()
    media_type = b""
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            media_type = part.read(len(SPREADSHEET))
    if media_type == SPREADSHEET.encode():
        return ODS
    if WORD[0] in names or media_type.startswith(WORD[1].encode()):
        return TEXT_DOCUMENT
    return XLSX if "[Content_Types].xml" in names else OTHER


def _refuse_excess(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > limits.ZIP_ENTRIES:
        raise OrganiserError("too_large", where=name)
    for entry in entries:
        if entry.flag_bits & IS_ENCRYPTED:
            raise OrganiserError("unreadable_file.password", where=name)
        if entry.file_size > _allowed_bytes(entry):
            raise OrganiserError("too_large", where=name)


def _allowed_bytes(entry: zipfile.ZipInfo) -> int:
    """The greatest size, decompressed, that an entry may declare. zipfile never reads more than an
    entry declares."""
    is_sheet = entry.filename.startswith(SHEETS) or entry.filename == OPENDOCUMENT_SHEETS
    by_place = limits.SHEET_BYTES if is_sheet else limits.PART_BYTES
    by_ratio = max(limits.ZIP_RATIO * entry.compress_size, limits.ZIP_RATIO_FROM_BYTES)
    return min(by_place, by_ratio)


def _refuse_unsafe_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Raise ForbiddenDoctype if the part declares a document type. Raise TooManyElements if it has
    more XML elements than may be read whole (see `_Census`)."""
    state = _Census(entry.filename)
    with archive.open(entry) as part:
        while not state.is_over and (chunk := part.read(CHUNK)):
            state.take(chunk)


class _Census:
    """Counts the XML elements of a part, and raises TooManyElements or ForbiddenDoctype.

    In a sheet, only the elements of the current row count, as openpyxl forgets past rows. In
    content.xml of an .ods file no element counts, as it is read row by row. `is_over` is True once
    the part turns out not to be XML.
    """

    def __init__(self, part: str) -> None:
        self.is_over = False
        self._is_sheet = is_sheet = part.startswith(SHEETS)
        self._most = limits.SHEET_ROW_ELEMENTS if is_sheet else limits.PART_ELEMENTS
        self._is_kept = part != OPENDOCUMENT_SHEETS
        self._count = 0
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._on_doctype
        self._parser.StartElementHandler = self._on_element
        self._parser.EndElementHandler = self._on_end

    def take(self, chunk: bytes) -> None:
        """Parse the next bytes of the part."""
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError:
            self.is_over = True

    def _on_element(self, name: str, _: object) -> None:
        self._count += 1
        self._depth += 1
        if self._is_sheet and self._depth == ROW_DEPTH and name == ROW:
            self._count = 0
        elif self._is_kept and self._count > self._most:
            raise TooManyElements

    def _on_end(self, _: str) -> None:
        self._depth -= 1

    def _on_doctype(self, *_: object) -> None:
        raise ForbiddenDoctype
