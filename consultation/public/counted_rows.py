"""The rows of sql/17_public/, in the order in which they are looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from consultation.warehouse.tables.publications import Row, Tables

Counted = Mapping[str, Sequence[Row]]
"""The rows of each table, by its name."""

ALL, OTHER_RULES = "all", ("without_templates", "consenting")
"""The counting rule of the page, and those in which a person weighs one or nothing beside it."""

NONE = "none"
"""The member of a group who has none: no category, no date, no postcode."""

_COUNTED = "answers answers_by_category categories departements rules themes weeks"


def counted_rows(tables: Tables) -> Counted:
    """What the working database counts for everybody."""
    names = [f"public.{name}" for name in _COUNTED.split()]
    return {name: tables[name].records for name in names}


def by_question(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of themes by question, each in the order of the grid."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=itemgetter("position")):
        found[row["question_id"]].append(row)
    return found


def persons_by_member(rows: Iterable[Row], key: str) -> dict[str, int]:
    """How many persons each member of a group has; `NONE` is who has none."""
    counted = {row[key]: int(row["person_count"]) for row in rows}
    return dict(sorted((NONE if one is None else str(one), counted[one]) for one in counted))
