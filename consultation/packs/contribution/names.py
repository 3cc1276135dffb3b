"""What a template names: figures and quotes, each with the claim that it makes, under plain names
that lead to them (`raisons.liberte.part`)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from consultation.machine.csv_files import plain_cell
from consultation.packs.contribution.claims import Claim, as_written, key_of
from consultation.warehouse.build.publications import Row

NOTHING = "—"


@dataclass(frozen=True)
class Statement:
    """A figure or a quote, by the claim that it makes; a figure under the other counting rules too.

    None where there is no figure: a share of nobody.
    """

    claim: Claim | None
    under: Mapping[str, Statement] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a document shows."""
        return self.claim.value if self.claim else NOTHING

    @property
    def number(self) -> float:
        """What it is compared by: a day is more than nothing."""
        cell = self.claim.number if self.claim else ""
        try:
            return float(cell or 0)
        except ValueError:
            return 1.0

    def __bool__(self) -> bool:
        return self.claim is not None and (self.claim.kind == "quote" or self.number != 0)

    def __str__(self) -> str:
        raise TypeError("a figure stands alone between its braces")  # else it had no claim

    def __lt__(self, other: object) -> bool:
        return self._stands_to(other, operator.lt)

    def __gt__(self, other: object) -> bool:
        return self._stands_to(other, operator.gt)

    def __le__(self, other: object) -> bool:
        return self._stands_to(other, operator.le)

    def __ge__(self, other: object) -> bool:
        return self._stands_to(other, operator.ge)

    def _stands_to(self, other: object, compare: Callable[[float, float], bool]) -> bool:
        """Never, where there is no figure."""
        if not isinstance(other, Statement | int | float):
            raise TypeError("figures are compared with figures")
        there = other.number if isinstance(other, Statement) else float(other)
        return self.claim is not None and compare(self.number, there)


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


def figure(
    table: str,
    key: tuple[str, ...],
    row: Row,
    column: str,
    format_id: str,
    denominator: str = "",
) -> Statement:
    """The figure in a column of a row of one of the pack's tables, which the columns of `key`
    tell from the others; `denominator` is the column that a share is of."""
    if row.get(column) is None:
        return Statement(None)
    cell = plain_cell(row[column])
    return Statement(
        Claim(
            claim_id="",
            document="",
            kind="figure",
            value=as_written(cell, format_id),
            number=cell,
            denominator=plain_cell(row[denominator]) if denominator else "",
            counting_rule=str(row.get("counting_rule") or ""),
            table=table,
            key=key_of(**{name: row[name] for name in key}),
            column=column,
            format=format_id,
            question_id=str(row.get("question_id") or ""),
        )
    )
