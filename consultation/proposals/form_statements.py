"""The statements of a form file, each changed by `tomlkit`, which keeps what is beside a value."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit

from consultation.forms.texts import statements
from consultation.proposals.toml_text import TomlValue, toml_text

Key = tuple[str, ...]


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


def statements_of(lines: Sequence[str], table: Key = ()) -> list[Statement]:
    """The statements of lines that follow the header of a table."""
    found: list[Statement] = []
    for _, own in statements("\n".join(lines)):
        values = tomllib.loads("\n".join(own))
        is_header = own[0].lstrip().startswith("[")
        is_list = is_header and own[0].lstrip().startswith("[[")
        if is_header:
            table, values = _path_of(values), {}
        found.append(Statement(own, table, values, is_header, is_list))
    return found


def _path_of(header: Any) -> Key:  # noqa: ANN401
    path: list[str] = []
    inner = header
    while inner:
        if isinstance(inner, list):
            inner = inner[0]
        else:
            ((name, inner),) = inner.items()
            path.append(name)
    return tuple(path)


def is_alone(one: Statement, path: Key) -> bool:
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


def without(one: Statement, path: Key) -> list[str]:
    document = tomlkit.parse("\n".join(one.lines))
    del _inside(document, path[len(one.table) : -1])[path[-1]]
    return tomlkit.dumps(document).split("\n")


def with_value(one: Statement, path: Key, value: TomlValue) -> list[str]:
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
    return tomlkit.parse(f"x = {toml_text(value)}")["x"]
