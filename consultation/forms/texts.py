"""A TOML file of an organiser: its bytes, its values, and the line of each key.

To find the lines of keys, which no maintained library gives, each line that opens a table or begins
with a key is parsed alone by the standard reader.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

KeyPath = tuple[str | int, ...]

_NAME = r"""(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_HEADER = re.compile(r"\s*\[")
_MARKS = re.compile(r"\"{3}|'{3}")  # around a text over several lines


@dataclass(frozen=True)
class FormText:
    """A TOML file: its name, bytes, text and values."""

    name: str
    content: bytes
    text: str
    values: dict[str, Any]

    @cached_property
    def _lines(self) -> dict[KeyPath, int]:
        return key_lines(self.text)

    def line(self, path: KeyPath) -> int | None:
        """The number of the line with the key. If the file lacks the key, the line of the table or
        list around it. None if the file lacks that too."""
        cuts = (path[:length] for length in range(len(path), 0, -1))
        return next((self._lines[cut] for cut in cuts if cut in self._lines), None)


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line, from 1, where each table and key of a valid TOML text first appears: `title =
    "a"` → `{("title",): 1}`."""
    line_of: dict[KeyPath, int] = {}
    table: KeyPath = ()
    is_quoted = False
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        was_quoted = is_quoted
        is_quoted ^= len(_MARKS.findall(line)) % 2 == 1
        if was_quoted:
            continue
        if _HEADER.match(line) and (header := _values(line)):
            path = table = _opened_table(header, line_of)
        elif key := _KEY.match(line):
            path = (*table, *_opened_table(_values(f"{key[1]} = 0"), {}))
        else:
            continue
        for length in range(1, len(path) + 1):
            line_of.setdefault(path[:length], number)
    return line_of


def _values(line: str) -> dict[str, Any]:
    try:
        return tomllib.loads(line)
    except ValueError:
        return {}  # a list in a list


def _opened_table(header: dict[str, Any], known: dict[KeyPath, int]) -> KeyPath:
    """The path of the table that a parsed header opens: `[[consent.rules]]` → `("consent", "rules",
    0)`. `known` has the paths of earlier lines: the index is 1 if it contains index 0."""
    path: KeyPath = ()
    inner: Any = header
    while inner:
        if isinstance(inner, list):
            path, inner = (*path, _next_index(path, known)), inner[0]
        else:
            (name, inner), *_ = inner.items()
            path = (*path, name)
            last = _next_index(path, known) - 1
            if isinstance(inner, dict) and last >= 0:
                path = (*path, last)
    return path


def _next_index(path: KeyPath, known: dict[KeyPath, int]) -> int:
    index = 0
    while (*path, index) in known:
        index += 1
    return index
