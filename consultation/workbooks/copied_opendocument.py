"""An .ods workbook as it came from elsewhere -> the same without some rows and some of its sheets.

An empty row stands for each that is gone. What another program keeps beside the sheets goes as
well: deleted text that it could bring back, comments, pictures, the image of the first page.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from openpyxl.xml.functions import fromstring, tostring

from consultation.machine.archives import archive_of, parts_of
from consultation.workbooks.copied_rows import Properties

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TABLE = (f"{{{_NAMES}:{name}:1.0}}" for name in ("office", "table"))
_SHEETS = f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"
_ROW, _REPEATED = f"{_TABLE}table-row", f"{_TABLE}number-rows-repeated"
# They tell nothing that a cell says, but may hold what somebody deleted or remarked.
_BESIDE = (
    f"{_TABLE}tracked-changes",
    f"{_TABLE}shapes",
    f"{_TABLE}dde-links",
    f"{_TABLE}dde-link",
    f"{_OFFICE}annotation",
    f"{_OFFICE}scripts",
    f"{_OFFICE}event-listeners",
)
_KEPT = ("content.xml", "styles.xml")


def opendocument_without_rows(
    content: bytes, gone: Mapping[int, Container[int]], properties: Properties
) -> bytes:
    """The workbook of the sheets whose places (from 0) are told, without the rows whose numbers
    (from 1) are. Its archive was found safe before; the parser's own errors are let through."""
    parts = {name: part for name, part in parts_of(BytesIO(content)).items() if name in _KEPT}
    parts["content.xml"] = _content_without_rows(parts["content.xml"], gone)
    parts["meta.xml"] = _properties(properties).encode()
    parts["META-INF/manifest.xml"] = _manifest_of(sorted(parts)).encode()
    return archive_of({"mimetype": _MEDIA_TYPE.encode(), **parts})


def _content_without_rows(part: bytes, gone: Mapping[int, Container[int]]) -> bytes:
    root = fromstring(part)
    sheets = root.findall(_SHEETS)
    for place, sheet in enumerate(sheets):
        _empty_rows(sheet, gone.get(place, ()))
    unread = [sheet for place, sheet in enumerate(sheets) if place not in gone]
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _BESIDE or child in unread:
                parent.remove(child)
    content: bytes = tostring(root)  # type: ignore[assignment]  # its stubs say text
    return content


def _empty_rows(sheet: Element, gone: Container[int]) -> None:
    """Nothing stands in the rows of these numbers; a row may say that it is repeated."""
    number = 1
    for row in list(sheet.iter(_ROW)):
        if number in gone:
            for cell in list(row):
                row.remove(cell)
            row.append(row.makeelement(f"{_TABLE}table-cell", {}))
        number += int(row.get(_REPEATED, "1"))


def _properties(properties: Properties) -> str:
    title = escape(properties.title or "")
    date = f"<dc:date>{properties.saved_at.isoformat()}Z</dc:date>" if properties.saved_at else ""
    return (
        f'<office:document-meta xmlns:office="{_NAMES}:office:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:meta><dc:title>{title}</dc:title>{date}</office:meta></office:document-meta>"
    )


def _manifest_of(parts: Iterable[str]) -> str:
    """The list of the parts, but for what comes before the first of them."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in [("/", _MEDIA_TYPE), *((part, "text/xml") for part in parts)]
    )
    return (
        f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.3">'
        f"{entries}</manifest:manifest>"
    )
