"""The ready-made questions of sql/queries/: titles, parameters, values.

A query's opening comment is what organisers read: a title, the grain, an explanation, advice if no
row is found (« Sans ligne : »), then a line per parameter: « Paramètre regle (texte, facultatif) :
la règle. Défaut : all. ».
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from consultation.words.errors import OrganiserError
from consultation.words.french import capitalise, with_no_break_spaces

_PARAMETER = re.compile(
    r"Paramètre (?P<name>[a-z][a-z0-9_]*)"
    r" \((?P<type>texte|entier|question)(?P<need>, facultatif|, obligatoire)?\)"
    r" : (?P<meaning>.+?)(?: Défaut : (?P<default>.+))?"
)

IF_EMPTY = "Sans ligne :"


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query. `default` is its default value as a person would type it, or None."""

    name: str
    type: str
    meaning: str
    default: str | None
    is_required: bool


@dataclass(frozen=True)
class ReadyQuery:
    """A ready-made question, a query in SQL (`text`). `grain` is the meaning of a row of its
    result, `if_empty` advice if it finds no row."""

    name: str
    title: str
    grain: str
    explanation: str
    parameters: tuple[Parameter, ...]
    text: str
    if_empty: str = ""


def ready_queries() -> tuple[ReadyQuery, ...]:
    """The question in every file of sql/queries/, in alphabetical order."""
    folder = files("sql").joinpath("queries")
    return tuple(
        read_query(entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    )


def ready_query(name: str) -> ReadyQuery | None:
    """The ready-made question of this name. None if there is none."""
    return next((query for query in ready_queries() if query.name == name), None)


def read_query(name: str, text: str) -> ReadyQuery:
    """The query in the text of a file, from its opening comment (see the top of this module).
    Raises AssertionError for a malformed « Paramètre » line."""
    title, grain, *rest = _opening(text)
    declared = [line for line in rest if line.startswith("Paramètre ")]
    explained = " ".join(line for line in rest if line not in declared)
    explanation, _, empty = explained.partition(IF_EMPTY)
    if_empty = empty.strip()
    return ReadyQuery(
        name=name,
        title=with_no_break_spaces(title),
        grain=with_no_break_spaces(grain),
        explanation=with_no_break_spaces(explanation.strip()),
        parameters=tuple(map(_parameter, declared)),
        text=text,
        if_empty=with_no_break_spaces(capitalise(if_empty)),
    )


def _opening(text: str) -> list[str]:
    lines = text.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.startswith("--"))
    return [line.removeprefix("--").strip() for line in lines[:end]]


def _parameter(line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    assert match, line  # noqa: S101
    default = match["default"]
    return Parameter(
        name=match["name"],
        type=match["type"],
        meaning=with_no_break_spaces(match["meaning"].rstrip(".")),
        default=default.removesuffix(".") if default else None,
        is_required=match["need"] == ", obligatoire",
    )


def values_for(query: ReadyQuery, typed_values: Mapping[str, str]) -> dict[str, object]:
    """The value of each parameter of a query, by name: the value that a person typed
    (`typed_values`), or its default, or null if it has no default.

    Raises OrganiserError for an unknown, missing or unreadable parameter.
    """
    refuse_unknown(typed_values, [parameter.name for parameter in query.parameters])
    return {
        parameter.name: _value(parameter, typed_values.get(parameter.name))
        for parameter in query.parameters
    }


def refuse_unknown(typed: Iterable[str], known: Collection[str]) -> None:
    """Raise OrganiserError for the first of the `typed` parameters that a query does not
    have."""
    for name in typed:
        if name not in known:
            raise OrganiserError("unknown_parameter", name=name, known=", ".join(known) or "aucun")


def _value(parameter: Parameter, typed: str | None) -> object:
    text = typed if typed is not None else parameter.default
    if text is None:
        if parameter.is_required:
            raise OrganiserError(
                "missing_value.of_question", name=parameter.name, meaning=parameter.meaning
            )
        return None
    try:
        return int(text) if parameter.type == "entier" else text.strip()
    except ValueError:
        raise OrganiserError("unreadable_value", name=parameter.name) from None
