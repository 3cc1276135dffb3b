"""The cells of a filled row, parsed: a text, a choice, a date, initials."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from consultation.decisions.coding_sheets import CodingColumns, CodingLineColumns, GridColumns
from consultation.decisions.sheets import Columns, WithdrawalColumns
from consultation.forms.spelling import spelling_of
from consultation.words.errors import OrganiserError

MOST_CHARACTERS = 2_000
MOST_INITIALS = 4
PLAIN_INITIALS = 3
YEARS = range(2000, 2200)
# How the address of a whole line begins, in files that have no cells.
LINE = "ligne "
DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")

Cells = Mapping[str, tuple[str, Any]]


@dataclass(frozen=True)
class Context:
    """The facts that a row does not hold: its form and time zone, when its workbook was saved
    (UTC), and the titles of the form's questions by their ids."""

    form_id: str
    time_zone: ZoneInfo
    saved_at: dt.datetime | None
    questions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A filled row of the sheet called `title`. `number` is its number in the sheet, from 1.
    `cells`: column title → (address, cell), for filled cells only."""

    columns: Columns | WithdrawalColumns | GridColumns | CodingColumns | CodingLineColumns
    title: str
    number: int
    cells: Cells

    def text(self, column: str) -> str:
        """The text in a column, with single spaces and straight apostrophes: « ␣l’avis␣ » →
        `l'avis`. Empty if the cell is empty or missing."""
        cell = self.cells.get(column)
        return "" if cell is None else spelling_of(str(cell[1].value))

    def value(self, column: str) -> object:
        """The value of the cell in a column. None if the cell is empty or missing."""
        cell = self.cells.get(column)
        return None if cell is None else cell[1].value

    def place(self, column: str) -> str:
        """The address of a column's cell, for messages: « feuille À vérifier, cellule H12 ». If the
        cell is empty, the address of the row's choice instead. If that is empty too, the address of
        the row's first filled cell."""
        cell = self.cells.get(column) or self.cells.get(self.columns.choice)
        return place_of(self.title, cell[0] if cell else next(iter(self.cells.values()))[0])

    def refuse_formulas(self) -> None:
        """Raise OrganiserError if a mandatory or optional column of the sheet holds a formula in
        this row."""
        for title in (*self.columns.mandatory, *self.columns.optional):
            if title in self.cells and self.cells[title][1].data_type == "f":
                raise OrganiserError("decisions_formula", where=self.place(title))

    def choice(self, choices: Mapping[str, str]) -> str:
        """The id of the choice that the row makes. `choices`: label → id. « OUI », `{"oui": "yes"}`
        → `yes`. Raises OrganiserError for any other text."""
        column = self.columns.choice
        ids = {words_of(label): choice for label, choice in choices.items()}
        chosen = ids.get(words_of(self.text(column)))
        if chosen is None:
            where = self.place(column)
            raise OrganiserError(
                "decisions_unknown_choice", where=where, choices=quote_words(choices)
            )
        return chosen

    def decided_at(self, context: Context) -> dt.datetime:
        """The time of the decision in UTC: the row's date (« 3/5/2026 » in Paris → 22:00 UTC on
        2 May), else the time when the workbook was saved. Raises OrganiserError for a date that
        can't be read or is in the future, or if there is neither."""
        column = self.columns.date
        value = self.value(column)
        if isinstance(value, str):
            value = _date_in(self.text(column)) if self.text(column) else None
            if value is None and self.text(column):
                raise OrganiserError("decisions_unreadable_date.no_date", where=self.place(column))
        if value is None:
            if context.saved_at is None:
                raise OrganiserError("decisions_unreadable_date.missing", where=self.place(column))
            return context.saved_at
        if not isinstance(value, dt.date) or value.year not in YEARS:
            raise OrganiserError("decisions_unreadable_date.no_date", where=self.place(column))
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        if moment.date() > dt.datetime.now(context.time_zone).date():
            raise OrganiserError("decisions_unreadable_date.to_come", where=self.place(column))
        return moment.replace(tzinfo=context.time_zone).astimezone(dt.UTC).replace(tzinfo=None)

    @property
    def is_dated(self) -> bool:
        """True if the row's date column is filled."""
        return bool(self.text(self.columns.date))

    @property
    def initials(self) -> str | None:
        """The initials of the person who decided: « Ana Brun » → `AB`, « a.b. » → `AB`. Up to three
        letters are kept whole: « Léa » → `LÉA`. Raises OrganiserError if the text is too long."""
        runs = re.findall(r"[^\W\d_]+", self.short_text(self.columns.initials) or "")
        if sum(map(len, runs)) <= PLAIN_INITIALS:
            return "".join(runs).upper() or None
        return "".join(run[0] for run in runs).upper()[:MOST_INITIALS] or None

    def short_text(self, column: str) -> str | None:
        """The text in a column. None if it is empty. Raises OrganiserError if it is longer than
        2,000 characters."""
        return self._if_short(column, self.text(column))

    def as_written(self, column: str) -> str | None:
        """The text in a column for people to read, with its own line ends and apostrophes. None if
        it is empty. Raises OrganiserError if it is longer than 2,000 characters."""
        value = self.value(column)
        return self._if_short(column, "" if value is None else str(value).strip())

    def _if_short(self, column: str, text: str) -> str | None:
        if len(text) > MOST_CHARACTERS:
            raise OrganiserError("decisions_too_long", where=self.place(column))
        return text or None

    def split_words(self, column: str) -> tuple[str, ...]:
        """The words in a column, one per line or separated by semicolons: « Ana; Rémi » → `Ana`,
        `Rémi`. Raises OrganiserError if the text is too long."""
        self.short_text(column)
        value = self.value(column)
        parts: Iterable[str] = () if value is None else re.split(r"[;\r\n]+", str(value))
        return tuple(filter(None, map(spelling_of, parts)))


def place_of(sheet: str, cell: str = "") -> str:
    """The address of a cell in a message: `À vérifier`, `H12` → « feuille À vérifier, cellule
    H12 ». In a file of lines: « ligne 12 »."""
    if cell.startswith(LINE):
        return cell
    return f"feuille {sheet}, cellule {cell}" if cell else f"feuille {sheet}"


def quote_words(words: Iterable[str]) -> str:
    """Words in French quotation marks: `["oui", "non"]` → « oui », « non »."""
    return ", ".join(f"«\u00a0{word}\u00a0»" for word in words)


@lru_cache(maxsize=1024)
def words_of(text: str) -> str:
    """The text without accents, capitals and punctuation, to compare choices and titles:
    « Oui, sans nom ! » → `oui sans nom`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _date_in(text: str) -> dt.datetime | None:
    for date_format in DATE_FORMATS:
        try:
            return dt.datetime.strptime(text, date_format)  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    return None
