"""Read the question that a person typed: the published database that it is about, and its SQL or
the name of a ready-made question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.settings import Folders, database_in
from consultation.questions.queries import (
    Parameter,
    ReadyQuery,
    ready_queries,
    ready_query,
    refuse_unknown,
    values_for,
)
from consultation.warehouse.published.reader import Reader, Statement
from consultation.words.errors import OrganiserError

MAX_SQL_SHOWN = 1_000
# No SQL is a single word.
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class TypedQuery:
    """A question to the database: a title and sentences for people (`about`), the SQL, the values
    of its parameters. `if_empty` is advice to print if no row is found."""

    title: str
    about: tuple[str, ...]
    statements: Sequence[Statement]
    values: Mapping[str, object]
    is_ready_made: bool = False
    if_empty: str = ""


def _published_forms(folders: Folders) -> list[str]:
    """The names of the folders of outputs that have a database. A name is a form id, or a frozen
    release such as `quartier.envoi-1`."""
    if not folders.outputs.is_dir():
        return []
    return sorted(
        folder.name
        for folder in folders.outputs.iterdir()
        if not folder.name.startswith(".") and database_in(folder).is_file()
    )


def published_database(folders: Folders, form_id: str | None) -> Path:
    """The path of a form's published database. If `form_id` is None, there must be a single form.

    A frozen release has its own name, `<form_id>.<name>`. Raises OrganiserError for an unknown
    form, for None with several forms, and if nothing is published.
    """
    known = _published_forms(folders)
    if form_id is None:
        present = [name for name in known if "." not in name] or known
        if len(present) > 1:
            raise OrganiserError("several_forms", forms=", ".join(present), first=present[0])
        form_id = present[0] if present else None
    if form_id not in known:
        if form_id is None or not known:
            raise OrganiserError("nothing_published", where=str(folders.outputs))
        raise OrganiserError("unknown_form", form_id=form_id, known=", ".join(known))
    return database_in(folders.release(form_id))


def typed_query(reader: Reader, typed: str, typed_values: Mapping[str, str]) -> TypedQuery:
    """Read a typed question: the name of a ready-made question (`bilan`), or SQL.

    `typed_values`: name of a parameter → its value as typed. Raises OrganiserError for an unknown
    question or parameter, a missing or invalid value, or SQL that is empty, can't be parsed or does
    more than read.
    """
    if _NAME.fullmatch(typed.strip()):
        name = typed.strip().replace("-", "_")
        query = ready_query(name)
        if query is None:
            known = ", ".join(ready.name for ready in ready_queries())
            raise OrganiserError("unknown_query", where=name, known=known)
        return _named_query(reader, query, typed_values)
    return _sql_query(reader, typed, typed_values)


def query_in_file(reader: Reader, path: Path, typed_values: Mapping[str, str]) -> TypedQuery:
    """Read the question in a file of SQL. `typed_values`: name of a parameter → its value as typed.
    Raises OrganiserError if the file or its SQL can't be read, or for a parameter that the SQL does
    not have."""
    try:
        return _sql_query(reader, path.read_text(encoding="utf-8-sig"), typed_values)
    except UnicodeDecodeError:
        raise OrganiserError("unreadable_sql.not_utf8", path=path) from None
    except OSError as error:
        name = type(error).__name__
        raise OrganiserError("unreadable_sql.closed", path=path, error=name) from None


def _named_query(reader: Reader, query: ReadyQuery, typed_values: Mapping[str, str]) -> TypedQuery:
    values = values_for(query, typed_values)
    for parameter in query.parameters:
        if parameter.type == "question":
            _check_question(reader, parameter, values[parameter.name])
    value_lines = [
        f"{parameter.meaning}\u00a0: {values[parameter.name]}."
        for parameter in query.parameters
        if values[parameter.name] is not None
    ]
    return TypedQuery(
        title=query.title.rstrip("."),
        about=(query.title, query.grain, query.explanation, *value_lines),
        statements=reader.statements(query.text),
        values=values,
        is_ready_made=True,
        if_empty=query.if_empty,
    )


def _check_question(reader: Reader, parameter: Parameter, value: object) -> None:
    """Raise OrganiserError if the value of a parameter is not the id of a question of the form,
    since the query would find nothing. The value `None` (parameter not given) is accepted."""
    known = reader.question_ids()
    if value is not None and value not in known:
        raise OrganiserError(
            "unknown_id",
            parameter=parameter.name,
            value=str(value),
            kind=parameter.type,
            possible=", ".join(known),
        )


def _sql_query(reader: Reader, text: str, typed_values: Mapping[str, str]) -> TypedQuery:
    statements = reader.statements(text)
    if not statements:
        raise OrganiserError("empty_query")
    refuse_unknown(typed_values, sorted({name for each in statements for name in each.parameters}))
    query_text = text.strip()
    cut = "…" if len(query_text) > MAX_SQL_SHOWN else ""
    return TypedQuery(
        title="Requête SQL",
        about=(f"Requête\u00a0: {query_text[:MAX_SQL_SHOWN]}{cut}",),
        statements=statements,
        values=typed_values,
    )
