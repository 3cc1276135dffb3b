"""Errors that an organiser can correct, with the sentences of `schemas/errors.toml`."""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from consultation.words.french import schema_text, with_values
from consultation.words.screen import harmless_line, harmless_text

if TYPE_CHECKING:
    from schemas.errors import Catalogue


class OrganiserError(Exception):
    """An error as French sentences: what went wrong, where, and what to do about it.

    `error_id` is the error's key in `schemas/errors.toml`: `code` or `code.case`. `where` and
    `line` locate the error: « a.csv, ligne 3 ». Without `where`, the entry's own location is used.
    The other keyword arguments fill the placeholders of the sentences, which are shown to
    organisers, logs and Prefect unchanged. They may name files, lines, columns, questions and
    rules, never an answer's text, a name or an e-mail address. `code` is a stable identifier for
    tests and `--json`.
    """

    def __init__(
        self, error_id: str, *, where: str = "", line: int | None = None, **placeholders: object
    ) -> None:
        self.code = error_id.partition(".")[0]
        wording, values = catalogue().wordings[error_id], {**_phrases(), **placeholders}
        self.what = _as_text(with_values(wording.what, values))
        self.advice = _as_text(with_values(wording.advice, values)).strip()
        location = harmless_line(_as_text(where or with_values(wording.where, values)))
        self.where = f"{location}, ligne {line}" if line else location
        super().__init__(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the error with all its attributes, so that a child process can send it to its
        parent."""
        return copyreg.__newobj__, (type(self), *self.args), vars(self)  # type: ignore[attr-defined]

    @property
    def message(self) -> str:
        """The error as a text: on the first line « a.csv, ligne 3 : » and what went wrong, on the
        next line what to do about it."""
        lines = [f"{self.where}\u00a0: {self.what}" if self.where else self.what]
        if self.advice:
            lines.append(self.advice)
        return "\n".join(lines)


@cache
def catalogue() -> Catalogue:
    """The errors of `schemas/errors.toml`, read once."""
    # Only here: a command that meets no error need not load pydantic.
    from schemas.errors import read_catalogue

    return read_catalogue(schema_text("errors.toml"))


@cache
def _phrases() -> Mapping[str, str]:
    return {name: with_values(phrase, {}) for name, phrase in catalogue().phrases.items()}


def _as_text(text: str) -> str:
    r"""The text, with U+FFFD in place of invalid characters and of control characters that would
    act on a terminal: `caf\udce9` → `caf\ufffd`."""
    # A file's name with invalid bytes has lone surrogates in Python: terminals, DuckDB and
    # Prefect's logger fail on them.
    try:
        readable = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        readable = text.encode("utf-8", "replace").decode("utf-8")
    return harmless_text(readable)
