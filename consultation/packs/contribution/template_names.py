"""What a template names: plain names that lead to figures, quotes, charts and lists
(`raisons.liberte.part`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from consultation.packs.contribution.statements import Statement

CHART = "graphique"


@dataclass(frozen=True)
class Chart:
    """An answer or a theme a row: what it is called, its count, its share, and a bar as long. It
    takes the place of the paragraph that it stands in."""

    rows: tuple[tuple[str, Statement, Statement], ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Names:
    """What stands behind a dot, by name; `members` are what « for » goes through, in order: with
    none of them, « if » says that there is nothing. None: there is nothing to go through.
    """

    path: str
    entries: Mapping[str, object]
    members: tuple[object, ...] | None = None

    def __iter__(self) -> Iterator[object]:
        return iter(self.members or ())

    def __bool__(self) -> bool:
        return self.members is None or bool(self.members)

    def statement(self, name: str) -> Statement:
        """The figure or the quote of that name."""
        found = self.entries[name]
        assert isinstance(found, Statement)  # noqa: S101  as those who count made it
        return found

    def each(self, prefix: str = "") -> Iterator[tuple[str, object]]:
        """Every name below this one, whole, with what it stands for, in alphabetical order."""
        for name, value in sorted(self.entries.items()):
            if isinstance(value, Names):
                yield from value.each(f"{prefix}{name}.")
            else:
                yield f"{prefix}{name}", value


def chart_of(members: Iterable[Names]) -> dict[str, Chart]:
    """The chart of answers, themes or categories, under its name."""
    rows = (
        (str(one.entries["libelle"]), one.statement("nombre"), one.statement("part"))
        for one in members
    )
    return {CHART: Chart(tuple(rows))}


def most_given(told: Iterable[Names]) -> list[Names]:
    """The answers that somebody gave, or the themes that somebody wrote of, the most frequent
    first."""
    return sorted(
        (one for one in told if one.entries["nombre"]), key=lambda one: -count_of_persons(one)
    )


def count_of_persons(told: Names) -> float:
    """How many gave an answer, or wrote of a theme."""
    return told.statement("nombre").number
