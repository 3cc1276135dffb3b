"""Publications -> tables of a workbook: a column's kind follows from its type and title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Protocol

from consultation.workbooks.model import Chart, Column, Kind, Table

CREATOR = "faire-masse"
# Properties need a date even when nothing was received.
NO_DATE = dt.datetime(2000, 1, 1)  # noqa: DTZ001


class Published(Protocol):
    """What a sheet needs of a publication."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles of the columns."""

    @property
    def types(self) -> tuple[str, ...]:
        """Their types in the warehouse."""

    @property
    def row_count(self) -> int:
        """How many rows there are."""

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, in their order."""


KINDS = {
    "VARCHAR": Kind.TEXT,
    "BIGINT": Kind.INTEGER,
    "INTEGER": Kind.INTEGER,
    "HUGEINT": Kind.INTEGER,
    "DOUBLE": Kind.DECIMAL,
    "DATE": Kind.DATE,
    "TIMESTAMP": Kind.DATETIME,
}
# Weighed counts are doubles: they are whole under every rule that a sheet shows in full.
COUNTS = ("L'ont choisi", "Ont répondu", "Question posée à", "Nombre", "Sur")
# What is read takes the room; what is only looked up gets what it needs.
WIDTHS = {
    "Texte": 110.0,
    "Texte d'origine": 72.0,
    "Texte de la lettre": 72.0,
    "Ajout": 90.0,
    "Ce qui change": 60.0,
    "Famille": 40.0,
    "Identifiant": 22.0,
    "Catégorie": 24.0,
    "Consentement": 24.0,
    "Question": 30.0,
}
LINKS = ("Voir la feuille", "Feuille")


def kind_of(title: str, type_name: str) -> Kind:
    """How a column is stored and shown."""
    if title.startswith("Part") and type_name == "DOUBLE":
        return Kind.SHARE
    if title in COUNTS:
        return Kind.INTEGER
    if title in LINKS:
        return Kind.LINK
    return KINDS[type_name]


def table_of(name: str, published: Published, charts: tuple[Chart, ...] = ()) -> Table:
    """The publication as a table, every row and column of it."""
    return Table(
        name=name,
        columns=tuple(
            Column(title, kind_of(title, type_name), WIDTHS.get(title))
            for title, type_name in zip(published.columns, published.types, strict=True)
        ),
        rows=published.rows(),
        charts=charts,
        row_count=published.row_count,
    )
