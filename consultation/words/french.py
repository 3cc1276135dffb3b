"""French as readers write it: numbers, shares, dates, plurals and durations (« 36h », « 2j »).

This module also reads `schemas/words.toml` (the labels of ids that Python and SQL use) and
`schemas/sentences.toml` (the sentences that people read).
"""

from __future__ import annotations

import datetime as dt
import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from consultation.words.screen import harmless_line


@dataclass(frozen=True)
class Word:
    """An entry of `schemas/words.toml`: an id, its label on screen, and its explanation.

    `kind` is the table of the file that contains the entry, such as `consent`. `position` is the
    rank in that table, from 1. `explanation` is empty if the entry has none.
    """

    kind: str
    id: str
    position: int
    label: str
    explanation: str


def schema_text(name: str) -> str:
    """The text of a file of `schemas/`, such as `words.toml`, with French apostrophes
    (`with_apostrophes`)."""
    return with_apostrophes(files("schemas").joinpath(name).read_text(encoding="utf-8"))


def with_apostrophes(text: str) -> str:
    """The text with ’ for each ' between letters, or between a letter and a placeholder:
    « l'été » → « l’été ». Any other ' stays."""
    return re.sub(r"(?<=\w)'(?=[\w{])", "’", text)


@cache
def words() -> tuple[Word, ...]:
    """Every entry of `schemas/words.toml`, in the order of the file."""
    return tuple(
        Word(kind, word_id, position, *_parts(entry))
        for kind, entries in tomllib.loads(schema_text("words.toml")).items()
        for position, (word_id, entry) in enumerate(entries.items(), start=1)
    )


def _parts(entry: str | list[str]) -> tuple[str, str]:
    label, *explanations = map(with_no_break_spaces, [entry] if isinstance(entry, str) else entry)
    return label, "".join(explanations)


def label(kind: str, word_id: str) -> str:
    """The label on screen of an id: `label("consent", "anonymous")` → « Transmise sans nom ».
    `kind` is a table of `schemas/words.toml`. Raises StopIteration for an unknown id."""
    return next(word.label for word in words() if (word.kind, word.id) == (kind, word_id))


def explanation(kind: str, word_id: str) -> str:
    """The words that explain an id on screen: `explanation("consent", "anonymous")` → « peut
    partir, sans nom ». Empty if the id has no explanation. `kind` is a table of
    `schemas/words.toml`. Raises StopIteration for an unknown id."""
    explanations = (word.explanation for word in words() if (word.kind, word.id) == (kind, word_id))
    return next(explanations)


# Durations as people type them, with French or English initials. Months vary in length.
_SPAN = re.compile(r"\s*(\d{1,6})\s*(s|min|m|h|j|d|sem|w)\s*", flags=re.IGNORECASE)
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "j": timedelta(days=1),
    "d": timedelta(days=1),
    "sem": timedelta(weeks=1),
    "w": timedelta(weeks=1),
}


def span(text: str) -> timedelta:
    """The duration written in a text: « 36h » → 36 hours, « 2j » or « 2d » → 2 days, « 90min » → 90
    minutes, « 1sem » → 1 week. Raises ValueError for any other text."""
    duration = _SPAN.fullmatch(text)
    if duration is None:
        raise ValueError("not a span")
    count, unit = duration.groups()
    return int(count) * _UNITS[unit.lower()]


NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"


def number(value: float) -> str:
    """A number as French readers write it, « 1 234 » or « 1 234,5 »: a narrow no-break space
    between thousands. A number that is not whole is rounded to one decimal, after a comma."""
    return french_digits(f"{value:,.1f}" if value % 1 else f"{value:,.0f}")


def french_digits(digits: str) -> str:
    """A number with French punctuation: `1,234.5` → « 1 234,5 »."""
    return digits.replace(",", NARROW_NO_BREAK_SPACE).replace(".", ",")


def share(value: float) -> str:
    """A share as a percentage, « 81,0 % », rounded as spreadsheets show it: half away from zero."""
    tenths = Decimal(f"{value * 100:.10f}").quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{french_digits(str(tenths))}{NO_BREAK_SPACE}%"


def date(value: dt.date | dt.datetime) -> str:
    """A date as French readers write it: « 11/03/2022 »."""
    return f"{value:%d/%m/%Y}"


