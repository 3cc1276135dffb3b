"""The data dictionary of sql/README.md, from the comments of the published database.

`make dictionary` rewrites it; tests/rooms/sql/test_dictionary.py fails when it is stale. The
example rows come from the invented answers of tests/cases/invented.py, never from people's.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb

from consultation.questions.queries import ready_queries
from consultation.warehouse.published.catalogue import CataloguedTable, catalogue_of
from consultation.warehouse.published.published_copy import all_views
from consultation.warehouse.tables.models import all_models
from tests.cases.invented import invented_run
from tests.cases.places import ROOT

README = ROOT / "sql" / "README.md"
BEGIN = "<!-- Written by `make dictionary` from here on: change the comments, not this. -->"
EXAMPLES = 3
LONGEST = 48

Row = tuple[object, ...]


def with_dictionary(readme: str, dictionary: str) -> str:
    """The README, its generated part replaced."""
    written_by_hand = readme.partition(BEGIN)[0].rstrip()
    return f"{written_by_hand}\n\n{BEGIN}\n\n{dictionary}"


def dictionary() -> str:
    """Layers, tables, columns with example values, ready-made questions, in Markdown."""
    with tempfile.TemporaryDirectory(prefix="faire-masse-dictionary-") as folder:
        run = invented_run(Path(folder), is_coded=True)
        database = run.release / "organisation" / "consultation.duckdb"
        with closing(duckdb.connect(str(database), read_only=True)) as connection:
            return "\n".join(_dictionary(connection))


def _dictionary(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield from ("## How layers rest on each other", "", *_diagram(), "")
    yield from ("## Data dictionary", "")
    yield "What `consultation.duckdb` holds. The example values are three invented rows, one a"
    yield "column; an empty one is null. Times are UTC unless the column says otherwise."
    for table in catalogue_of(connection).tables:
        yield ""
        yield from _table(connection, table)
    yield from ("", "## Ready-made questions", "")
    yield "`faire-masse sql NAME` asks one, `--param name=value` gives a value; titles are French"
    yield "because organisers read them."
    yield from ("", "| name | question | parameters |", "| --- | --- | --- |")
    for query in ready_queries():
        parameters = ", ".join(f"`{parameter.name}`" for parameter in query.parameters)
        yield f"| `{query.name}` | {query.title} | {parameters} |"
    yield ""


def _diagram() -> Iterator[str]:
    """Which schemas the selects of each schema read, `form` apart: nearly all of them do."""
    reads = {
        (_layer_of(read), _layer_of(model.table))
        for model in (*all_models(), *all_views())
        for read in model.inputs
    }
    yield "An arrow goes from what is read to what reads it; every schema also reads `form`."
    yield from ("", "```mermaid", "flowchart LR", "    raw --> typed")
    for source, target in sorted(reads):
        if source not in (target, "form"):
            yield f"    {source} --> {target}"
    yield "```"


def _layer_of(table: str) -> str:
    return table.partition(".")[0].removesuffix("_steps")


def _table(connection: duckdb.DuckDBPyConnection, table: CataloguedTable) -> Iterator[str]:
    title, _, rest = table.comment.partition("\n")
    yield from (f"### `{table.name}`", "", _escaped(title))
    if rest:
        yield ""
        yield from map(_escaped, rest.split("\n"))
    yield ""
    examples = _examples(connection, table)
    heads = "".join(f" example {number} |" for number in range(1, len(examples) + 1))
    yield f"| column | type | meaning |{heads}"
    yield f"| --- | --- | --- |{' --- |' * len(examples)}"
    # Markdown needs no escape for an underscore within a word.
    for place, column in enumerate(table.columns):
        values = "".join(f" {_shown(row[place])} |" for row in examples)
        yield f"| `{column.name}` | {column.type} | {_escaped(column.comment)} |{values}"
    if not examples:
        yield ""
        yield "The invented answers put no row here."


def _examples(connection: duckdb.DuckDBPyConnection, table: CataloguedTable) -> list[Row]:
    """Some rows of a table that together fill most of its columns, and differ."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    rows = connection.execute(f"from {table.name} order by {columns}").fetchall()
    chosen: list[Row] = []
    for _ in range(min(EXAMPLES, len(rows))):
        left = [row for row in rows if row not in chosen]
        chosen += [max(left, key=lambda row: _news(row, chosen))] if left else []
    return chosen


def _news(row: Row, chosen: list[Row]) -> tuple[int, int, int]:
    """How much a row shows that those chosen don't: columns filled, values, all it fills."""
    columns = list(zip(*chosen, strict=True)) or [()] * len(row)
    filled = [value is not None for value in row]
    new = [
        is_filled and all(other is None for other in others)
        for is_filled, others in zip(filled, columns, strict=True)
    ]
    other = [value not in others for value, others in zip(row, columns, strict=True)]
    return sum(new), sum(other), sum(filled)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = " ".join(str(value).split())
    if re.fullmatch("[0-9a-f]{32,}", text):
        text = f"{text[:12]}…"
    return _escaped(text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…")


def _escaped(text: str) -> str:
    """The text as Markdown shows it as it is, within a table too."""
    return re.sub(r"([|<*\\])", r"\\\1", text)


if __name__ == "__main__":
    README.write_text(
        with_dictionary(README.read_text(encoding="utf-8"), dictionary()), encoding="utf-8"
    )
