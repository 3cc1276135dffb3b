"""The rule by which two spellings of a heading or of a choice are the same."""

from __future__ import annotations

import unicodedata

LAST_IN_XLSX = 0xFFFF


def spelling_of(text: str) -> str:
    """The form of a heading or choice in which it is compared: NFC, trimmed, with single spaces and
    straight apostrophes. « J’ai vu » → « J'ai vu ». Capitals are kept."""
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())


def spelling_in_xlsx(text: str) -> str:
    """The result of `spelling_of` for the same text in an xlsx file of Framaforms: « Oui 👍 » → «
    Oui ». Framaforms deletes every character beyond U+FFFF from such files
    (webform_exporter_excel_xlsx.inc)."""
    return spelling_of("".join(letter for letter in text if ord(letter) <= LAST_IN_XLSX))
