"""Errors that an organiser can act on."""

from __future__ import annotations


class OrganiserError(Exception):
    """What went wrong, where, and what to do about it, as French sentences.

    The three parts are shown to organisers, logged and kept by Prefect as they stand:
    they name files, lines, columns, questions and rules, never an answer's text, a name or
    an e-mail address. `code` is a stable English identifier for tests and `--json`.
    """

    def __init__(self, code: str, *, what: str, where: str = "", advice: str = "") -> None:
        self.code = code
        self.what = what
        self.where = where
        self.advice = advice
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The three parts as one text, a line each."""
        lines = [f"{self.where}\u00a0: {self.what}" if self.where else self.what]
        if self.advice:
            lines.append(self.advice)
        return "\n".join(lines)
