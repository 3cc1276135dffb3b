"""A TOML file of an organiser: its bytes, its values, and the line where each key stands.

No maintained library gives the lines of a TOML file's keys (tomlkit, rtoml, toml-rs and tomledit
don't). Here the standard reader itself says where each statement ends, so that no second grammar
can disagree with it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class FormText:
    """A TOML file as read."""

    name: str
    content: bytes
    text: str
    values: dict[str, Any]

    @cached_property
    def _lines(self) -> dict[KeyPath, int]:
        return key_lines(self.text)

    def line(self, path: KeyPath) -> int | None:
        """The line of a key, else that of what encloses it, else nothing."""
        cuts = (path[:length] for length in range(len(path), 0, -1))
        return next((self._lines[cut] for cut in cuts if cut in self._lines), None)


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line, from 1, where each key and each list element of a valid TOML text first stands."""
    found: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for first, lines in statements(text):
        values = tomllib.loads("\n".join(lines))
        if lines[0].lstrip().startswith("["):
            table = _opened_table(values, found)
            places = [(table, first)]
        else:
            places = [(table + path, first + at) for path, at in _places(values, lines)]
        for path, line in places:
            for length in range(1, len(path) + 1):
                found.setdefault(path[:length], line)
    return found


def statements(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number and the lines of each header and each `key = value`, until one is unreadable."""
    first, lines = 1, list[str]()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        first = first if lines else number
        lines.append(line)
        if _is_whole(lines):
            yield first, lines
            lines = []
    if lines:
        yield first, lines


def _is_whole(lines: list[str]) -> bool:
    """Whether the lines are a statement by themselves: no bracket or quote is left open."""
    # What is open is closed by one of these; to try each line of a long list would take minutes.
    if len(lines) > 1 and not any(mark in lines[-1] for mark in ("]", '"""', "'''")):
        return False
    return _parse("\n".join(lines)) is not None


def _parse(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _opened_table(header: dict[str, Any], found: dict[KeyPath, int]) -> KeyPath:
    """The path of the table that a header opens; a `[[…]]` gets its place among those before it."""
    path: KeyPath = ()
    inner: Any = header
    while inner:
        if isinstance(inner, list):
            path, inner = (*path, _next_index(path, found)), inner[0]
        else:
            (name, inner), *_ = inner.items()
            path = (*path, name)
            last = _next_index(path, found) - 1
            if isinstance(inner, dict) and last >= 0:
                path = (*path, last)
    return path


def _next_index(path: KeyPath, found: dict[KeyPath, int]) -> int:
    index = 0
    while (*path, index) in found:
        index += 1
    return index


def _places(value: object, lines: list[str]) -> Iterator[tuple[KeyPath, int]]:
    """Each key and list element inside a statement, with the number of lines before it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (name,), 0
            yield from (((name, *path), at) for path, at in _places(inner, lines))
    elif isinstance(value, list):
        ends = _element_ends(lines)
        for index, inner in enumerate(value):
            at = ends[index] if index < len(ends) else len(lines) - 1
            yield (index,), at
            # Lists inside a list are not followed further: its line is near enough.
            yield from (((index, *path), at) for path, _ in _places(inner, lines[:1]))


def _element_ends(lines: list[str]) -> list[int]:
    """For each element of a list over several lines, how many lines precede its last line.

    Those that end on the last line are left out.
    """
    ends: list[int] = []
    opening, pending = "", list[str]()
    for at, line in enumerate(lines[:-1]):
        pending.append(line)
        value: Any = _parse("\n".join([opening, *pending, "]"]))
        if value is None:
            continue
        while isinstance(value, dict):
            (value,) = value.values()
        ends += [at] * len(value)
        opening, pending = "x = [", []
    return ends
