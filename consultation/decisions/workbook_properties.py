"""Read the properties of a workbook: the form that it was published for, and the time of its last
save.

Spreadsheet programs keep these properties when they save a workbook, as .xlsx or as .ods.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from openpyxl.xml.constants import ARC_CORE, COREPROPS_NS, DCORE_NS, DCTERMS_NS
from openpyxl.xml.functions import fromstring

# Strangers may have made the file, and its properties are read before any check.
_PROPERTIES_BYTES = 64 * 1024
_META = "meta.xml"
_META_NS = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
# The part of each format, .xlsx and .ods, and the element in it.
_FORM = {ARC_CORE: f"{{{COREPROPS_NS}}}keywords", _META: f".//{{{_META_NS}}}keyword"}
_SAVED = {ARC_CORE: f"{{{DCTERMS_NS}}}modified", _META: f".//{{{DCORE_NS}}}date"}


def form_named_in(file: Path | IO[bytes]) -> str:
    """The id of the form that a workbook was published for. It is stored as the workbook's keyword.
    Empty if the workbook has no keyword, such as a workbook made by hand."""
    return _property(file, _FORM).strip()


def saved_at(file: Path | IO[bytes]) -> dt.datetime | None:
    """The time of the workbook's last save, in UTC. None if the workbook does not state it.

    A time without a zone, as LibreOffice writes in an .ods, is taken for UTC: `2026-12-02T08:15:00`
    → 08:15 UTC. openpyxl is not used: it would return the present time instead of None.
    """
    try:
        moment = dt.datetime.fromisoformat(_property(file, _SAVED))
    except ValueError:
        return None
    zone = moment.tzinfo or dt.UTC
    return moment.replace(tzinfo=zone).astimezone(dt.UTC).replace(tzinfo=None)


def _property(file: Path | IO[bytes], elements: Mapping[str, str]) -> str:
    """The text of a property of a workbook. Empty if the workbook lacks it, if its properties are
    larger than 64 KiB, or if the file is no workbook.

    `elements` has, per kind of workbook, the file inside it that holds the properties → the XML
    element of the property.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            part = next(name for name in elements if name in archive.namelist())
            with archive.open(part) as properties:
                text = properties.read(_PROPERTIES_BYTES)
        return fromstring(text).findtext(elements[part]) or ""
    # As zipfile and the parser raise many unrelated types.
    except Exception:
        return ""
