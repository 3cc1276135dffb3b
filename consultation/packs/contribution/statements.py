"""The statements of the pack's documents: figures and quotes, each with its claim."""

from __future__ import annotations

import datetime as dt
import operator
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from consultation.machine.csv_files import plain_cell
from consultation.packs.contribution.claims import Claim, as_written, key_of, mark_of
from consultation.warehouse.tables.publications import Row, Tables
from consultation.words.french import schema_text

ALL, RULE = "all", "counting_rule"
STATISTICS = "statistiques"
NOTHING = "—"


@dataclass(frozen=True)
class Statement:
    """A figure or a quote in a document, with the claim that gives its source.

    `claim` is None if there is no figure, as for a share of nobody. `under` holds the figure under
    each counting rule, by the rule's id.
    """

    claim: Claim | None
    under: Mapping[str, Statement] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The figure or quote as a document prints it: « 58,5 % ». « — » without a claim."""
        return self.claim.value if self.claim else NOTHING

    @property
    def mark(self) -> str:
        """The mark of the claim, to write into a document (see `mark_of`). « — » without a
        claim."""
        if self.claim is None:
            return NOTHING
        return mark_of(self.claim)

    @property
    def number(self) -> float:
        """The figure as a number, to compare it. A day is its ordinal. 0 without a claim."""
        cell = self.claim.number if self.claim else ""
        try:
            return float(cell or 0)
        except ValueError:
            return float(dt.date.fromisoformat(cell[:10]).toordinal())

    def agree(self, singular: str, plural: str = "", between: str = " ") -> str:
        """The figure and the word that agrees with it: `agree("voix", "voix")`, 2 → « 2 voix ».
        The plural begins at two."""
        return f"{self.mark}{between}{(plural or f'{singular}s') if self >= 2 else singular}"

    def __format__(self, spec: str) -> str:
        """The text that replaces a placeholder of a sentence: `{count}` → `412`, `{count:réponse
        est|réponses sont}` → `412 réponses sont`. The figure is written as a mark (see
        `mark_of`)."""
        return self.agree(*spec.split("|")) if spec else self.mark

    def __bool__(self) -> bool:
        return self.claim is not None and (self.claim.kind == "quote" or self.number != 0)

    def __str__(self) -> str:
        raise TypeError("a figure stands alone between its braces")  # else it had no claim

    def __lt__(self, other: object) -> bool:
        return self._compares(other, operator.lt)

    def __gt__(self, other: object) -> bool:
        return self._compares(other, operator.gt)

    def __le__(self, other: object) -> bool:
        return self._compares(other, operator.le)

    def __ge__(self, other: object) -> bool:
        return self._compares(other, operator.ge)

    def _compares(self, other: object, compare: Callable[[float, float], bool]) -> bool:
        """The result of `compare(this figure, other)`: 2, 3, `operator.lt` → True. False if this
        figure is missing, while a missing `other` counts as 0."""
        if not isinstance(other, Statement | int | float):
            raise TypeError("figures are compared with figures")
        compared_number = other.number if isinstance(other, Statement) else float(other)
        return self.claim is not None and compare(self.number, compared_number)


NONE = Statement(None)


Figures = Mapping[str, Statement]
"""The figures of a row, by their columns."""


class Statements:
    """The figures that documents can state, from the tables of a pack. Each file is read once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.of = cache(self._read)
        """The figures of a file of statistiques/: `of(name)[key][column]`. `key` is a tuple of the
        row's key columns, without the counting rule."""

    def at(self, name: str, *key: object) -> Figures:
        """The figures of a row of the file `name`, by column. `key` has the cells of its key
        columns: `at("category_counts", "assoc")` finds the row whose `category_id` is `assoc`.
        Without such a row, each figure is `NONE`."""
        return self.of(name).get(key) or dict.fromkeys(_columns_of(name), NONE)

    @cached_property
    def key_figures(self) -> Figures:
        """The numbers and days of key_figures.csv, by the id of their row."""
        rows = self.of("key_figures").items()
        return {str(name): row["day"] if row["day"] else row["amount"] for (name,), row in rows}

    def rows_by_names(self, name: str) -> dict[tuple[Any, ...], dict[str, object]]:
        """The rows of the file `name`, in its order: key of a row → its labels and figures, by
        their names in templates.

        If the file has a row per counting rule, only rows under the rule `all` are read.
        """
        key, texts = _key_of(name), _file(name).get("texts", {})
        rows: dict[tuple[Any, ...], dict[str, object]] = {}
        for row in rows_of(self.tables, name):
            if row.get(RULE, ALL) == ALL:
                cells = tuple(row[column] for column in key)
                labels = {word: row[column] or "" for word, column in texts.items()}
                rows[cells] = labels | self.by_word(name, *cells)
        return rows

    def lowest_and_highest(self, share: object) -> dict[str, Statement]:
        """The lowest value (`part_basse`) and the highest value (`part_haute`) of a share, among
        all counting rules. Rules that leave few contributions are not considered."""
        under = share.under if isinstance(share, Statement) else {}
        known = [
            statement
            for rule, statement in under.items()
            if statement.claim and rule in self._ranged
        ]
        return {
            name: find(known, key=lambda statement: statement.number, default=under.get(ALL, NONE))
            for name, find in (("part_basse", min), ("part_haute", max))
        }

    @cached_property
    def _ranged(self) -> frozenset[str]:
        rows = rows_of(self.tables, "rule_counts")
        return frozenset(row["counting_rule"] for row in rows if row["is_ranged"])

    def by_word(self, name: str, *key: object) -> dict[str, Statement]:
        """The figures of a row, by their names in templates, such as `nombre`. `name` is the file.
        `key` has the cells of the row's key columns."""
        row = self.at(name, *key)
        return {word: row[column] for column, (*_, word) in _columns_of(name).items() if word}

    def _read(self, name: str) -> Mapping[tuple[object, ...], Figures]:
        rows: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in rows_of(self.tables, name):
            rows[tuple(row[column] for column in _key_of(name))].append(row)
        return {
            key: {column: _under_rules(name, each, column) for column in _columns_of(name)}
            for key, each in rows.items()
        }


