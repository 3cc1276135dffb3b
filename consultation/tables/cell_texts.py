"""Texts as cells store them: no text is read as a formula, and a text that is cut ends with a
remark."""

from __future__ import annotations

import re

from consultation.machine.csv_files import FORMULA_START
from consultation.words.french import sentence

MAX_CELL_UNITS = 32_767
"""The longest text that Excel keeps in a cell, in UTF-16 units."""

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
# Excel and LibreOffice read « _x0041_ » in a cell as « A », openpyxl does not. XlsxWriter takes a
# text between these tags for XML.
_RUN_ENDS = re.compile(r"(?<=_x)(?=[0-9A-Fa-f]{4}_)|(?<=\A<r>)(?=.*</r>\Z)", re.DOTALL)
# First characters that would be lost if a person edited the cell and typed Enter.
_LOST_STARTS = ("\t", "'")


def typographic(text: str) -> str:
    """A text that the program made, with French apostrophes: « l'été » → « l’été ». Not for the
    texts of respondents, which stay as they were written."""
    return _APOSTROPHE.sub("’", text)


def needs_quote(text: str) -> bool:
    """True if a text would become something else when somebody edits its cell: `=1+1` → True (a
    formula), `oui` → False."""
    return text.startswith(_LOST_STARTS) or FORMULA_START.match(text) is not None


def fits_a_cell(text: str) -> bool:
    """True if Excel keeps the whole text in a cell: 32,767 letters → True, 32,768 → False."""
    # An astral character is two units: a text half as long as the limit always fits.
    if len(text) <= MAX_CELL_UNITS // 2:
        return True
    return len(text.encode("utf-16-le")) <= 2 * MAX_CELL_UNITS


def as_fits_a_cell(text: str, whole_in: str) -> str:
    """The text, or only its beginning if it is too long for a cell. A remark then names the file
    `whole_in`, which has the whole text: « aaa… […] (coupé ici : 40 000 caractères, trop pour une
    cellule ; en entier dans texts.csv) »."""
    if fits_a_cell(text):
        return text
    end = sentence("cells", "cut", count=len(text), whole_in=whole_in)
    room = 2 * (MAX_CELL_UNITS - len(end))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + end


def runs_of(text: str) -> list[str]:
    """The text cut into pieces, all of which are stored in the same cell: « a_x000D_ » → « a_x »,
    « 000D_ ».

    In a single piece, Excel would read « _x000D_ » as the code of a character.
    """
    return _RUN_ENDS.split(text) if "_x" in text or text.startswith("<r>") else [text]
