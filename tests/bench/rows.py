"""The rows of an invented consultation: each depends on the seed and its number alone.

That is what lets a second, later export overlap the first one without keeping either in memory,
a re-send repeat an earlier sheet, and several processes share the work.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from random import Random

from tests.bench import layout, texts
from tests.bench.oddities import ODDITIES
from tests.bench.people import Person, draw_person, sending_again
from tests.bench.sheets import OWN_NAME, REFLECTION, Tags, draw_sheet
from tests.bench.timeline import EXPORT, LATER_EXPORT, OPENING, Timeline, stamp

GROWTH = 0.2  # of the later export, over the first
ENDLESS = 40_000  # characters of the one text that a spreadsheet cell cannot hold
_RESEND, _COPY = 0.08, 0.10  # below the first: a re-send; below the second: a neighbour's text
_DRAFT = 0.03
_DELETED, _EDITED = 0.003, 0.013
_LATER_DRAWS = 500_000_000  # rows are fewer: what happens later never moves what a row already said
_ODD_BOUNDS = [sum(share for share, _, _ in ODDITIES[: n + 1]) for n in range(len(ODDITIES))]

# Square roots spread row numbers evenly over 0–1: every share is exact, even in a small export,
# and different roots are independent of each other.
_ROLE, _STATE, _FATE, _ODD = 2**0.5, 3**0.5, 7**0.5, 5**0.5


@dataclass(frozen=True)
class Row:
    """A row of an export and what is worth knowing about it."""

    cells: list[str]
    tags: Tags


@dataclass(frozen=True)
class Consultation:
    """How many people answer, and the seed that decides everything else."""

    answers: int
    seed: int

    @property
    def known(self) -> int:
        """The submissions of the later export, those deleted since included."""
        return self.answers + round(self.answers * GROWTH)

    @cached_property
    def _times(self) -> tuple[Timeline, Timeline]:
        first = Timeline(self.answers, OPENING, EXPORT)
        return first, Timeline(self.known - self.answers, EXPORT, LATER_EXPORT)

    @cached_property
    def _endless(self) -> int:
        """The row that holds the endless text: about two thirds down, neither draft nor re-send."""
        number = self.answers * 618 // 1000
        while number and (self._is_draft(number) or self._share(_ROLE, number) < _COPY):
            number -= 1
        return number

    def row(self, number: int, *, later: bool) -> Row | None:
        """The row as the first or the later export shows it; None once deleted."""
        fate = self._share(_FATE, number) if later and number < self.answers else 1.0
        if fate < _DELETED:
            return None
        rng = self._rng(number)
        tags: Tags = set()
        sheet = self._sheet(number, rng, tags)
        cells = [""] * layout.CATEGORY + sheet
        draft = self._is_draft(number)
        if not draft:
            self._make_odd(cells, number, rng, tags)
        times = self._moments(number, draft, rng, tags)
        if later and number < self.answers:
            draft = self._touch(cells, times, draft, fate, tags)
        if draft:
            _leave_unfinished(cells, rng)
            times[1] = -1
            tags = {"draft"}
        _identify(cells, number, times, draft=draft)
        return Row(cells, tags)

    def _rng(self, number: int) -> Random:
        return Random(self.seed * 1_000_000_007 + number)  # noqa: S311 - invented data, no secret

    def _share(self, root: float, number: int) -> float:
        return (number * root + self.seed * 0.6180339887498949) % 1.0

    def _is_draft(self, number: int) -> bool:
        return self._share(_STATE, number) < _DRAFT

    def _sheet(self, number: int, rng: Random, tags: Tags) -> list[str]:
        person = draw_person(rng, number)
        role = self._share(_ROLE, number)
        if role < _RESEND and (sender := self._earlier(number, rng, with_email=True)) is not None:
            return self._sent_again(sender, rng, tags)
        sheet = draw_sheet(person, rng, tags)
        if role < _COPY and (author := self._earlier(number, rng, with_email=False)) is not None:
            _copy_texts(sheet, self._own_sheet(author), rng, tags)
        if number == self._endless:
            tags.add("text of 40,000 characters")
            town = person.town or "ma ville"
            sheet[29 - layout.CATEGORY] = texts.endless_text("arguments", rng, town, ENDLESS)
        return sheet

    def _earlier(self, number: int, rng: Random, *, with_email: bool) -> int | None:
        """Someone who answered before, for themselves, close by or long ago; None at the start."""
        other = number - 1 - int(number * rng.random() ** 3)
        while other >= 0:
            usable = self._share(_ROLE, other) >= _COPY and other != self._endless
            if usable and not (with_email and not self._person(other).email):
                return other
            other -= 1
        return None

    def _person(self, number: int) -> Person:
        return draw_person(self._rng(number), number)

    def _own_sheet(self, number: int) -> list[str]:
        rng = self._rng(number)
        return draw_sheet(draw_person(rng, number), rng, set())

    def _sent_again(self, sender: int, rng: Random, tags: Tags) -> list[str]:
        """Half send the same answers, half others; some now want to be named, some no longer."""
        tags.add("re-send: same e-mail")
        again = sending_again(self._person(sender), rng)
        if again.email != self._person(sender).email:
            tags.add("re-send: e-mail in another case")
        if rng.random() < 0.5:
            return draw_sheet(again, rng, tags)
        sheet = self._own_sheet(sender)
        sheet[:7] = again.cells
        if rng.random() < 0.4:
            sheet[20] = texts.typed_differently(sheet[20], rng)
        if rng.random() < 0.15:
            sheet[layout.CONSENT - layout.CATEGORY] = rng.choice((OWN_NAME, REFLECTION))
        return sheet

    def _make_odd(self, cells: list[str], number: int, rng: Random, tags: Tags) -> None:
        drawn = self._share(_ODD, number)
        if drawn >= _ODD_BOUNDS[-1] or number == self._endless:
            return
        place = next(place for place, bound in enumerate(_ODD_BOUNDS) if drawn < bound)
        _, tag, change = ODDITIES[place]
        change(cells, rng)
        tags.add(tag)

    def _moments(self, number: int, draft: bool, rng: Random, tags: Tags) -> list[int]:
        """The minutes of submission, completion and modification, none after the export."""
        first, second = self._times
        early = number < self.answers
        rank = number if early else number - self.answers
        end = EXPORT if early else LATER_EXPORT
        submitted = (first if early else second).minute(rank + rng.random())
        completed = submitted
        if rng.random() < 0.03 or draft:
            completed += int((end - submitted) * rng.random() ** 2)
            tags.add("completed after a draft")
        modified = completed
        if rng.random() < 0.04:
            modified += int((end - completed) * rng.random())
            tags.add("edited before the export")
        return [submitted, completed, modified]

    def _touch(
        self, cells: list[str], times: list[int], draft: bool, fate: float, tags: Tags
    ) -> bool:
        """What happened between the two exports; says whether the row is still a draft."""
        rng = self._rng(_LATER_DRAWS + int(fate * _LATER_DRAWS))
        moment = EXPORT + 1 + int((LATER_EXPORT - EXPORT - 1) * rng.random())
        if draft and rng.random() < 0.4:
            times[1:] = [moment, moment]
            tags.add("draft completed since")
            return False
        if fate < _EDITED and not draft:
            times[2] = moment
            tags.add("edited since")
            _edit(cells, rng)
        return draft


def _copy_texts(sheet: list[str], other: list[str], rng: Random, tags: Tags) -> None:
    """Takes a neighbour's arguments, often with a word changed: families of two or three."""
    text = other[29 - layout.CATEGORY]
    tags.add("text copied from another person")
    sheet[29 - layout.CATEGORY] = text if rng.random() < 0.4 else texts.lived_in(text + " !", rng)


