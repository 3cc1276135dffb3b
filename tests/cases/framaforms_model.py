"""A form on Framaforms in plain Python: its components, its submissions, what can be exported.

Written from the specification of the exports (Webform 4.0 to 4.23), never from the code
under test. `framaforms_rows` says what the cells hold, `framaforms_files` what bytes they become.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class File:
    """An uploaded file as the export tells it: its address and its size in kB."""

    url: str
    size: int


# What a component was answered: text as typed, keys of options, item -> key, a date, a file…
Value = str | tuple[str, ...] | Mapping[str, str] | dt.date | dt.time | File


@dataclass(frozen=True)
class Component:
    """A question as the form's author made it.

    `kind` is textfield, textarea, email, number, date, time, select (one choice), multiple, grid,
    file, hidden, formula, or fieldset, which has no column. `options` and `items` (a grid's
    questions) are (key, label).
    """

    key: str
    label: str
    kind: str = "textfield"
    options: Pairs = ()
    items: Pairs = ()
    decimals: int | None = None
    is_half_day: bool = False


@dataclass(frozen=True)
class Submission:
    """A row of Webform's tables; times are local, to the second."""

    sid: int
    serial: int
    submitted: dt.datetime
    completed: dt.datetime | None
    modified: dt.datetime
    data: Mapping[str, Value] = field(default_factory=dict)
    ip: str = "192.0.2.7"
    uid: int = 0
    user: str = ""

    @property
    def is_draft(self) -> bool:
        """Saved and not sent."""
        return self.completed is None


@dataclass(frozen=True)
class Form:
    """A form as it is now."""

    title: str
    components: tuple[Component, ...]


# Of each own column, English and French; a partial translation leaves the three times in English.
OWN = {
    "webform_serial": ("Serial", "Séquentiel"),
    "webform_sid": ("SID", "SID"),
    "webform_time": ("Submitted Time", "Heure de soumission"),
    "webform_completed_time": ("Completed Time", "Heure de complétion"),
    "webform_modified_time": ("Modified Time", "Heure de modification"),
    "webform_draft": ("Draft", "Brouillon"),
    "webform_ip_address": ("IP Address", "Adresse IP"),
    "webform_uid": ("UID", "UID"),
    "webform_username": ("Username", "Nom d'utilisateur"),
}
# 4.0 to 4.7 have seven of them.
NINE = tuple(OWN)
SEVEN = NINE[:3] + NINE[5:]
SHORT_DATES = {"dmy": "%d/%m/%Y - %H:%M", "mdy": "%m/%d/%Y - %H:%M", "iso": "%Y-%m-%d - %H:%M"}


@dataclass(frozen=True)
class Options:
    """What is chosen on the download page, and what the site decides."""

    file_format: str = "delimited"  # delimited, xlsx
    delimiter: str = "\t"
    end: str = "\n"
    headers: str = "labels"  # labels, keys
    select_keys: bool = False
    compact: bool = False
    components: frozenset[str] | None = None  # None: all ticked
    own: tuple[str, ...] = NINE
    version: tuple[int, ...] = (4, 23)
    language: str = "fr"  # fr, en, mixed: a translation that lacks the three times
    short_date: str = SHORT_DATES["dmy"]
    identities: str = "overwritten"  # overwritten, administrator

    @property
    def is_xlsx(self) -> bool:
        """Dates are written in ISO, to become cells that are dates."""
        return self.file_format == "xlsx"