def count_of(value: float, singular: str, plural: str | None = None) -> str:
    """A number with its noun: « 1 réponse », « 2 réponses ». The French plural begins at 2. The
    default `plural` is the singular plus « s »."""
    word = singular if abs(value) < 2 else (plural or f"{singular}s")
    return f"{number(value)} {word}"


def moment(value: dt.datetime) -> str:
    """A date and time: « 11/03/2022 à 06:00 ». A value with a time zone is first converted to the
    time zone of this machine."""
    local = value.astimezone() if value.tzinfo else value
    return f"{local:%d/%m/%Y} à {local:%H:%M}"


def ago(age: dt.timedelta) -> str:
    """An age in words: « il y a moins d'une minute », « il y a 5 minutes », « il y a 9 jours »."""
    is_now = age < dt.timedelta(minutes=1)
    return "il y a moins d’une minute" if is_now else f"il y a {duration_in_words(age)}"


def duration_in_words(span: dt.timedelta) -> str:
    """A duration in words: « 41 secondes », « 5 minutes », « 47 heures », « 9 jours ». Whole units,
    rounded down."""
    seconds = max(0, int(span.total_seconds()))
    minutes = seconds // 60
    if minutes < 1:
        return count_of(seconds, "seconde")
    if minutes < 60:
        return count_of(minutes, "minute")
    if minutes < 48 * 60:
        return count_of(minutes // 60, "heure")
    return count_of(minutes // (24 * 60), "jour")


@cache
def sheets() -> Mapping[str, Any]:
    """The content of `schemas/sheets.toml`: for the sheets of the workbooks, their titles,
    explanations and the formats of their columns."""
    return tomllib.loads(with_no_break_spaces(schema_text("sheets.toml")))


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """The sentences of `schemas/sentences.toml` by topic, then by id:
    `sentences()["standing"]["ready"]`. A topic is a table of that file. Placeholders are not
    filled."""
    return tomllib.loads(schema_text("sentences.toml"))


def sentence(topic: str, sentence_id: str, **values: object) -> str:
    """A sentence of `schemas/sentences.toml` with its placeholders filled:
    `sentence("standing", "ready", count=2)` → « … Oui : 2 contributions… ». `topic` is a table of
    that file. Raises KeyError if the sentence or a value is missing."""
    return with_values(sentences()[topic][sentence_id], values)


def sentences_of(topic: str) -> dict[str, str]:
    """The sentences of a topic (a table of `schemas/sentences.toml`) by id, in the order of the
    file: `note_blanks` → `{"organisation": "[organisation]", …}`. Raises KeyError if a sentence has
    placeholders."""
    return {sentence_id: sentence(topic, sentence_id) for sentence_id in sentences()[topic]}


def with_values(template: str, values: Mapping[str, object]) -> str:
    """A template with its placeholders filled, and no-break spaces as French needs them.

    - `{name}` becomes the value. A number is written as in French: « 1 234 ».
    - `{count:réponse est|réponses sont}` becomes a number and its words: « 2 réponses sont ».
    - `{names: ; }` becomes the texts of a list, joined by the separator: « a ; b ».

    Raises KeyError if a value is missing.
    """
    return _Placeholders().vformat(with_no_break_spaces(template), (), values)


def with_no_break_spaces(text: str) -> str:
    """The text with no-break spaces where French sets them: before « ; » in « Oui ; non »."""
    return re.sub(r"(?<=\S) (?=[:;?!»%])|(?<=«) ", NO_BREAK_SPACE, text)


def capitalise(text: str) -> str:
    """The sentence with its first letter as a capital: « été » → « Été »."""
    return text[:1].upper() + text[1:]


def as_printed(text: str) -> str:
    """A typed text with French apostrophes and no-break spaces: « l'été » → « l’été »."""
    return with_no_break_spaces(with_apostrophes(text))


def within_quotes(text: str) -> str:
    """The text with “ ” for its own quotes, to be set between « and »: « dire « oui » ici » →
    « dire “oui” ici »."""
    return re.sub(r"«\s*([^«»]*?)\s*»", r"“\1”", text)


class _Placeholders(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, list | tuple):
            return format_spec.join(map(str, value))
        if isinstance(value, PurePath):
            return harmless_line(str(value))
        if not isinstance(value, int | float):
            return format(value, format_spec)
        singular, _, plural = format_spec.partition("|")
        return count_of(value, singular, plural) if singular else number(value)
