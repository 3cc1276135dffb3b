"""When two spellings of a heading or of a choice are the same."""

from __future__ import annotations

import unicodedata

LAST_IN_XLSX = 0xFFFF


def spelling_of(text: str) -> str:
    """The text as it is compared: NFC, trimmed, single spaces, straight apostrophes, case kept."""
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())


def spelling_in_xlsx(text: str) -> str:
    """The same for what Framaforms makes of the text in an xlsx: every character beyond U+FFFF,
    emoji among them, is deleted (webform_exporter_excel_xlsx.inc)."""
    return spelling_of("".join(letter for letter in text if ord(letter) <= LAST_IN_XLSX))
