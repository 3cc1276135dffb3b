"""The check of a form file's shape (its keys, and the types of their values), with errors in
French."""

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
    """The form file as a pydantic model, and an empty list. If keys or types of values are invalid:
    None, and a problem for each mistake."""
    try:
        return FormFile.model_validate(file.values), []
    except ValidationError as error:
        details = _without_repeats(error.errors(include_url=False))
        return None, [_problem(file, detail, FormFile) for detail in details]


def read_choices_shape(file: FormText) -> tuple[dict[str, list[str]], list[Problem]]:
    """The choices in a `choices_file` (id → spellings), and an empty list. If keys or types of
    values are invalid: an empty dict, and a problem for each mistake."""
    try:
        return CHOICES_FILE.validate_python(file.values), []
    except ValidationError as error:
        return {}, [_problem(file, detail, None) for detail in error.errors(include_url=False)]


def _without_repeats(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop « missing » errors explained by a misspelt key: `titel` already says that `title` is
    missing."""
    explained = {
        (*detail["loc"][:-1], near_key)
        for detail in details
        if detail["type"] == "extra_forbidden"
        and (near_key := near_word(detail["loc"][-1], _keys(FormFile, detail["loc"][:-1])))
    }
    return [
        error for error in details if error["type"] != "missing" or error["loc"] not in explained
    ]


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
    path, value = detail["loc"], detail["input"]
    match detail["type"]:
        case "missing":
            table = dotted_key(path[:-1])
            where = sentence("hints", "under" if table else "on_top", table=table)
            return OrganiserError("form_file.missing_key", key=path[-1], place=where)
        case "extra_forbidden":
            return unknown_word(path[-1], _keys(model, path[:-1]))
        case "literal_error":
            return unknown_word(value, _alternatives(detail["ctx"]["expected"]))
        case "string_pattern_mismatch":
            return _bad_identifier(value)
        case "unknown_zone":
            zones = available_timezones()
            return unknown_word(value, [near_word(value, sorted(zones)) or "Europe/Paris"])
        case "address_with_account":
            return OrganiserError("form_file.address_with_account")
        case kind:
            return OrganiserError("form_file.other_value", expected=_expected(kind, detail))


def _expected(kind: str, detail: ErrorDetails) -> str:
    """The French words for the value that a key takes. `kind` is the type of an error raised by
    pydantic or by `schemas.form_values`, and `detail` that error."""
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
    """The values in pydantic's list of possible values: `'a', 'b' or 'c'` → `["a", "b", "c"]`."""
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _bad_identifier(word: object) -> OrganiserError:
    return OrganiserError(
        "form_file.bad_identifier", word=quote(word), example=example_hint(as_identifier(word))
    )


def _keys(model: type[BaseModel] | None, path: KeyPath) -> list[str]:
    """The possible keys of the table at `path` of the form file: `("review",)` → `["required"]`.

    Empty if there is no table at the path, or if `model` is None, for a file of choices.
    """
    shape: object = model
    for part in path:
        shape = _type_under(shape, part)
    return list(shape.model_fields) if _is_model(shape) else []


def _is_model(shape: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _type_under(shape: object, part: str | int) -> object:
    """The type of the value under a key or an index `part`, if `shape` is the type of the table or
    list: `dict[str, list[str]]`, `"oui"` → `list[str]`. `Annotated` and `Optional` are removed.
    None if the model has no such key."""
    if _is_model(shape):
        field = shape.model_fields.get(str(part))
        return _bare_type(field.annotation) if field else None
    arguments = typing.get_args(shape)
    return _bare_type(arguments[-1]) if arguments else None


def _bare_type(shape: object) -> object:
    while typing.get_origin(shape) in (typing.Annotated, typing.Union, types.UnionType):
        shape = typing.get_args(shape)[0]
    return shape
