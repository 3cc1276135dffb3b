"""The values of answers as a page sends them: texts, of which some are days."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from schemas.form_values import Day, Text


def moment(value: object) -> object:
    """A day or a moment as a page writes it; the form file's own rules say the rest."""
    if not isinstance(value, str):
        return value
    try:
        said = datetime.fromisoformat(value.strip())
    except ValueError:
        raise PydanticCustomError("not_a_day", "not a day") from None
    is_day = "T" not in value and " " not in value.strip() and said.time() == time()
    return said.date() if is_day else said


def _line(text: str) -> str:
    """What was typed, if it is text at all."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("not_text", "a lone surrogate") from None
    return text.strip()


def nothing(value: object) -> object:
    """A field that was left empty."""
    return None if value == "" else value


Chosen = Annotated[str | None, BeforeValidator(nothing)]
Line = Annotated[Text, AfterValidator(_line)]
Said = Annotated[Line | None, BeforeValidator(nothing)]
OnDay = Annotated[Day | None, BeforeValidator(moment), BeforeValidator(nothing)]
