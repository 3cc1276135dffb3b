"""What a template names: plain names that lead to figures, quotes, tables and lists
(`raisons.liberte.part`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from consultation.packs.contribution.statements import Statement

CHART, TABLE = "graphique", "tableau"


@dataclass(frozen=True)
class Drawn:
    """A table or a chart: it takes the place of the paragraph that it stands in.

    `rows` are as wide as the header; a bar stands after the first cell of each where `bars`, from
    0 to 1, are given.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str | Statement, ...], ...]
    bars: tuple[float, ...] = ()

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


def drawn_table(
    header: tuple[str, ...],
    members: Iterable[object],
    *columns: str,
    label: str = "libelle",
    is_chart: bool = False,
) -> Drawn:
    """A row for each choice, theme, letter…, with its figures; a bar as long as its share."""
    told = [each for each in members if isinstance(each, Names)]
    rows: tuple[tuple[str | Statement, ...], ...] = tuple(
        (str(each.entries[label]), *map(each.statement, columns)) for each in told
    )
    bars = tuple(each.statement("part").number for each in told) if is_chart else ()
    return Drawn(header, rows, bars)


def chart_and_table(header: tuple[str, ...], members: Iterable[object]) -> dict[str, Drawn]:
    """Counts and shares, drawn both ways."""
    told, columns = [*members], ("nombre", "part")
    return {
        CHART: drawn_table((), told, *columns, is_chart=True),
        TABLE: drawn_table(header, told, *columns),
    }


def most_given(told: Iterable[Names]) -> list[Names]:
    """The answers that somebody gave, or the themes that somebody wrote of, the most frequent
    first."""
    return sorted(
        (one for one in told if one.entries["nombre"]), key=lambda one: -count_of_persons(one)
    )


def count_of_persons(told: Names) -> float:
    """How many gave an answer, or wrote of a theme."""
    return told.statement("nombre").number
