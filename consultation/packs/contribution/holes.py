"""The holes of a template, as jinja fills them: names lead to figures, charts and quotes, and to
nothing else; what has no name is an error that says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from consultation.packs.contribution.claims import CLOSE, PLACE, showable
from consultation.packs.contribution.statements import Statement
from consultation.packs.contribution.template_names import Chart, Names
from consultation.words.french import NO_BREAK_SPACE

_WORD = re.compile(r"(?<!\S)[^\s@/]+(?!\S)")


class UnknownName(Exception):
    """A hole names nothing; `path` is what it says."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class OwnWords(str):
    """What our own words say, its figures between marks: it fills a hole as it is."""


class Pen:
    """Writes what fills the holes, between marks, and keeps the charts that marks stand for."""

    def __init__(self) -> None:
        self.drawn: list[Chart] = []

    def write(self, value: object) -> str:
        """What a hole becomes in the document."""
        if isinstance(value, Statement):
            return value.mark
        if isinstance(value, Chart):
            return self.draw(value) if value else ""
        if isinstance(value, Names):
            raise UnknownName(value.path)
        if isinstance(value, OwnWords):
            return value
        if isinstance(value, str):
            return as_printed(showable(value))
        raise TypeError("only what has a name fills a hole")

    def draw(self, chart: Chart) -> str:
        """A mark in the place of a chart."""
        self.drawn.append(chart)
        return f"{PLACE}{len(self.drawn) - 1}{CLOSE}"

    def agree(self, value: object, singular: str, plural: str = "") -> OwnWords:
        """A figure and the word that agrees with it: the plural begins at two."""
        if isinstance(value, Statement):
            words = as_printed(singular), as_printed(plural)
            return OwnWords(value.agree(*words, NO_BREAK_SPACE))
        return OwnWords(f"{self.write(value)}{NO_BREAK_SPACE}{as_printed(singular)}")


def as_printed(text: str) -> str:
    """The words with the apostrophes of print; addresses as they are."""
    return _WORD.sub(lambda word: word[0].replace("'", "’"), text)


class _Missing(StrictUndefined):
    """A name that stands for nothing is told at once, wherever it is used."""

    def __init__(self, hint: object = None, obj: object = None, name: object = None) -> None:
        raise UnknownName(str(name))


class Holes(SandboxedEnvironment):
    """Jinja with our names alone: no attribute of Python's, no call, no filter but `accord`."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(undefined=_Missing, finalize=pen.write)
        self.filters.clear()
        self.tests.clear()
        self.globals.clear()
        self.filters["accord"] = pen.agree

    def getattr(self, obj: object, attribute: str) -> object:
        """What stands behind a dot."""
        return self._look_up(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """The same between square brackets."""
        return self._look_up(obj, argument)

    def call(self, *_: object, **__: object) -> NoReturn:
        """Nothing can be called."""
        raise TypeError("no call in a template")

    def _look_up(self, obj: object, name: object) -> object:
        if isinstance(obj, LoopContext) and name in ("first", "last"):
            return super().getattr(obj, str(name))
        if isinstance(obj, Statement):
            found: Mapping[str, object] = obj.under
            path = obj.claim.column if obj.claim else ""
        elif isinstance(obj, Names):
            found, path = obj.entries, obj.path
        else:
            raise UnknownName(str(name))
        if str(name) not in found:
            raise UnknownName(f"{path}.{name}" if path else str(name))
        return found[str(name)]
