"""The selects of sql/: the table that each makes, the tables that it reads, and their order.

SQL can't find near-identical texts, for example. Python does such a step (a computation) between
two selects: it fills tables from the tables of earlier selects, and later selects read them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb

from consultation.machine.executors import Processes
from consultation.warehouse.store.connection import Connection, execute, transaction
from consultation.warehouse.tables.agreeing import AGREEMENT, BOUNDS, CEILINGS, LEAST_ALIKE
from consultation.warehouse.tables.computation import Computation
from consultation.warehouse.tables.redacting import REDACTION
from consultation.warehouse.tables.wordings import WORDINGS
from consultation.words.errors import OrganiserError

# The tables after `from` and `join`, which are written schema.table. Left out: names of CTEs, the
# column after `is not distinct from`, and `recurring.`, the earlier results of a recursion.
_READ = re.compile(r"(?<!distinct\s)\b(?:from|join)\s+(?!recurring\.)([a-z0-9_]+\.[a-z0-9_]+)")
_COMMENT = re.compile(r"--[^\n]*")
_LAYER = re.compile(r"(\d+)_([a-z]+)")
# After « ; key: », columns, which a word in brackets may follow; after « ; keys: », several keys.
_KEY = re.compile(r"; (keys?): ((?:(?:, )?\w+(?: \([^)]+\))?(?![^,;.]))+)")

# The layer that only the database of consenting contributions has (consenting.py).
PACK = "pack"
# Tables that repeat the long texts of another table are views, so that each text is stored once.
VIEWS = frozenset(
    {
        "families.additions",
        "publications.a_decider__a_relire",
        "publications.a_decider__a_relire_vite",
        "publications.parts__texts_with_codes",
        "publications.statistiques__reponses",
        "publications.synthese__textes",
        "sending.answers",
        "sending.free_texts",
        "sending.leaving_texts",
    }
)

COMPUTATIONS: tuple[Computation, ...] = (
    WORDINGS,
    REDACTION,
    AGREEMENT,
    BOUNDS,
    CEILINGS,
    LEAST_ALIKE,
)


@dataclass(frozen=True)
class Model:
    """A select of sql/ and the table, or view (`VIEWS`), that it makes."""

    table: str
    layer: int
    path: str
    title: str
    comment: str
    query: str
    inputs: frozenset[str]

    @property
    def schema(self) -> str:
        """The schema of the model's table: `clean.answers` → `clean`."""
        return self.table.split(".")[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """The unique keys that the opening comment states, each as SQL: « ; key: question_id,
        item_id » → `("question_id, item_id",)`. For a table of at most one row, `("true",)`: the
        constant `true` is then a unique key."""
        if re.match(r"One row[.,;]", self.comment.partition("\n")[2]):
            return ("true",)
        stated = _KEY.search(" ".join(self.comment.split()))
        if stated is None:
            return ()
        columns = re.sub(r" \([^)]+\)", "", stated[2])
        return tuple(columns.split(", ")) if stated[1] == "keys" else (columns,)


def read_model(path: str, text: str) -> Model:
    """The model of a select. `path`: the path of its file below sql/. `text`: the content of the
    file. `02_clean/answers.sql` makes the table `clean.answers`.

    A file in a folder `steps` makes an intermediate table, in a schema of its own: `clean_steps`.
    So the schema `clean`, which is published whole, has no intermediate tables. Raises ValueError
    if the folder has no number.
    """
    layer, *rest = path.removesuffix(".sql").split("/")
    numbered = _LAYER.fullmatch(layer)
    if numbered is None:
        raise ValueError(f"sql/{path}: its folder must be called <number>_<schema>")
    schema = numbered[2]
    if rest[0] == "steps":
        schema, *rest = f"{schema}_steps", *rest[1:]
    opening = [line.removeprefix("--").strip() for line in _opening(text)]
    return Model(
        table=f"{schema}.{'__'.join(rest)}",
        layer=int(numbered[1]),
        path=path,
        title=opening[0],
        comment="\n".join(opening),
        query=text,
        inputs=frozenset(_READ.findall(_COMMENT.sub("", text))),
    )


def _opening(text: str) -> list[str]:
    lines = text.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.startswith("--"))
    return lines[:end]


