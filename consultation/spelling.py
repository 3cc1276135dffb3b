"""When two spellings of a heading or of a choice are the same."""

from __future__ import annotations

import unicodedata


def spelled(text: str) -> str:
    """The text as it is compared: NFC, trimmed, single spaces, straight apostrophes, case kept."""
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
