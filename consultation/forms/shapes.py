"""The values of a form file -> the pydantic model, with every error in French.

The shape of a file is its keys and the types of their values.
"""

from __future__ import annotations

import types
import typing
from typing import TypeGuard
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from consultation.forms.problems import (
    Problem,
    as_identifier,
    dotted_key,
    example_hint,
    near_word,
    quote,
    unknown_word,
)
from consultation.forms.texts import FormText, KeyPath
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence, sentences
from schemas.form import CHOICES_FILE, FormFile


def read_shape(file: FormText) -> tuple[FormFile | None, list[Problem]]:
    """The form file as a model, without problems, or None with all problems of its values."""
    try:
        return FormFile.model_validate(file.values), []
    except ValidationError as error:
        details = _without_repeats(error.errors(include_url=False))
        return None, [_problem(file, detail, FormFile) for detail in details]


def read_choices_shape(file: FormText) -> tuple[dict[str, list[str]], list[Problem]]:
    """The choices of a `choices_file` (id → spellings), or an empty dict with its problems."""
    try:
        return CHOICES_FILE.validate_python(file.values), []
    except ValidationError as error:
        return {}, [_problem(file, detail, None) for detail in error.errors(include_url=False)]


def _without_repeats(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop « missing » errors explained by a misspelt key: `titel` already says that `title` is
    missing."""
    meant = {
        (*detail["loc"][:-1], near_key)
        for detail in details
        if detail["type"] == "extra_forbidden"
        and (near_key := near_word(detail["loc"][-1], _keys(FormFile, detail["loc"][:-1])))
    }
    return [one for one in details if one["type"] != "missing" or one["loc"] not in meant]


def _problem(file: FormText, detail: ErrorDetails, model: type[BaseModel] | None) -> Problem:
    path: KeyPath = detail["loc"]
    if path[-1] == "[key]":
        is_blank = detail["type"] == "blank"  # the name of a total is no identifier
        error = _error(detail, model) if is_blank else _bad_identifier(path[-2])
        return Problem(file, path[:-1], error)
    # An element of a list is reported at its own line, under the key of the list.
    element = isinstance(path[-1], int) and not isinstance(detail["input"], dict)
    return Problem(file, path, _error(detail, model), key=path[:-1] if element else path)


def _error(detail: ErrorDetails, model: type[BaseModel] | None) -> OrganiserError:
    path, written = detail["loc"], detail["input"]
    match detail["type"]:
        case "missing":
            table = dotted_key(path[:-1])
            place = sentence("hints", "under" if table else "on_top", table=table)
            return OrganiserError("form_file.missing_key", key=path[-1], place=place)
        case "extra_forbidden":
            return unknown_word(path[-1], _keys(model, path[:-1]))
        case "literal_error":
            return unknown_word(written, _alternatives(detail["ctx"]["expected"]))
        case "string_pattern_mismatch":
            return _bad_identifier(written)
        case "unknown_zone":
            zones = available_timezones()
            return unknown_word(written, [near_word(written, sorted(zones)) or "Europe/Paris"])
        case "address_with_account":
            return OrganiserError("form_file.address_with_account")
        case kind:
            return OrganiserError("form_file.other_value", expected=_expected(kind, detail))


def _expected(kind: str, detail: ErrorDetails) -> str:
    """The French words for the value that a key takes, given the error of pydantic or
    `schemas.form_values`."""
    least = detail.get("ctx", {}).get("ge", 0)
    match kind:
        case "greater_than_equal":
            return sentence("expected_values", "people" if least > 1 else "at_least", least=least)
        case "model_type" | "dict_type":
            return sentence("expected_values", "table", table=dotted_key(detail["loc"]))
        case "too_long":
            return sentence("expected_values", kind, most=detail["ctx"]["max_length"])
    known = sentences()["expected_values"]
    return sentence("expected_values", kind if kind in known else "other")


def _alternatives(expected: str) -> list[str]:
    """The words of pydantic's list: `'a', 'b' or 'c'` → `a`, `b`, `c`."""
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _bad_identifier(word: object) -> OrganiserError:
    return OrganiserError(
        "form_file.bad_identifier", word=quote(word), example=example_hint(as_identifier(word))
    )


def _keys(model: type[BaseModel] | None, path: KeyPath) -> list[str]:
    """The keys of the table at a path: `("review",)` → `["required"]`.

    Empty if the path is no table.
    """
    shape: object = model
    for part in path:
        shape = _type_under(shape, part)
    return list(shape.model_fields) if _is_model(shape) else []


def _is_model(shape: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _type_under(shape: object, part: str | int) -> object:
    """The type of the value under the key or index `part` of a type, without `Annotated` and
    `Optional`: `dict[str, list[str]]`, `"oui"` → `list[str]`."""
    if _is_model(shape):
        field = shape.model_fields.get(str(part))
        return _bare_type(field.annotation) if field else None
    arguments = typing.get_args(shape)
    return _bare_type(arguments[-1]) if arguments else None


def _bare_type(shape: object) -> object:
    while typing.get_origin(shape) in (typing.Annotated, typing.Union, types.UnionType):
        shape = typing.get_args(shape)[0]
    return shape
