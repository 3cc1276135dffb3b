"""The placeholders of a template, such as `{{ raisons.liberte.part }}`, filled by jinja.

A placeholder can only name figures, charts, quotes and texts that we give. Any other name raises
UnknownName.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from consultation.packs.contribution.claims import showable
from consultation.packs.contribution.statements import Statement
from consultation.packs.contribution.template_names import Chart, Names
from consultation.words.french import NO_BREAK_SPACE

VALUE_START = "\ufdd4"
"""A noncharacter, which no text contains. It precedes each filled value, so that a « - » or « | »
of the value is not read as a list or a table."""
_WORD = re.compile(r"(?<!\S)[^\s@/]+(?!\S)")


class UnknownName(Exception):
    """Raised for a placeholder whose name does not exist. `path` is that name."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class OwnWords(str):
    """A text written by the program, maybe with marks around figures. It replaces a placeholder
    unchanged, while texts of organisers and respondents are cleaned first (`text_of_value`)."""


def text_of_value(value: object) -> str:
    """The text that replaces a placeholder. For a figure or quote, it is a mark (see `mark_of`).
    For a chart, it is a table in plain text.

    Raises UnknownName for a name such as `raisons`, which only has values below it
    (`raisons.liberte.part`). Raises TypeError for any other value, such as a number.
    """
    if isinstance(value, Chart):
        return _rows_of(value) if value else ""
    if isinstance(value, Names):
        raise UnknownName(value.path)
    if isinstance(value, Statement):
        text = value.mark
    elif isinstance(value, OwnWords):
        text = value
    elif isinstance(value, str):
        text = as_printed(showable(value))
    else:
        raise TypeError("only what has a name fills a placeholder")
    return VALUE_START + text.replace("|", f"{VALUE_START}|") if text else ""


def _rows_of(chart: Chart) -> str:
    rows = (" | ".join(map(text_of_value, row)) for row in chart.rows)
    return "\n".join(["", "| | | |", "|---|--:|--:|", *(f"| {row} |" for row in rows), ""])


def agree(value: object, singular: str, plural: str = "") -> OwnWords:
    """The figure, then the word in the singular or plural: 2, `voix`, `voix` → « 2 voix ».

    The plural begins at two. If `plural` is empty, it is `singular` with an « s ». A value that is
    a text takes the singular.
    """
    if isinstance(value, Statement):
        words = as_printed(singular), as_printed(plural)
        return OwnWords(value.agree(*words, NO_BREAK_SPACE))
    return OwnWords(f"{text_of_value(value)}{NO_BREAK_SPACE}{as_printed(singular)}")


def as_printed(text: str) -> str:
    """The text with typographic apostrophes: « l'avis » → « l’avis ». Words with @ or /, such as
    `a'b@c.fr`, stay unchanged."""
    return _WORD.sub(lambda word: word[0].replace("'", "’"), text)


class _Missing(StrictUndefined):
    """The value that jinja makes for an unknown name. Making it raises UnknownName, so that the
    name is reported wherever it is used."""

    def __init__(self, hint: object = None, obj: object = None, name: object = None) -> None:
        raise UnknownName(str(name))


class Placeholders(SandboxedEnvironment):
    """The jinja environment that fills placeholders: only our names, no attribute of Python's, no
    call, and a single filter, `accord`."""

    def __init__(self) -> None:
        super().__init__(undefined=_Missing, finalize=text_of_value)
        self.filters.clear()
        self.tests.clear()
        self.globals.clear()
        self.filters["accord"] = agree

    def getattr(self, obj: object, attribute: str) -> object:
        """The value of a name after a dot: `raisons.liberte`. Raises UnknownName if there is
        none."""
        return self._look_up(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """The value of a name in square brackets: `raisons["liberte"]`. Raises UnknownName if there
        is none."""
        return self._look_up(obj, argument)

    def call(self, *_: object, **__: object) -> NoReturn:
        """Raise TypeError: a template can't call anything."""
        raise TypeError("no call in a text")

    def _look_up(self, obj: object, name: object) -> object:
        if isinstance(obj, LoopContext) and name in ("first", "last"):
            return super().getattr(obj, str(name))
        if isinstance(obj, Statement):
            entries: Mapping[str, object] = obj.under
            path = obj.claim.column if obj.claim else ""
        elif isinstance(obj, Names):
            entries, path = obj.entries, obj.path
        else:
            raise UnknownName(str(name))
        if str(name) not in entries:
            raise UnknownName(f"{path}.{name}" if path else str(name))
        return entries[str(name)]
