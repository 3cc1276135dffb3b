"""JSON files that each contain a value, whose type pydantic checks as it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from consultation.machine.disk import write_bytes, write_whole
from consultation.words.errors import OrganiserError
from consultation.words.screen import escaped_json

Value = TypeVar("Value")


def read_json(path: Path, kind: type[Value]) -> Value | None:
    """The value in a JSON file. None if the file is missing, can't be read, or its value is not of
    the type `kind`."""
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def read_state(path: Path, kind: type[Value], refusal: str) -> Value | None:
    """The value in a JSON file. None if the file is missing. Raises OrganiserError with the code
    `refusal` if the value is not of the type `kind`. Raises OSError if the file can't be read."""
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        raise OrganiserError(refusal, where=path.name) from None


def write_json(path: Path, value: object) -> None:
    """Write a value to a file, indented, with a line feed at its end."""
    write_bytes(path, _content(value, indent=2) + b"\n")


def replace_json(path: Path, value: object) -> None:
    """Replace the file by a file with this value, in a single step. Others can't read it."""
    write_whole(path, _content(value, indent=1))


def _content(value: object, indent: int) -> bytes:
    return escaped_json(to_json(value, indent=indent))
