"""An .ods workbook with nothing in it but cells, as a person may give it back: we write none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)
_DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
Sheets = Mapping[str, Iterable[Iterable[object]]]


def write_opendocument(path: Path, sheets: Sheets, saved: dt.datetime) -> Path:
    """The sheets by their titles, each its rows, in a workbook said to have been saved then."""
    tables = "".join(
        f'<table:table table:name="{title}">{"".join(map(_row, rows))}</table:table>'
        for title, rows in sheets.items()
    )
    parts = {
        "content": f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>",
        "meta": f"<office:meta><dc:date>{saved.isoformat()}</dc:date></office:meta>",
        "styles": "<office:styles/>",
    }
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in [("/", _KIND), *((f"{part}.xml", "text/xml") for part in parts)]
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _KIND, ZIP_STORED)
        for name, inner in parts.items():
            root = f"office:document-{name}"
            archive.writestr(f"{name}.xml", f"<{root} {_SPACES} {_DUBLIN}>{inner}</{root}>")
        manifest = f"<manifest:manifest {_SPACES}>{listed}</manifest:manifest>"
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _row(values: Iterable[object]) -> str:
    return f"<table:table-row>{''.join(map(_cell, values)) or _cell(None)}</table:table-row>"


def _cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
