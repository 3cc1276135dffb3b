"""Errors that an organiser can act on."""

from __future__ import annotations

import copyreg


class OrganiserError(Exception):
    """What went wrong, where, and what to do about it, as French sentences.

    The three parts are shown to organisers, logged and kept by Prefect as they stand:
    they name files, lines, columns, questions and rules, never an answer's text, a name or
    an e-mail address. `code` is a stable English identifier for tests and `--json`.
    """

    def __init__(self, code: str, *, what: str, where: str = "", advice: str = "") -> None:
        self.code = code
        self.what = _as_text(what)
        self.where = _as_text(where)
        self.advice = _as_text(advice)
        super().__init__(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        """Whole, when a process tells it to the one that started it."""
        return copyreg.__newobj__, (type(self), *self.args), vars(self)  # type: ignore[attr-defined]

    @property
    def message(self) -> str:
        """The three parts as one text, a line each."""
        lines = [f"{self.where}\u00a0: {self.what}" if self.where else self.what]
        if self.advice:
            lines.append(self.advice)
        return "\n".join(lines)


def _as_text(text: str) -> str:
    """The text, with U+FFFD for what is none.

    Names of files hold lone surrogates where their bytes are no text in the locale; terminals,
    DuckDB and Prefect's logger stumble over them.
    """
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