@cache
def all_models() -> tuple[Model, ...]:
    """All selects of sql/, in an order in which they can be built."""
    selects = sql_files(files("sql"))
    return in_build_order(
        read_model(path, text) for path, text in selects if _LAYER.fullmatch(path.partition("/")[0])
    )


def sql_files(folder: Traversable) -> list[tuple[str, str]]:
    """The SQL files in a folder and its subfolders, in order: path below the folder, text of the
    file."""
    paths_and_texts = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            paths_and_texts += [(f"{entry.name}/{path}", text) for path, text in sql_files(entry)]
        elif entry.name.endswith(".sql"):
            paths_and_texts.append((entry.name, entry.read_text(encoding="utf-8")))
    return paths_and_texts


def working_models() -> tuple[Model, ...]:
    """The selects that are run in a form's working database, in build order. The selects that only
    the pack needs are left out."""
    return tuple(model for model in all_models() if model.schema != PACK)


def in_build_order(models: Iterable[Model]) -> tuple[Model, ...]:
    """The models, each after the models that it reads: `answers` reads `submissions` →
    `submissions`, `answers`. The order is always the same."""
    by_table = {model.table: model for model in models}
    sorter = TopologicalSorter(
        {
            table: sorted(rests_on(model) & by_table.keys())
            for table, model in sorted(by_table.items())
        }
    )
    return tuple(by_table[table] for table in sorter.static_order())


def rests_on(model: Model) -> frozenset[str]:
    """The names of the tables that must exist before the model is built: the tables that it reads
    and, if Python fills a table that it reads, the tables that Python needs for that."""
    computed = (computation.inputs for computation in _computations_of(model))
    return model.inputs.union(*computed)


def _computations_of(model: Model) -> tuple[Computation, ...]:
    return tuple(
        computation
        for computation in COMPUTATIONS
        if not computation.outputs.isdisjoint(model.inputs)
    )


def needed_for(targets: Collection[str]) -> tuple[Model, ...]:
    """The models to build, in order, to get the tables `targets`: the models that make these
    tables, and the models of all tables that they need, directly or indirectly."""
    by_table = {model.table: model for model in all_models()}
    waiting, needed = list(targets), set()
    while waiting:
        table = waiting.pop()
        if table in by_table and table not in needed:
            needed.add(table)
            waiting += rests_on(by_table[table])
    return tuple(model for model in all_models() if model.table in needed)


def query_of(table: str) -> str:
    """The SQL of the select that makes the table `table`."""
    return next(model.query for model in all_models() if model.table == table)


def build(
    connection: Connection, models: Iterable[Model], executor: Executor | None = None
) -> None:
    """Rebuild the table or view of every model, all of them or none if one fails. The schemas of
    these tables are emptied first.

    `executor`: for the heavy work of Python between two selects. Raises OrganiserError with the
    name of the SQL file that failed.
    """
    models, executor = tuple(models), executor or Processes()
    computed: set[Computation] = set()
    with transaction(connection):
        for schema in sorted({model.schema for model in models}):
            execute(connection, f"drop schema if exists {schema} cascade")
            execute(connection, f"create schema {schema}")
        for model in models:
            for computation in _computations_of(model):
                if computation not in computed:
                    computation.run(connection, executor)
                    computed.add(computation)
            _build_one(connection, model)


def _build_one(connection: Connection, model: Model) -> None:
    try:
        execute(connection, _statement(connection, model))
    except duckdb.Error as error:
        # DuckDB quotes values in its messages: only the kind of error may be shown.
        where, name = f"sql/{model.path}", type(error).__name__
        raise OrganiserError("failed_model", where=where, error=name) from None


# Parsing is a sixth of the time that a small form's build takes. The same selects are run for the
# state before the latest export, for the form's tables, for the pack and for the next form.
_PARSED: dict[Model, duckdb.Statement] = {}


def _statement(connection: Connection, model: Model) -> duckdb.Statement:
    """The SQL statement that creates the model's table or view. It is parsed only once for all
    connections."""
    if model not in _PARSED:
        kind = "view" if model.table in VIEWS else "table"
        statement = f"create {kind} {model.table} as\n{model.query}"
        (_PARSED[model],) = connection.extract_statements(statement)
    return _PARSED[model]
