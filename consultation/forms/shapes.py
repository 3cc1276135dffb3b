"""The values of a form file -> the pydantic model, with every error in French."""

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
    near_hint,
    near_word,
    nearest_hint,
    quote,
)
from consultation.forms.texts import FormText, KeyPath
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from schemas.form import CHOICES_FILE, FormFile

# What pydantic, or `schemas.form_values`, says of a value: each has its words in the catalogue.
PLAIN = (
    "blank",
    "string_type",
    "bool_type",
    "int_type",
    "greater_than_equal",
    "list_type",
    "too_short",
    "too_long",
    "offset_datetime",
    "not_a_datetime",
    "not_a_day",
    "not_a_retention",
    "not_a_documents_max",
    "not_an_address",
    "address_with_account",
    "not_initials",
    "not_a_page",
    "not_a_colour",
)


def read_shape(file: FormText) -> tuple[FormFile | None, list[Problem]]:
    """The model, or all problems of the values."""
    try:
        return FormFile.model_validate(file.values), []
    except ValidationError as error:
        details = _without_repeats(error.errors(include_url=False))
        return None, [_problem(file, detail, FormFile) for detail in details]


def read_choices_shape(file: FormText) -> tuple[dict[str, list[str]], list[Problem]]:
    """The choices of a `choices_file`, and its problems."""
    try:
        return CHOICES_FILE.validate_python(file.values), []
    except ValidationError as error:
        return {}, [_problem(file, detail, None) for detail in error.errors(include_url=False)]


def _without_repeats(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors, but that a key is missing which another error shows to be misspelt."""
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
        error = OrganiserError("form_file.blank") if is_blank else _bad_identifier(path[-2])
        return Problem(file, path[:-1], error)
    # A list's element is shown by its line, its key is the list's.
    element = isinstance(path[-1], int) and not isinstance(detail["input"], dict)
    return Problem(file, path, _error(detail, model), key=path[:-1] if element else path)


def _error(detail: ErrorDetails, model: type[BaseModel] | None) -> OrganiserError:
    path, written = detail["loc"], detail["input"]
    match detail["type"]:
        case "missing":
            above = dotted_key(path[:-1])
            missing = "form_file.missing_key_in_table" if above else "form_file.missing_key"
            return OrganiserError(missing, key=path[-1], table=above)
        case "extra_forbidden":
            near = nearest_hint(path[-1], _keys(model, path[:-1]))
            return OrganiserError("form_file.unknown_key", key=path[-1], nearest=near)
        case "literal_error":
            near = nearest_hint(written, _alternatives(detail["ctx"]["expected"]))
            return OrganiserError("form_file.impossible_value", word=quote(written), nearest=near)
        case "string_pattern_mismatch":
            return _bad_identifier(written)
        case "unknown_zone":
            near = near_hint(written, sorted(available_timezones())) or sentence("hints", "zone")
            return OrganiserError("form_file.unknown_zone", word=quote(written), nearest=near)
        case "greater_than_equal" if detail["ctx"]["ge"] > 1:
            return OrganiserError("form_file.too_small", least=detail["ctx"]["ge"])
        case "greater_than_equal" if detail["ctx"]["ge"] > 0:
            return OrganiserError("form_file.not_positive")
        case "model_type" | "dict_type":
            return OrganiserError("form_file.no_table", table=dotted_key(path))
        case kind:
            return OrganiserError(f"form_file.{kind if kind in PLAIN else 'not_understood'}")


def _alternatives(expected: str) -> list[str]:
    """The words of pydantic's "'a', 'b' or 'c'"."""
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _bad_identifier(word: object) -> OrganiserError:
    proposal = as_identifier(word)
    return OrganiserError(
        "form_file.bad_identifier_near" if proposal else "form_file.bad_identifier",
        word=quote(word),
        proposal=proposal,
    )


def _keys(model: type[BaseModel] | None, path: KeyPath) -> list[str]:
    """The keys of the table at a path of the form file."""
    shape: object = model
    for part in path:
        shape = _type_under(shape, part)
    return list(shape.model_fields) if _is_model(shape) else []


def _is_model(shape: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _type_under(shape: object, part: str | int) -> object:
    """The type found under a key of a type, `Annotated` and optional taken off."""
    if _is_model(shape):
        field = shape.model_fields.get(str(part))
        return _bare_type(field.annotation) if field else None
    arguments = typing.get_args(shape)
    return _bare_type(arguments[-1]) if arguments else None


def _bare_type(shape: object) -> object:
    while typing.get_origin(shape) in (typing.Annotated, typing.Union, types.UnionType):
        shape = typing.get_args(shape)[0]
    return shape