def _edit(cells: list[str], rng: Random) -> None:
    cells[29] += f"{texts.NEW_LINE}[modifié] {texts.sentence('arguments', rng, 'ma ville')}"
    if rng.random() < 0.3:
        cells[layout.CONSENT] = rng.choice((OWN_NAME, REFLECTION))


def _leave_unfinished(cells: list[str], rng: Random) -> None:
    stop = layout.PAGES[min(int(2.4 * rng.random() + 0.4), 2)]
    cells[stop:] = [""] * (layout.WIDTH - stop)
    if stop > layout.PAGES[0] and rng.random() < 0.2:
        cells[layout.NUMBER] = "pas encore compté"


def _identify(cells: list[str], number: int, times: list[int], *, draft: bool) -> None:
    """Framaforms' own cells; the site counts the submissions of other forms too."""
    serial = number + 2 + number // 400  # the owner deleted a test every 400 answers
    sid = 412_875 + 3 * number + (number * 7919 >> 4) % 3
    cells[: layout.CATEGORY] = [
        str(serial),
        str(sid),
        *["" if minute < 0 else stamp(minute) for minute in times],
        "1" if draft else "0",
        "0.0.0.0",  # noqa: S104 - what Framaforms writes in place of every address
        "0",
        "Anonymous",
    ]


def written(
    consultation: Consultation, start: int, stop: int, later: bool
) -> tuple[bytes, Counter[str]]:
    """The bytes of a range of rows and how many of them are of each kind."""
    lines: list[str] = []
    kinds: Counter[str] = Counter()
    for number in range(start, stop):
        row = consultation.row(number, later=later)
        if row is None:
            continue
        lines.append(layout.record(row.cells))
        kinds.update(row.tags)
    kinds["rows"] = len(lines)
    return "".join(lines).encode(), kinds
