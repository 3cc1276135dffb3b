"""The names in templates, such as `raisons.liberte.part`, of figures, quotes, charts and lists."""

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
    """A chart with a row per answer, total, theme or category: its label, its count and its share,
    drawn as a bar.

    Its placeholder is alone in a paragraph, which the chart replaces.
    """

    rows: tuple[tuple[str, Statement, Statement], ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Names:
    """A name of a template with other names below it: the question `raisons`, below which are its
    answers, such as `raisons.liberte`.

    `path` is the full name. `entries` has the values below it: `liberte` → a value or other names.
    `members` are the values that `{% for answer in raisons %}` goes through, None for a name that
    no loop can use. `{% if raisons %}` is false if there is no member, and true for None.
    """

    path: str
    entries: Mapping[str, object]
    members: tuple[object, ...] | None = None

    def __iter__(self) -> Iterator[object]:
        return iter(self.members or ())

    def __bool__(self) -> bool:
        return self.members is None or bool(self.members)

    def statement(self, name: str) -> Statement:
        """The figure or quote in `entries` under this name."""
        statement = self.entries[name]
        assert isinstance(statement, Statement)  # noqa: S101  asked for names of figures
        return statement

    def each(self, prefix: str = "") -> Iterator[tuple[str, object]]:
        """Yield every name below this name that has a value, with its value, in alphabetical order:
        `part` below `liberte` → `liberte.part`. `prefix` is put before each name."""
        for name, value in sorted(self.entries.items()):
            if isinstance(value, Names):
                yield from value.each(f"{prefix}{name}.")
            else:
                yield f"{prefix}{name}", value


def chart_of(members: Iterable[Names]) -> dict[str, Chart]:
    """The chart of answers, themes or categories, in a dictionary under the name `graphique`."""
    rows = (
        (str(entry.entries["libelle"]), entry.statement("nombre"), entry.statement("part"))
        for entry in members
    )
    return {CHART: Chart(tuple(rows))}


def most_given(answers: Iterable[Names]) -> list[Names]:
    """The answers that somebody gave, or the themes about which somebody wrote, the most
    frequent first."""
    return sorted(
        (each for each in answers if each.entries["nombre"]),
        key=lambda answer: -count_of_persons(answer),
    )


def count_of_persons(answer: Names) -> float:
    """The number of people who gave an answer, or wrote about a theme."""
    return answer.statement("nombre").number


def present_values(values: Names) -> Iterator[tuple[str, str]]:
    """Yield each name that a placeholder can have, with its current value: `total` → « 412 ». A
    figure also comes under each counting rule, as `total.individuals`."""
    for path, value in values.each():
        if isinstance(value, Statement):
            yield path, value.text
            for rule, under in value.under.items():
                if rule not in (ALL, "consenting"):  # in a pack, equal to the value itself
                    yield f"{path}.{rule}", under.text
        elif isinstance(value, Chart):
            yield path, sentence("contribution", "chart") if value else ""
        elif not isinstance(value, bool):  # a bool only serves « if »
            yield path, without_marks(str(value))


def unknown_hole(where: str, path: str, values: Names) -> OrganiserError:
    """The error for a placeholder with an unknown name. It lists the known names that are closest
    to `path`. `where` is the file of the template."""
    near = get_close_matches(path, dict(present_values(values)), NEAREST, 0.5)
    return OrganiserError(
        "template_unknown_hole.near" if near else "template_unknown_hole",
        where=where,
        hole=path[:80],
        nearest=[f"{{{{ {name} }}}}" for name in near],
    )
