"""An export -> a drafted form file, for organisers to correct.

What the draft declares is a guess; unedited it loads, matches the export whole and can be counted.
It lets nothing out: consent and the columns that say who answers are only proposed, in comments.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.exports import FRAMAFORMS, Export, match_columns, read_export
from consultation.exports.places import Place, places_of
from consultation.exports.submission_columns import (
    BY_KEY,
    BY_LABEL,
    SUBMITTED_AT,
    is_submission_label,
)
from consultation.forms.form import Form
from consultation.forms.problems import as_identifier
from consultation.french import sentence
from consultation.proposals.census import Census, take_census
from consultation.proposals.components import components_of
from consultation.proposals.draft import Source, form_text, guessed_decisions
from consultation.proposals.guesses import guesses_of
from consultation.proposals.lone_columns import MOSTLY
from consultation.proposals.plan import plan_of
from consultation.proposals.toml_text import printable
from consultation.proposals.written_headings import Headings, tidy

__all__ = ["Proposal", "propose", "summary"]

LONGEST_NAME = 60
WITHOUT_NAME = "mon-formulaire"


@dataclass(frozen=True)
class Proposal:
    """A drafted form file as text, and what was read and decided to make it."""

    form_id: str
    text: str
    records: int
    odd_records: int  # rows that can't be answer sheets, not looked at
    questions: int
    left_out: int


def propose(path: Path, form_id: str | None = None) -> Proposal:
    """A drafted form file for an export; OrganiserError when the export can't be read.

    The same bytes under the same name give the same text.
    """
    if not path.is_file():
        kind = "not_a_file.folder" if path.exists() else "not_a_file.absent"
        raise OrganiserError(kind, where=_printable_name(path))
    export = read_export(path)
    places = places_of(export.headings)
    _refuse_unnamed(export, places)
    census = take_census(export)
    own = _submission_columns(export, census)
    asked = [place for place in places if place.heading.position not in own]
    guesses = guesses_of(list(components_of(asked, census.profiles)), census.profiles)
    plan = plan_of(guesses, Headings(places, export.headings))
    form_id = form_id or _form_id_of(path)
    source = Source(
        name=_printable_name(path),
        title=tidy(export.title),
        records=census.records,
        has_keys=export.door is FRAMAFORMS and any(place.label in BY_KEY for place in places),
    )
    return Proposal(
        form_id=form_id,
        text=form_text(form_id, source, guessed_decisions(source, plan)),
        records=census.records,
        odd_records=census.odd_records,
        questions=len(plan.questions),
        left_out=len(plan.left_out),
    )


def summary(proposal: Proposal) -> Iterator[str]:
    """What to say beside the text, in French."""
    yield sentence(
        "draft",
        "summary",
        records=proposal.records,
        questions=proposal.questions,
        left_out=proposal.left_out,
    )
    if proposal.odd_records:
        yield sentence("draft", "odd_records", count=proposal.odd_records)
    yield sentence("draft", "next_step", form_id=proposal.form_id)


def _submission_columns(export: Export, census: Census) -> set[int]:
    """The positions of Framaforms' own columns: those that a form which ignores all else still has.

    But for a question named « Heure » that follows them: its cells have no date.
    """
    places = places_of(export.headings)
    spellings = dict.fromkeys(name for place in places for name in (place.label, place.full))
    nothing = Form(
        form_id="",
        sha256="",
        reading_sha256="",
        title="",
        recipient="",
        time_zone="Europe/Paris",
        closes_at=None,
        ignored=tuple(spellings),
        roles={},
        consent=None,
        category=None,
        questions=(),
        expected_min=None,
        expected_max=None,
        headerless=None,
        publishes_totals=False,
        requires_review=True,
        retention={},
    )
    own = {
        column.heading.position: column.field
        for column in match_columns(export, nothing).columns
        if column.field.kind in ("submission", "dropped")
    }
    if (last := _hour_question(places, census)) is not None:
        own.pop(last, None)
    return set(own)


def _hour_question(places: tuple[Place, ...], census: Census) -> int | None:
    """The position of a question « Heure », which only its cells tell from Framaforms' own."""
    leading = list(takewhile(lambda place: is_submission_label(place.label), places))
    if not leading or leading[-1].is_repeated or BY_LABEL.get(leading[-1].label) != SUBMITTED_AT:
        return None
    position = leading[-1].heading.position
    return position if census.profiles[position].share("time") >= MOSTLY else None


def _refuse_unnamed(export: Export, places: tuple[Place, ...]) -> None:
    unnamed = [place for place in places if not place.label]
    if unnamed:
        raise OrganiserError("unnamed_column", where=export.name, column=unnamed[0].mention)


def _printable_name(path: Path) -> str:
    """The name of the file as text that can be printed, whatever its bytes."""
    return printable(os.fsencode(path.name).decode("utf-8", "replace"))


def _form_id_of(path: Path) -> str:
    """An id from the name of the file: no accent, lower case, hyphens."""
    stem = _printable_name(path).removesuffix(".gz").rpartition(".")[0] or _printable_name(path)
    words = as_identifier(stem).replace("_", "-")
    return words[:LONGEST_NAME].strip("-") or WITHOUT_NAME
