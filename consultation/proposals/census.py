"""Profiles of an export's columns, from a single pass over its records in bounded memory.

A profile counts the cells of a column by value and by shape: `75011` has the shape `postcode`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from consultation.exports import FRAMAFORMS, Door, Export
from consultation.exports.export_parts import pages
from consultation.forms.spelling import spelling_of
from consultation.proposals.joined_choices import JoinedChoices

PAGE_RECORDS = 1_000
PAGE_CHARACTERS = 8_000_000

# Values counted in one column: enough for the longest list of options seen (504).
MOST_VALUES = 1_000
# Values counted in all columns, so that thousands of columns need little memory.
MOST_VALUES_IN_ALL = 200_000
FEWEST_VALUES = 40
LONGEST_VALUE = 300

# Longer cells are not matched, and so have no shape.
LONGEST = 254

SHAPES = {
    "tick": re.compile(r"[Xx]"),
    "email": re.compile(r"(mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+"),
    "phone": re.compile(r"(\+|00)[1-9][\d\s.()-]{7,18}|0\d([\s.-]?\d{2}){4}"),
    "postcode": re.compile(r"(\d{2} ?\d{3}|2[AaBb]\d{3})"),
    "number": re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+|\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d*)?)"),
    "whole": re.compile(r"\d+"),
    "date": re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}([/-])\d{1,2}\2\d{1,2}"),
    "moment": re.compile(
        r"(\d{1,2}([/.-])\d{1,2}\2\d{4}|\d{4}([/-])\d{1,2}\3\d{1,2})"
        r"([ T]| - )\d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?",
        re.IGNORECASE,
    ),
    "time": re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[ap]\.?m\.?)?", re.IGNORECASE),
    "url": re.compile(r"(https?://|www\.)\S+", re.IGNORECASE),
    "address": re.compile(
        r"\d+\s*(bis|ter|quater)?\s*,?\s+(rue|r\.|avenue|av\.?|boulevard|bd|bld|place|pl\.|chemin|"
        r"allée|allee|impasse|route|quai|square|cours|résidence|residence|lotissement)\b.*",
        re.IGNORECASE | re.DOTALL,
    ),
    "several": re.compile(r"\d+(,\d+)+"),
}


@dataclass
class Profile:
    """Counts of the cells of a column. Blank cells, and cells that mean « not asked » in the form
    tool, are not counted.

    - `shapes`: shape, such as `postcode` → number of cells (see `shapes_of`).
    - `values`: text in a common spelling (`spelling_of`) → number of cells.
    - `texts`: the same keys → the first text as written.
    - `is_varied`: True if the column had more than `most` values, or a value too long for a choice.
      From then on, `values` and `texts` are empty.
    - `joined`: counts of the choices in cells that join several: « Bruit,Prix » → « Bruit », « Prix
      ».
    """

    most: int = MOST_VALUES
    door: Door = FRAMAFORMS
    filled: int = 0
    characters: int = 0
    words: int = 0
    has_lines: bool = False
    shapes: Counter[str] = field(default_factory=Counter)
    values: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    is_varied: bool = False
    joined: JoinedChoices = field(init=False)

    def __post_init__(self) -> None:
        self.joined = JoinedChoices(self.most, self.door.joint)

    def see(self, cells: Iterable[tuple[str, int]]) -> None:
        """Add cells to the counts. Each pair is the text of a cell, and the number of cells that
        have this text."""
        for cell, count in cells:
            text = cell.strip()
            if text and text not in self.door.not_asked:
                self._see(text, count)

    def _see(self, text: str, count: int) -> None:
        self.filled += count
        self.characters += len(text) * count
        self.words += (text.count(" ") + 1) * count
        self.has_lines = self.has_lines or "\n" in text
        for shape in shapes_of(text):
            self.shapes[shape] += count
        self.joined.see(text, count)
        if not self.is_varied:
            self._keep(text, count)

    def _keep(self, text: str, count: int) -> None:
        value = spelling_of(text) if len(text) <= LONGEST_VALUE else ""
        if value:
            self.values[value] = self.values.get(value, 0) + count
            self.texts.setdefault(value, text)
        if not value or len(self.values) > self.most:
            self.is_varied = True
            self.values.clear()
            self.texts.clear()

    def share(self, shape: str) -> float:
        """The share of the filled cells that have this shape, such as `email`. From 0 to 1."""
        return self.shapes[shape] / self.filled if self.filled else 0.0

    @property
    def is_ticks(self) -> bool:
        """True if the column is an option to tick: nearly all filled cells are « X ». If the form
        tool has a word for not ticked, all cells must be its words for ticked and not ticked."""
        if self.door.unticked and self.values:
            ticks = self.door.ticked | self.door.unticked | self.door.not_asked
            return ticks.issuperset(self.values)
        return self.share("tick") > 0.98

    @property
    def mean_words(self) -> float:
        """The mean number of words in a filled cell."""
        return self.words / self.filled if self.filled else 0.0

    @property
    def mean_characters(self) -> float:
        """The mean number of characters in a filled cell."""
        return self.characters / self.filled if self.filled else 0.0


@dataclass(frozen=True)
class Census:
    """The profile of each column, in order, the number of rows read (`records`), and the number of
    rows skipped because they can't be answer sheets (`odd_records`)."""

    profiles: tuple[Profile, ...]
    records: int
    odd_records: int


def take_census(export: Export) -> Census:
    """The profile of every column of an export.

    Raises OrganiserError when a record can't be read.
    """
    width = len(export.headings)
    most = max(FEWEST_VALUES, min(MOST_VALUES, MOST_VALUES_IN_ALL // max(width, 1)))
    profiles = tuple(Profile(most, export.door) for _ in range(width))
    records = odd = 0
    for page in pages(export.records(), PAGE_RECORDS, PAGE_CHARACTERS):
        whole = [record for record in page if not record.rule and len(record.cells) == width]
        records += len(page)
        odd += len(page) - len(whole)
        # A moved row is an answer sheet, but its cells are under wrong headings: none is counted.
        _count([record.cells for record in whole if record.moved_at is None], profiles)
    return Census(profiles, records, odd)


def _count(page: list[list[str]], profiles: tuple[Profile, ...]) -> None:
    for position, profile in enumerate(profiles):
        profile.see(Counter(cells[position] for cells in page).items())


def shapes_of(cell: str) -> list[str]:
    """The shapes of a cell without spaces around it: `75011` → `postcode`, `number`, `whole`. Empty
    for a text such as « Trop cher »."""
    if len(cell) > LONGEST:
        return []
    return [name for name, shape in SHAPES.items() if shape.fullmatch(cell)]
