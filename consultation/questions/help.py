"""The ready-made questions, the tables and their columns, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consultation.questions.drawing import Limits, draw
from consultation.questions.queries import (
    Parameter,
    ReadyQuery,
    ready_queries,
    ready_query,
)
from consultation.warehouse.published.catalogue import Catalogue, CataloguedTable
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

NEEDS = {True: "à donner", False: "facultatif"}


def list_queries(width: int) -> Iterator[str]:
    """Yield the lines of a table of ready-made questions: name, title, parameters with defaults,
    `mots_min=5`. Two sentences on how to ask one follow."""
    rows = [
        (query.name, query.title.rstrip("."), "\n".join(map(_in_short, query.parameters)))
        for query in ready_queries()
    ]
    yield from _table(("Nom", "Question", "Paramètres"), rows, width)
    yield ""
    yield sentence("sql", "ask_one")
    yield sentence("sql", "read_one")


def _in_short(parameter: Parameter) -> str:
    if parameter.default is not None:
        return f"{parameter.name}={parameter.default}"
    return f"{parameter.name} ({NEEDS[parameter.is_required]})"


def describe(catalogue: Catalogue, name: str, width: int) -> Iterator[str]:
    """The lines that describe a table (comment and columns), or a ready-made question.

    Raises OrganiserError if `name` is neither.
    """
    table = catalogue.table(name)
    if table is not None:
        return _describe_table(table, width)
    query = ready_query(name)
    if query is not None:
        return _describe_query(query, width)
    raise OrganiserError("unknown_description", name=name)


def list_tables(catalogue: Catalogue, width: int) -> Iterator[str]:
    """Yield the lines of a list of every table and view, with the first line of its comment. A
    sentence on how to list columns follows."""
    rows = [(table.name, table.title) for table in catalogue.tables]
    yield from _table(("Table", "Contenu"), rows, width)
    yield ""
    yield sentence("sql", "columns_of_one")


def _describe_table(table: CataloguedTable, width: int) -> Iterator[str]:
    yield table.name
    yield from table.comment.splitlines()
    yield ""
    rows = [(column.name, column.type, column.comment) for column in table.columns]
    yield from _table(("Colonne", "Type", "Sens"), rows, width)


def _describe_query(query: ReadyQuery, width: int) -> Iterator[str]:
    yield query.name
    yield from (query.title, query.grain, query.explanation)
    if query.parameters:
        yield ""
        rows = [
            (
                parameter.name,
                parameter.type,
                parameter.default or NEEDS[parameter.is_required],
                parameter.meaning,
            )
            for parameter in query.parameters
        ]
        yield from _table(("Paramètre", "Type", "Défaut", "Sens"), rows, width)
    yield ""
    yield from query.text.splitlines()


def _table(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int) -> tuple[str, ...]:
    return draw(titles, ["VARCHAR"] * len(titles), rows, width, Limits()).lines
