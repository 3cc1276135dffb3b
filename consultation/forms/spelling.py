"""The rule by which two spellings of a heading or of a choice are the same."""

from __future__ import annotations

import unicodedata

LAST_IN_XLSX = 0xFFFF


def spelling_of(text: str) -> str:
    """The text to compare, in NFC, trimmed, with single spaces and straight apostrophes: « J’ai
    vu » → « J'ai vu ». Case is kept."""
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())


def spelling_in_xlsx(text: str) -> str:
    """The `spelling_of` a text in an xlsx of Framaforms, which deletes every character beyond
    U+FFFF (webform_exporter_excel_xlsx.inc): « Oui 👍 » → « Oui »."""
    return spelling_of("".join(letter for letter in text if ord(letter) <= LAST_IN_XLSX))
