"""A form file edited line by line: what an edit is not about stays as it was, byte for byte.

The standard reader says where each statement ends (`forms/texts.py`), `tomlkit` edits inside one.
Comments right above a key or a table are its own: they go when it goes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit

from consultation.forms.texts import statements
from consultation.proposals.toml_text import string, strings

Key = tuple[str, ...]
TomlValue = str | list[str] | dict[str, str] | Any


@dataclass
class Statement:
    """A key with its value, the header of a table, or a line that is neither; `table` is the path
    that it opens or stands in."""

    lines: list[str]
    table: Key
    values: Mapping[str, Any]
    is_header: bool = False
    is_list: bool = False

    @property
    def is_remark(self) -> bool:
        """A comment or an empty line."""
        return not self.values and not self.is_header

    @property
    def is_comment(self) -> bool:
        """A comment alone on its line."""
        return self.is_remark and bool(self.lines[0].strip())

    def value_at(self, path: Key) -> Any:  # noqa: ANN401
        """The value at a path of the file, None where this statement doesn't hold it."""
        if self.is_header or path[: len(self.table)] != self.table:
            return None
        inner: Any = self.values
        for part in path[len(self.table) :]:
            if not isinstance(inner, dict) or part not in inner:
                return None
            inner = inner[part]
        return inner if len(path) > len(self.table) else None


class FormLines:
    """The lines of a form file, which can be changed key by key."""

    def __init__(self, text: str) -> None:
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._statements = _statements(text)

    @property
    def text(self) -> str:
        """The file as it is now."""
        return self._newline.join(line for one in self._statements for line in one.lines)

    def put(self, path: Key, value: TomlValue) -> None:
        """The key has the value, where it stands or else at the end of its table."""
        for one in self._statements:
            if one.value_at(path) is not None or isinstance(one.value_at(path[:-1]), dict):
                one.lines = _with_value(one, path, value)
                break
        else:
            self._insert(path, value)
        self._reread()

    def drop(self, path: Key) -> None:
        """The key or the table is gone, with what stands under it and the comments right above."""
        kept: list[Statement] = []
        is_inside = False
        for one in self._statements:
            if one.is_header:
                is_inside = one.table[: len(path)] == path
            whole = one.value_at(path)
            if (is_inside and not one.is_remark) or (whole is not None and _is_alone(one, path)):
                while kept and kept[-1].is_comment:
                    kept.pop()
                if one.is_header and kept and not kept[-1].lines[0].strip():
                    kept.pop()
                continue
            if whole is not None:
                one.lines = _without(one, path)
            kept.append(one)
        self._statements = kept
        self._reread()

    def add(self, block: Sequence[str]) -> None:
        """New tables stand at the end, or in the place of those that wait as comments (`#[…]`)."""
        header = next(line for line in block if line.startswith("["))
        waiting = [
            number for number, one in enumerate(self._statements) if one.lines[0] == f"#{header}"
        ]
        if waiting:
            end = _end_of_ready_lines(self._statements, waiting[0])
            self._statements[waiting[0] : end] = [Statement([*block], (), {})]
        else:
            while self._statements and not self._statements[-1].lines[-1].strip():
                self._statements.pop()
            self._statements += [Statement(["", *block, ""], (), {})]
        self._reread()

    def _reread(self) -> None:
        self._statements = _statements(self.text)

    def _insert(self, path: Key, value: TomlValue) -> None:
        *above, key = path
        section = self._section(tuple(above))
        if section is None:
            self.add([f"[{'.'.join(above)}]", f"{key} = {_written(value)}"])
            return
        ready = re.compile(rf"#{re.escape(key)}\s*=")
        said = re.compile(rf"#\s+{re.escape(key)}\s*=")
        last = section.start
        for number in section:
            one = self._statements[number]
            if one.is_comment and ready.match(one.lines[0]):
                one.lines = [_aligned(key, value, self._statements[last])]
                return
            if not one.is_remark or said.match(one.lines[0]):
                last = number
        new = Statement([_aligned(key, value, self._statements[last])], tuple(above), {})
        self._statements.insert(last + 1, new)

    def _section(self, table: Key) -> range | None:
        """The numbers of the statements of a table, its header first."""
        headers = [number for number, one in enumerate(self._statements) if one.is_header]
        ends = [*headers, len(self._statements)]
        if not table:
            return range(ends[0]) if ends[0] else None
        for number, end in zip(headers, ends[1:], strict=True):
            if self._statements[number].table == table and not self._statements[number].is_list:
                return range(number, end)
        return None


