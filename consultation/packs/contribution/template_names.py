"""The names in templates, which lead to figures, quotes, charts and lists:
`raisons.liberte.part`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from consultation.packs.contribution.claims import without_marks
from consultation.packs.contribution.statements import ALL, Statement
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

CHART = "graphique"
NEAREST = 4


@dataclass(frozen=True)
class Chart:
    """An answer or a theme a row: its label, its count and its share, which a document draws as
    a bar. It takes the place of its paragraph."""

    rows: tuple[tuple[str, Statement, Statement], ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Names:
    """The values behind a dot, by name.

    « for » goes through `members` in order, and « if » is false for empty ones. None: not iterable.
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
        """Yield every full name below this one with its value, alphabetically."""
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


def present_values(values: Names) -> Iterator[tuple[str, str]]:
    """Each name that a hole can have, and what it gives today, for people to choose from."""
    for path, value in values.each():
        if isinstance(value, Statement):
            yield path, value.text
            for rule, under in value.under.items():
                if rule not in (ALL, "consenting"):  # of the pack, they say the same
                    yield f"{path}.{rule}", under.text
        elif isinstance(value, Chart):
            yield path, sentence("contribution", "chart") if value else ""
        elif not isinstance(value, bool):  # that is only asked about
            yield path, without_marks(str(value))


def unknown_hole(where: str, path: str, values: Names) -> OrganiserError:
    """The error for an unknown name in a template, with the closest names."""
    near = get_close_matches(path, dict(present_values(values)), NEAREST, 0.5)
    return OrganiserError(
        "template_unknown_hole.near" if near else "template_unknown_hole",
        where=where,
        hole=path[:80],
        nearest=[f"{{{{ {name} }}}}" for name in near],
    )
