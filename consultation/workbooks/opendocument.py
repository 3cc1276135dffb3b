"""Workbook -> .ods file, for those who work with open formats: the cells of the .xlsx, its colours,
links and lists to choose from, without its charts. The same workbook gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from openpyxl import Workbook as NativeWorkbook

from consultation.machine.archives import undated_entry, write_pieces
from consultation.machine.disk import naming
from consultation.workbooks.model import Page, Sheet, Workbook
from consultation.workbooks.names import check_workbook, one_line
from consultation.workbooks.opendocument_sheet import OpenDocumentSheet, list_name, offered_by
from consultation.workbooks.opendocument_styles import Styles
from consultation.workbooks.styles import HEADING_STYLES
from consultation.workbooks.writer import fill_sheet

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    [
        *(
            f'xmlns:{name}="{_NAMES}:{name}:1.0"'
            for name in ("office", "table", "text", "style", "meta", "config", "manifest")
        ),
        f'xmlns:number="{_NAMES}:datastyle:1.0"',
        f'xmlns:fo="{_NAMES}:xsl-fo-compatible:1.0"',
        'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:ooo="http://openoffice.org/2004/office"',
    ]
)
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_FONT = (
    '<office:font-face-decls><style:font-face style:name="Calibri" '
    'svg:font-family="Calibri" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    "/></office:font-face-decls>"
)


def write_opendocument(path: Path, workbook: Workbook) -> None:
    """The workbook is at this path; its rows were read once and never all held in memory.

    ValueError, for the programmer, as `write_workbook` raises it.
    """
    check_workbook(workbook)
    native, styles, lists = NativeWorkbook(write_only=True), Styles(), dict[str, tuple[str, str]]()
    # As for an .xlsx: rows hold answers, and wait beside the target.
    with naming(path), TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        sheets = []
        for number, sheet in enumerate(workbook.sheets, 1):
            stream = Path(folder) / f"{number}.xml"
            worksheet = OpenDocumentSheet(
                native, sheet.title, stream, workbook.whole_in, styles, lists
            )
            native._add_sheet(worksheet)  # type: ignore[attr-defined]
            with closing(worksheet):
                fill_sheet(worksheet, _without_charts(sheet), workbook)
            sheets.append(worksheet)
        with ZipFile(path, "w") as archive:
            archive.writestr(undated_entry("mimetype"), MEDIA_TYPE)
            contents = (
                _content(sheets, styles, lists),
                _styles(workbook),
                _meta(workbook),
                _settings(sheets),
            )
            for name, pieces in zip(_PARTS, contents, strict=True):
                write_pieces(archive, name, chain([_PROLOGUE], pieces))
            write_pieces(archive, "META-INF/manifest.xml", chain([_PROLOGUE], manifest_of(_PARTS)))


def _without_charts(sheet: Sheet | Page) -> Sheet | Page:
    """The sheet, whose tables begin where its charts would stand."""
    if isinstance(sheet, Page):
        return sheet
    below = (replace(each, table=replace(each.table, charts=())) for each in sheet.below)
    return replace(sheet, table=replace(sheet.table, charts=()), below=tuple(below))


def document_part(kind: str, pieces: Iterable[str]) -> Iterator[str]:
    yield f'<office:document-{kind} {_SPACES} office:version="1.3">'
    yield from pieces
    yield f"</office:document-{kind}>"


def _content(
    sheets: Sequence[OpenDocumentSheet], styles: Styles, lists: dict[str, tuple[str, str]]
) -> Iterator[str]:
    for sheet in sheets:
        for dimension in sheet.column_dimensions.values():
            styles.of_column(dimension.width)
    yield from document_part("content", _body(sheets, styles, lists))


def _body(
    sheets: Sequence[OpenDocumentSheet], styles: Styles, lists: dict[str, tuple[str, str]]
) -> Iterator[str]:
    yield f"{_FONT}<office:automatic-styles>{styles.xml}"
    for way in ("portrait", "landscape"):
        yield (
            f'<style:style style:name="{way}" style:family="table" style:master-page-name="{way}">'
            '<style:table-properties table:display="true"/></style:style>'
        )
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    if lists:
        yield f"<table:content-validations>{''.join(_lists(lists))}</table:content-validations>"
    for sheet in sheets:
        yield from sheet.parts(str(sheet.page_setup.orientation))
    ranges = [
        f"<table:database-range table:name={quoteattr(table.displayName)}"
        f" table:target-range-address={sheet.address(table.ref)}"
        f' table:display-filter-buttons="{"true" if table.autoFilter else "false"}"/>'
        for sheet in sheets
        for table in sheet.tables.values()
    ]
    if ranges:
        yield f"<table:database-ranges>{''.join(ranges)}</table:database-ranges>"
    yield "</office:spreadsheet></office:body>"


def _lists(lists: dict[str, tuple[str, str]]) -> Iterator[str]:
    for formula, (title, message) in lists.items():
        condition = quoteattr(f"of:cell-content-is-in-list({offered_by(formula)})")
        yield (
            f'<table:content-validation table:name="{list_name(lists, formula)}"'
            f' table:condition={condition} table:allow-empty-cell="true"'
            ' table:display-list="unsorted"><table:error-message table:message-type="stop"'
            f' table:display="true" table:title={quoteattr(title)}>'
            f"<text:p>{escape(message)}</text:p></table:error-message></table:content-validation>"
        )


def _styles(workbook: Workbook) -> Iterator[str]:
    title = escape(one_line(workbook.title))
    header = "<style:header><text:p><text:sheet-name>?</text:sheet-name></text:p></style:header>"
    footer = (
        f"<style:footer><style:region-left><text:p>{title}</text:p></style:region-left>"
        "<style:region-right><text:p>page <text:page-number>1</text:page-number> / "
        "<text:page-count>1</text:page-count></text:p></style:region-right></style:footer>"
    )
    layouts = masters = ""
    for way, size in {"portrait": ("21cm", "29.7cm"), "landscape": ("29.7cm", "21cm")}.items():
        layouts += (
            f'<style:page-layout style:name="page-{way}"><style:page-layout-properties'
            f' fo:page-width="{size[0]}" fo:page-height="{size[1]}"'
            f' style:print-orientation="{way}" fo:margin="1.2cm" style:scale-to-X="1"'
            ' style:scale-to-Y="0"/>'
            '<style:header-style><style:header-footer-properties fo:min-height="0.7cm"/>'
            "</style:header-style><style:footer-style><style:header-footer-properties"
            ' fo:min-height="0.7cm"/></style:footer-style></style:page-layout>'
        )
        masters += (
            f'<style:master-page style:name="{way}" style:page-layout-name="page-{way}">'
            f"{header}{footer}</style:master-page>"
        )
    headings = "".join(
        f'<style:style style:name="{name.replace(" ", "_20_")}" style:display-name="{name}"'
        ' style:family="table-cell"/>'
        for name in (HEADING_STYLES.values() if workbook.is_accessible else ())
    )
    yield from document_part(
        "styles",
        (
            f'{_FONT}<office:styles><style:default-style style:family="table-cell">'
            '<style:text-properties style:font-name="Calibri" fo:font-size="11pt"'
            f' fo:language="fr" fo:country="FR"/></style:default-style>{headings}</office:styles>',
            f"<office:automatic-styles>{layouts}</office:automatic-styles>",
            f"<office:master-styles>{masters}</office:master-styles>",
        ),
    )


def _meta(workbook: Workbook) -> Iterator[str]:
    date = f"{workbook.date.isoformat()}Z"
    creator = escape(one_line(workbook.creator))
    yield from document_part(
        "meta",
        (
            f"<office:meta><dc:title>{escape(one_line(workbook.title))}</dc:title>",
            f"<dc:subject>{escape(one_line(workbook.subject))}</dc:subject>",
            f"<meta:initial-creator>{creator}</meta:initial-creator><dc:creator>{creator}",
            f"</dc:creator><meta:creation-date>{date}</meta:creation-date><dc:date>{date}</dc:date>",
            "<dc:language>fr-FR</dc:language></office:meta>",
        ),
    )


def _settings(sheets: Sequence[OpenDocumentSheet]) -> Iterator[str]:
    def item(name: str, kind: str, value: object) -> str:
        return (
            f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
            "</config:config-item>"
        )

    def view(sheet: OpenDocumentSheet) -> str:
        columns, rows = sheet.frozen
        values = item("ShowGrid", "boolean", "false")
        for way, far, count in (("Horizontal", "Right", columns), ("Vertical", "Bottom", rows)):
            values += item(f"{way}SplitMode", "short", 2 if count else 0)
            values += item(f"{way}SplitPosition", "int", count)
            values += item(f"Position{far}", "int", count)
        values += item("ActiveSplitRange", "short", 3 if columns and rows else 2)
        name = quoteattr(sheet.title)
        entry = "config:config-item-map-entry"
        return f"<{entry} config:name={name}>{values}</{entry}>"

    yield from document_part(
        "settings",
        (
            '<office:settings><config:config-item-set config:name="ooo:view-settings">',
            '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>',
            item("ViewId", "string", "view1"),
            '<config:config-item-map-named config:name="Tables">',
            *map(view, sheets),
            "</config:config-item-map-named>",
            item("ActiveTable", "string", escape(sheets[0].title)),
            "</config:config-item-map-entry></config:config-item-map-indexed>",
            "</config:config-item-set></office:settings>",
        ),
    )


def manifest_of(parts: Iterable[str]) -> Iterator[str]:
    """The list of the parts, but for what comes before the first of them."""
    yield f'<manifest:manifest {_SPACES} manifest:version="1.3">'
    for name, kind in [("/", MEDIA_TYPE), *((part, "text/xml") for part in parts)]:
        yield f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
    yield "</manifest:manifest>"
