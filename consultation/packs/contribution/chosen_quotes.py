"""The quotes that people chose: where each stands, and the names of what it says and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from consultation.packs.contribution.claims import Claim, key_of
from consultation.packs.contribution.statements import ALL, Statement, rows_of
from consultation.packs.contribution.template_names import Names
from consultation.packs.verification.sources import TEXTS
from consultation.warehouse.tables.publications import Row, Tables

Rows = tuple[Row, ...]


def quoted_references(tables: Tables) -> frozenset[str]:
    """The references of those who are quoted."""
    return frozenset(row["reference"] for row in records_of(tables, "quotes.chosen"))


def standing_quotes(tables: Tables) -> Rows:
    """Each quote once: under the theme of its text that fewest wrote of in that question (of equal
    ones, the first of the grid), or under none (theme_id None); in the order of references: it
    tells nothing of who wrote first."""
    positions = {row["theme_id"]: row["position"] for row in records_of(tables, "coding.themes")}
    rarity = {
        (row["question_id"], row["theme_id"]): (row["theme_count"], positions[row["theme_id"]])
        for row in rows_of(tables, "theme_counts")
        if row["counting_rule"] == ALL and row["theme_count"]
    }
    found = []
    rows = sorted(records_of(tables, "quotes.chosen"), key=_text_of)
    for _, group in groupby(rows, key=_text_of):
        quote, *others = group
        told = [place for row in (quote, *others) if (place := _place_of(row)) in rarity]
        rarest = min(told, key=lambda place: rarity[place], default=(None, None))
        found.append({**quote, "theme_id": rarest[1]})
    return tuple(found)


def _text_of(row: Row) -> tuple[str, str]:
    return row["reference"], row["question_id"]


def _place_of(row: Row) -> tuple[str, str]:
    return row["question_id"], row["theme_id"]


def names_of(path: str, quotes: Iterable[Row]) -> Names:
    """The names of quotes, for « for » to go through."""
    return Names(path, {}, tuple(_quote(f"{path}.citation", row) for row in quotes))


def _quote(path: str, row: Row) -> Names:
    claim = Claim(
        claim_id="",
        document="",
        kind="quote",
        value=row["quote_text"],
        table=TEXTS,
        key=key_of(reference=row["reference"], question_id=row["question_id"]),
        column="text",
        format="quote",
        reference=row["reference"],
        question_id=row["question_id"],
    )
    return Names(
        path,
        {
            "texte": Statement(claim),
            "reference": row["reference"],
            "signature": row["attribution"],
        },
    )


def records_of(tables: Tables, name: str) -> Rows:
    """The rows of a table; none where the pack has no such table."""
    return tables[name].records if name in tables else ()
