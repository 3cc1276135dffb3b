"""A part of a word processor's document, as it is parsed, and where things stand in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """Where a paragraph begins in the text of its document, and what tells people where that is:
    the headings that it stands under, each below the one before, its rank, the kind of place; `row`
    is the number of its row among those of all tables, 0 outside of them, `top` that of the first
    row of its table, `column` its place in the row, from 1."""

    start: int
    headings: tuple[str, ...]
    rank: int
    kind: str
    row: int = 0
    top: int = 0
    column: int = 0

    @property
    def heading(self) -> str:
        """The heading above."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True)
class Mark:
    """A bookmark of ours: the claim that it names, and from where to where in the text."""

    claim_id: str
    start: int
    end: int


class Part:
    """What is heard of a part as it is parsed: names of elements without their namespaces, for the
    strict and the usual OOXML differ by these alone."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.begin(local, {key.rpartition(" ")[2]: value for key, value in attributes.items()})
        self.open.append(local)

    def on_end(self, _: str) -> None:
        self.finish(self.open.pop())

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `open` has those around it."""

    def finish(self, name: str) -> None:
        """An element ends."""

    def on_text(self, text: str) -> None:
        """Some of the text of the innermost element."""


def level_of(name: str, value: str) -> int | None:
    """Which level of headings an element says, from 1; None for another element, or of none."""
    return int(value) + 1 if name == "outlineLvl" and value in set("012345678") else None