def _statements(text: str) -> list[Statement]:
    found: list[Statement] = []
    table: Key = ()
    for _, lines in statements(text):
        values = tomllib.loads("\n".join(lines))
        is_header = lines[0].lstrip().startswith("[")
        is_list = is_header and lines[0].lstrip().startswith("[[")
        if is_header:
            table, values = _opened(values), {}
        found.append(Statement(lines, table, values, is_header, is_list))
    return found


def _opened(header: Any) -> Key:  # noqa: ANN401
    path: list[str] = []
    inner = header
    while inner:
        if isinstance(inner, list):
            inner = inner[0]
        else:
            ((name, inner),) = inner.items()
            path.append(name)
    return tuple(path)


def _is_alone(one: Statement, path: Key) -> bool:
    """Whether nothing else is said by the statement that holds a key."""
    inner: Any = one.values
    for part in path[len(one.table) :]:
        if len(inner) > 1:
            return False
        inner = inner[part]
    return True


def _inside(document: Any, path: Iterable[str]) -> Any:  # noqa: ANN401
    for part in path:
        document = document[part]
    return document


def _without(one: Statement, path: Key) -> list[str]:
    document = tomlkit.parse("\n".join(one.lines))
    del _inside(document, path[len(one.table) : -1])[path[-1]]
    return tomlkit.dumps(document).split("\n")


def _with_value(one: Statement, path: Key, value: TomlValue) -> list[str]:
    old = one.value_at(path)
    if isinstance(old, list) and isinstance(value, list) and len(one.lines) > 1:
        gone = [at for at, text in enumerate(old) if text not in value]
        if lines := _without_elements(one.lines, gone, old):
            one = Statement(lines, one.table, tomllib.loads("\n".join(lines)))
            old = one.value_at(path)
    document = tomlkit.parse("\n".join(one.lines))
    parent = _inside(document, path[len(one.table) : -1])
    key = path[-1]
    if isinstance(old, list) and isinstance(value, list):
        listed = parent[key]
        for text in [text for text in old if text not in value]:
            listed.remove(text)
        for text in [text for text in value if text not in old]:
            listed.append(_item(text))
    else:
        parent[key] = _item(value)
    return tomlkit.dumps(document).split("\n")


def _without_elements(lines: list[str], gone: list[int], old: list[str]) -> list[str]:
    """The lines of a list without those of the elements that leave and the comments above them;
    nothing where elements share their lines."""
    own: dict[int, int] = {}
    for number, line in enumerate(lines[1:-1], start=1):
        try:
            found = tomllib.loads(f"x = [{line}\n]")["x"]
        except ValueError:
            return []
        if len(found) == 1:
            own[len(own)] = number
        elif found:
            return []
    if len(own) != len(old):
        return []
    dropped: set[int] = set()
    for at in gone:
        dropped.add(own[at])
        above = own[at] - 1
        while above > 0 and lines[above].lstrip().startswith("#"):
            dropped.add(above)
            above -= 1
    return [line for number, line in enumerate(lines) if number not in dropped]


def _item(value: TomlValue) -> Any:  # noqa: ANN401
    return tomlkit.parse(f"x = {_written(value)}")["x"]


def _written(value: TomlValue) -> str:
    if isinstance(value, str):
        return string(value)
    if isinstance(value, list):
        return strings(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {string(text)}" for key, text in value.items()) + " }"
    return str(value.isoformat())


def _aligned(key: str, value: TomlValue, beside: Statement) -> str:
    """A new line whose equal sign stands under that of the line above."""
    found = re.match(r"(\s*)([\w-]+\s*)= ?", beside.lines[0])
    indent, width = (found[1], len(found[2]) - 1) if found else ("", 0)
    return f"{indent}{key:<{width}} = {_written(value)}"


def _end_of_ready_lines(statements: Sequence[Statement], start: int) -> int:
    """Where the lines ready to be woken up end, with the remarks between two of them."""
    end = start + 1
    for number in range(start + 1, len(statements)):
        line = statements[number].lines[0]
        if re.match(r"#\[(?!category\.choices|\[consent\.rules)", line) or not line.startswith("#"):
            break
        if not line.startswith("# "):
            end = number + 1
    return end