def rows_of(tables: Tables, name: str) -> tuple[Row, ...]:
    """The rows of a CSV file of statistiques/. `name` is the file's name without `.csv`.

    If there is no such file, the rows of the table `statistics.<name>`. Empty without both.
    """
    for prefix in ("pack.annex_files__", "publications.statistiques__", "statistics."):
        if table := tables.get(f"{prefix}{name}"):
            return table.records
    return ()


@cache
def _book() -> Mapping[str, Any]:
    return tomllib.loads(schema_text("statements.toml"))


def names_of_key_figures() -> Mapping[str, str]:
    """The names in templates of the rows of key_figures.csv, by row id: `own_name_count` →
    `accords.en_leur_nom`."""
    names: Mapping[str, str] = _book()["names_of_key_figures"]
    return names


def _file(name: str) -> Mapping[str, Any]:
    file: Mapping[str, Any] = _book()[name]
    return file


def _key_of(name: str) -> list[str]:
    """The key columns of the file `name`, except the counting rule: `category_counts` →
    `["category_id"]`."""
    return [column for column in _file(name)["key"] if column != RULE]


@cache
def _columns_of(name: str) -> Mapping[str, tuple[str, str, str]]:
    return {
        column: described
        for column, described in _file(name).items()
        if column not in ("key", "texts")
    }


def _under_rules(name: str, rows: list[Row], column: str) -> Statement:
    """The figure in `column`. `rows` has a row per counting rule, or a single row without rule.

    With rules, the figure is that of the rule `all`, and its `Statement.under` has the figures of
    all rules: `{"all": 294, "individuals": 255}`. `NONE` if there is no row for `all`.
    """
    if RULE not in _file(name)["key"]:
        return _figure(name, rows[0], column)
    under = {row[RULE]: _figure(name, row, column) for row in rows}
    return Statement(under[ALL].claim, under) if ALL in under else NONE


def _figure(name: str, row: Row, column: str) -> Statement:
    if row.get(column) is None:
        return NONE
    format_id, denominator, _ = _columns_of(name)[column]
    cell = plain_cell(row[column])
    return Statement(
        Claim(
            claim_id="",
            document="",
            kind="figure",
            value=as_written(cell, format_id),
            number=cell,
            denominator=plain_cell(row[denominator]) if denominator else "",
            counting_rule=str(row.get(RULE) or ""),
            table=f"{STATISTICS}/{name}.csv",
            key=key_of(**{each: row[each] for each in _file(name)["key"]}),
            column=column,
            format=format_id,
            question_id=str(row.get("question_id") or ""),
        )
    )
