"""The topics of an export, from which `propose` drafts a form file and the page asks questions."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from consultation.exports import FRAMAFORMS, Export, read_export
from consultation.exports.export_parts import Field, HeadedColumn, headed_columns
from consultation.exports.submission_columns import (
    BY_KEY,
    BY_LABEL,
    is_submission_label,
)
from consultation.forms.form import Form
from consultation.forms.toml_text import printable
from consultation.proposals.census import Census, take_census
from consultation.proposals.components import components_of
from consultation.proposals.draft import Source
from consultation.proposals.guesses import guesses_of
from consultation.proposals.plan import Headings, tidy, topics_of
from consultation.proposals.topics import Topic, with_counts
from consultation.words.errors import OrganiserError


@dataclass(frozen=True)
class ReadExport:
    """An export, the counts of its columns (`census`), the topics guessed from it, and the facts
    that a draft states about it (`source`)."""

    export: Export
    census: Census
    topics: tuple[Topic, ...]
    source: Source


def read_topics(
    path: Path, form: Form | None = None, taken: Collection[str] = frozenset()
) -> ReadExport:
    """Read an export, and guess its topics: its questions and other columns. Raises OrganiserError
    when it can't be read.

    `form`, if declared, helps to find the header. No new id is in `taken`.
    """
    if not path.is_file():
        raise OrganiserError("not_a_file.given", where=printable_name(path))
    export = read_export(path, form)
    columns = headed_columns(export.headings)
    census = take_census(export)
    own = _submission_columns(columns)
    answered = [column for column in columns if column.label and column.heading.position not in own]
    guesses = guesses_of(list(components_of(answered, census.profiles)), census.profiles)
    source = Source(
        name=printable_name(path),
        title=tidy(export.title),
        records=census.records,
        odd_records=census.odd_records,
        has_keys=export.door is FRAMAFORMS and any(column.label in BY_KEY for column in columns),
    )
    topics = topics_of(guesses, Headings(columns, export.headings), taken)
    counted = (with_counts(topic, topic.question.columns, census.profiles) for topic in topics)
    return ReadExport(export, census, tuple(counted), source)


def printable_name(path: Path) -> str:
    r"""The name of the file without unprintable characters or wrong bytes: `caf\udce9.csv` →
    `caf\ufffd.csv`."""
    return printable(os.fsencode(path.name).decode("utf-8", "replace"))


def _submission_columns(columns: Sequence[HeadedColumn]) -> set[int]:
    """The positions of Framaforms' own columns: a technical name such as `webform_serial` in any
    column, a label such as « Numéro de soumission » only before the first question. Of several
    columns for a field that we store, only the first counts."""
    leading = list(takewhile(lambda column: is_submission_label(column.label), columns))
    own: dict[int, Field] = {}
    for column in columns:
        label = BY_LABEL.get(column.label) if column in leading else None
        field = BY_KEY.get(column.label) or label
        if field and not (field.is_kept and field in own.values()):
            own[column.heading.position] = field
    return {*own}
