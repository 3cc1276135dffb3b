"""From what a person typed to what is asked: a ready-made question by its name, or SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.questions.asking import Asking
from consultation.questions.queries import (
    Parameter,
    ReadyQuery,
    nearest_query,
    ready_query,
    values_for,
)
from consultation.warehouse.published.catalogue import nearest
from consultation.warehouse.published.reader import KNOWN_IDS, Reader, Statement

MAX_SQL_SHOWN = 1_000
# No SQL is a single word.
_NAME = re.compile(r"[\w-]+")


def asking_of(reader: Reader, typed: str, given: Mapping[str, str]) -> Asking:
    """What is asked by the name of a ready-made question, or by SQL."""
    if _NAME.fullmatch(typed.strip()):
        name = typed.strip().replace("-", "_")
        query = ready_query(name)
        if query is None:
            raise _unknown_query(name)
        return _ready(reader, query, given)
    return _written(reader, typed, given)


def sql_of(path: Path) -> str:
    """The text of a file of SQL."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        problem = "ce fichier n'est pas un texte en UTF-8."
    except OSError as error:
        problem = f"ce fichier ne peut pas être lu ({type(error).__name__})."
    raise OrganiserError(
        "unreadable_sql",
        where=f"--file {path}",
        what=problem,
        advice="Donnez un fichier .sql, enregistré en UTF-8.",
    )


def file_asking(reader: Reader, path: Path, given: Mapping[str, str]) -> Asking:
    """What is asked by a file of SQL."""
    return _written(reader, sql_of(path), given)


def _ready(reader: Reader, query: ReadyQuery, given: Mapping[str, str]) -> Asking:
    values = values_for(query, given)
    for parameter in query.parameters:
        _check_id(reader, parameter, values[parameter.name])
    told = [
        f"{parameter.meaning}\u00a0: {values[parameter.name]}."
        for parameter in query.parameters
        if values[parameter.name] is not None
    ]
    return Asking(
        title=query.title.rstrip("."),
        about=(query.title, query.grain, query.explanation, *told),
        statements=reader.statements(query.text),
        values=values,
        is_ready_made=True,
    )


def _check_id(reader: Reader, parameter: Parameter, value: object) -> None:
    """An id that the form or our words don't know would only give an empty answer."""
    if parameter.type not in KNOWN_IDS or value is None:
        return
    with reader.asked(reader.statements(KNOWN_IDS[parameter.type])[0]) as result:
        known = [str(row[0]) for row in result.rows]
    if value not in known:
        near = nearest(str(value), known) or known
        raise OrganiserError(
            "unknown_id",
            where=f"--param {parameter.name}={value}",
            what=f"ce n'est l'identifiant d'aucune {parameter.type}.",
            advice=f"Possible\u00a0: {', '.join(near)}.",
        )


def _written(reader: Reader, text: str, given: Mapping[str, str]) -> Asking:
    statements = reader.statements(text)
    if not statements:
        raise OrganiserError(
            "empty_query",
            where="requête",
            what="elle est vide.",
            advice='Par exemple\u00a0: faire-masse sql "from statistics.flow"',
        )
    _check_given(statements, given)
    shown = text.strip()
    cut = "…" if len(shown) > MAX_SQL_SHOWN else ""
    return Asking(
        title="Requête SQL",
        about=(f"Requête\u00a0: {shown[:MAX_SQL_SHOWN]}{cut}",),
        statements=statements,
        values=given,
    )


def _check_given(statements: list[Statement], given: Mapping[str, str]) -> None:
    wanted = frozenset[str]().union(*(statement.parameters for statement in statements))
    for name in given:
        if name not in wanted:
            raise OrganiserError(
                "unknown_parameter",
                where=f"--param {name}",
                what=f"la requête ne demande pas cette valeur (${name} n'y figure pas).",
            )


def _unknown_query(name: str) -> OrganiserError:
    near = nearest_query(name)
    return OrganiserError(
        "unknown_query",
        where=name,
        what="aucune question toute prête ne s'appelle ainsi.",
        advice=(f"La plus proche\u00a0: {near}.\n" if near else "")
        + "Pour les voir toutes\u00a0: faire-masse sql --list",
    )
