"""The sheets on which people code what was written: a grid of themes, a sheet for each who codes,
and one to settle what they disagree about.

Keys tell what a row is about and what stood in it when it was published: a copy that comes back
says nothing where nothing was changed, whoever saved it last. The selects of sql/15_publications
make them with the functions of the same names (consultation/warehouse/store/functions.py).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from consultation.words.french import words

_NOT_LETTERS = re.compile(r"[\W_]+")
_THEME_KEY = re.compile(r"([a-z0-9_]+)(?:-[0-9a-f]{12}-([0-9a-f]{12}))?")


class GridColumns:
    """The titles of the columns of the grid; organisers write whole rows, but for the key.

    A sheet that has those that are `identifying` is one of ours, whatever it is called; without one
    of the `mandatory`, what it said would seem erased.
    """

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
    """The titles of the columns on which texts are coded, or a disagreement is settled."""

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
        """Where a row is pointed at, for want of another cell."""
        return self.themes[0]

    @property
    def identifying(self) -> tuple[str, ...]:
        """The headings that make a sheet one of ours, whatever its name."""
        return (self.key, self.choice)

    @property
    def to_fill(self) -> tuple[str, ...]:
        """What people write, and what was there already when it was published."""
        return tuple(filter(None, (*self.themes, self.quotable, self.remark, self.read_again)))

    @property
    def mandatory(self) -> tuple[str, ...]:
        """Without one of these, what it said would seem erased."""
        told = (*self.to_fill, self.initials, self.text, self.question_id, self.key)
        return tuple(filter(None, told))


@dataclass(frozen=True)
class GridSheet:
    """The sheet of themes."""

    title: str
    columns: GridColumns = field(default_factory=GridColumns)


@dataclass(frozen=True)
class CodingSheet:
    """A sheet of texts to code; its title begins so, the initials of who codes may follow."""

    title: str
    kind: str
    columns: CodingColumns = field(default_factory=CodingColumns)


class CodingLineColumns:
    """The columns of a line that the page writes of a coded text: ids of themes, never the text."""

    key = "Clé (ne pas modifier)"
    question_id = "Identifiant de la question"
    choice = "Thèmes"
    asked = "Grille"
    quotable = "À citer"
    initials = "Qui code"
    date = ""
    optional = (quotable,)
    identifying = (key, choice)
    mandatory = (key, question_id, choice, asked, initials)


@dataclass(frozen=True)
class CodingLines:
    """The lines that the page's coding screen writes, as rows of a sheet of that title."""

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
CODING_SHEETS: tuple[GridSheet | CodingSheet, ...] = (GRID, CODING, SETTLING)


@cache
def theme_words() -> Mapping[str, str]:
    """The words that stand instead of a theme, by id: `none`, `erase`."""
    return {word.id: word.label for word in words() if word.kind == "theme_choice"}


def letters(text: str) -> str:
    """The letters and digits of a text, all that a spreadsheet leaves as it was."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFC", text))


def shown_digest(cells: Iterable[str]) -> str:
    """The digest of the cells that people fill, whatever a spreadsheet makes of their spaces."""
    return _digest("|".join(map(letters, cells)))


def coding_check(kind: str, text_digest: str, question_id: str, text: str) -> str:
    """The third part of a coding key: it was made for this text and this question."""
    return _digest(f"{kind} {text_digest} {question_id} {letters(text)}")


def coder_check(coder: str) -> str:
    """The last part of a coding key, where the row is somebody's own."""
    return _digest(f"coder {coder}")


def theme_key(theme_id: str, cells: Iterable[str]) -> str:
    """The key of a theme in the grid, given its cells as published."""
    return f"{theme_id}-{_digest(f'theme {theme_id}')}-{shown_digest(cells)}"


def read_theme_key(key: str) -> tuple[str, str | None] | None:
    """The id of a theme, and what was shown of it; None when the key was altered."""
    found = _THEME_KEY.fullmatch(key)
    if found is None or (found[2] and not key.startswith(theme_key(found[1], ())[:-12])):
        return None
    return found[1], found[2]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
