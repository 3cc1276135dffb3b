"""The sheets on which people code texts: a grid of themes, a sheet per coder, and a sheet to settle
disagreements.

A row's key holds its subject and a digest of its cells as published. So an unchanged row decides
nothing. The selects of sql/15_publications make the same keys, with the SQL functions `coding_key`
and `theme_key` (consultation/warehouse/store/functions.sql).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from consultation.words.french import words

_NOT_LETTERS = re.compile(r"[\W_]+")
_THEME_KEY = re.compile(r"([a-z0-9_]+)(?:-[0-9a-f]{12}-([0-9a-f]{12})(?:-(\d{1,9}))?)?")


class GridColumns:
    """The titles of the grid's columns. Organisers fill all of them but the key. A sheet with the
    `identifying` titles is ours, whatever its name. No `mandatory` column may be missing: its cells
    would seem erased."""

    choice = "Thème"
    definition = "Définition"
    example = "Exemple"
    questions = "Questions"
    key = "Identifiant (ne pas modifier)"
    # Nobody dates or signs a theme.
    date = initials = ""
    optional = ()
    identifying = (choice, key)
    to_fill = (choice, definition, example, questions)
    mandatory = (*to_fill, key)


@dataclass(frozen=True)
class CodingColumns:
    """The column titles of a sheet on which people code texts or settle disagreements. A title is
    empty if the sheet lacks that column."""

    key: str = "Clé (ne pas modifier)"
    question_id: str = "Identifiant de la question"
    text: str = "Texte"
    themes: tuple[str, ...] = tuple(f"Thème {number}" for number in range(1, 6))
    quotable: str = "À citer"
    remark: str = "Remarque"
    read_again: str = "Relu"
    initials: str = "Qui code"

    date = ""  # of the workbook
    optional = ()

    @property
    def choice(self) -> str:
        """The heading of the first theme's column, `Thème 1`. An error about a whole row gives the
        address of its cell in this column."""
        return self.themes[0]

    @property
    def identifying(self) -> tuple[str, ...]:
        """The headings that identify a sheet of texts to code, whatever its name."""
        return (self.key, self.choice)

    @property
    def to_fill(self) -> tuple[str, ...]:
        """The headings of the columns that people fill. A row's key holds a digest of these cells
        as they were published."""
        return tuple(filter(None, (*self.themes, self.quotable, self.remark, self.read_again)))

    @property
    def mandatory(self) -> tuple[str, ...]:
        """The headings without which a sheet is refused. Otherwise the cells of a missing column
        would seem erased."""
        titles = (*self.to_fill, self.initials, self.text, self.question_id, self.key)
        return tuple(filter(None, titles))


@dataclass(frozen=True)
class GridSheet:
    """The sheet of the grid, a theme per row."""

    title: str
    columns: GridColumns = field(default_factory=GridColumns)


@dataclass(frozen=True)
class CodingSheet:
    """A sheet of texts to code, or of disagreements to settle. `kind` is `coding` or `settling`. In
    a workbook, the title may be followed by the coder's initials: « Codage AB »."""

    title: str
    kind: str
    columns: CodingColumns = field(default_factory=CodingColumns)


class CodingLineColumns:
    """The headings of the cells in a line that the local page writes for a coded text. A line holds
    the ids of themes, and never the text."""

    key = "Clé (ne pas modifier)"
    question_id = "Identifiant de la question"
    choice = "Thèmes"
    asked = "Grille"
    quotable = "À citer"
    remark = "Remarque"
    initials = "Qui code"
    date = ""
    optional = (quotable, remark)
    identifying = (key, choice)
    mandatory = (key, question_id, choice, asked, initials)


@dataclass(frozen=True)
class CodingLines:
    """The declaration of the lines that the local page's coding screen writes. They are read like
    the rows of a sheet called `title`."""

    title: str
    columns: CodingLineColumns = field(default_factory=CodingLineColumns)


PAGE_CODING = CodingLines("Coder")
GRID = GridSheet("Grille")
CODING = CodingSheet("Codage", "coding")
SETTLING = CodingSheet(
    "Désaccords",
    "settling",
    CodingColumns(
        themes=tuple(f"Thème retenu {number}" for number in range(1, 6)),
        quotable="",
        read_again="",
        initials="",
    ),
)


@cache
def theme_words() -> Mapping[str, str]:
    """The words that people write instead of a theme: id → word, `none` → « aucun thème », `erase`
    → « effacer »."""
    return {word.id: word.label for word in words() if word.kind == "theme_choice"}


def letters(text: str) -> str:
    """The letters and digits of a text: `L’accès, n° 3` → `Laccèsn3`. Spreadsheet programs never
    change them, unlike spaces and apostrophes."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFC", text))


def shown_digest(cells: Iterable[str]) -> str:
    """A digest of the letters and digits in `cells`, the cells of a row that people fill:
    `["Coût "]` → `385da126a8d1`. It shows if a row was changed."""
    return _digest("|".join(map(letters, cells)))


def coding_check(kind: str, text_digest: str, question_id: str, text: str) -> str:
    """A digest that shows if a text to code or its question was changed. It is the third part of
    the row's key: `coding`, `0123456789abcdef`, `q1`, « Un texte. » → `bd6a04e960ae`."""
    return _digest(f"{kind} {text_digest} {question_id} {letters(text)}")


def coder_check(coder: str) -> str:
    """A digest of a coder's initials: `AB` → `afbb7374176d`. It is a part of the key of each row
    that was made for this coder."""
    return _digest(f"coder {coder}")


def state_of(shown: str | None, change_count: str | None) -> str | None:
    """The state in which a row was published: the digest of its cells and how often it had been
    changed, `385da126a8d1`, `2` → `385da126a8d1-2`. So the state differs even if the cells are
    changed back to an earlier content. None for a row that was not published."""
    return "-".join(filter(None, (shown, change_count))) or None


class ThemeKey(NamedTuple):
    """The parts of a theme's key. `shown` is the digest of its cells as they were published,
    `change_count` the number of earlier changes. Both are None if the key is only the id of a
    theme."""

    theme_id: str
    shown: str | None = None
    change_count: str | None = None


def theme_key(theme_id: str, cells: Iterable[str]) -> str:
    """The key of a row of the grid: the theme's id, a digest of the id, and a digest of the cells
    that people fill. `cout`, `["Coût"]` → `cout-7559a192e733-385da126a8d1`."""
    return f"{theme_id}-{_digest(f'theme {theme_id}')}-{shown_digest(cells)}"


def read_theme_key(key: str) -> ThemeKey | None:
    """The parts of a key of the grid: `cout-7559a192e733-385da126a8d1` →
    `ThemeKey("cout", "385da126a8d1")`. None if the key is malformed, or if its id was altered."""
    match = _THEME_KEY.fullmatch(key)
    if match is None or (match[2] and not key.startswith(theme_key(match[1], ())[:-12])):
        return None
    return ThemeKey(*match.groups())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
