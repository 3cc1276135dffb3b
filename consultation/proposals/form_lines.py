"""A form file edited line by line: what an edit is not about stays as it was, byte for byte.

The standard reader says where each statement ends (`forms/texts.py`), `tomlkit` edits inside one.
Comments right above a key or a table are its own: they go when it goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consultation.proposals.form_statements import (
    Key,
    Statement,
    is_alone,
    statements_of,
    with_value,
    without,
)
from consultation.proposals.toml_text import TomlValue, toml_text


class FormLines:
    """The lines of a form file, which can be changed key by key."""

    def __init__(self, text: str) -> None:
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._statements = statements_of(text.replace("\r\n", "\n").split("\n"))

    @property
    def text(self) -> str:
        """The file as it is now."""
        return self._newline.join(line for one in self._statements for line in one.lines)

    def put(self, path: Key, value: TomlValue) -> None:
        """The key has the value, where it stands or else at the end of its table."""
        for number, one in enumerate(self._statements):
            if one.value_at(path) is not None or isinstance(one.value_at(path[:-1]), dict):
                self._replace(range(number, number + 1), with_value(one, path, value), one.table)
                return
        self._insert(path, value)

    def drop(self, path: Key) -> None:
        """The key or the table is gone, with what stands under it and the comments right above."""
        kept: list[Statement] = []
        is_inside, floor = False, 0
        for one in self._statements:
            if one.is_header:
                was_inside, is_inside = is_inside, one.table[: len(path)] == path
                floor = floor if was_inside else 0
            whole = one.value_at(path)
            if (is_inside and not one.is_remark) or (whole is not None and is_alone(one, path)):
                _drop_comments(kept, floor)
                if one.is_header and len(kept) > floor and not kept[-1].lines[0].strip():
                    kept.pop()
                floor = len(kept) if is_inside and one.is_header else floor
            elif whole is not None:
                kept += statements_of(without(one, path), one.table)
            else:
                kept.append(one)
        self._statements = kept

    def add(self, block: Sequence[str]) -> None:
        """New tables stand at the end, or in the place of those that wait as comments (`#[…]`)."""
        header = next(line for line in block if line.startswith("["))
        waiting = [
            number for number, one in enumerate(self._statements) if one.lines[0] == f"#{header}"
        ]
        if waiting:
            end = _end_of_ready_lines(self._statements, waiting[0])
            self._replace(range(waiting[0], end), block)
        else:
            while self._statements and not self._statements[-1].lines[-1].strip():
                self._statements.pop()
            end = len(self._statements)
            self._replace(range(end, end), ["", *block, ""])

    def _replace(self, gone: range, lines: Sequence[str], table: Key = ()) -> None:
        self._statements[gone.start : gone.stop] = statements_of(lines, table)

    def _insert(self, path: Key, value: TomlValue) -> None:
        *above, key = path
        section = self._section(tuple(above))
        if section is None:
            self.add([f"[{'.'.join(above)}]", f"{key} = {toml_text(value)}"])
            return
        ready = re.compile(rf"#{re.escape(key)}\s*=")
        said = re.compile(rf"#\s+{re.escape(key)}\s*=")
        last = section.start
        for number in section:
            one = self._statements[number]
            if one.is_comment and ready.match(one.lines[0]):
                line = _align_line(key, value, self._statements[last])
                self._replace(range(number, number + 1), [line], tuple(above))
                return
            if not one.is_remark or said.match(one.lines[0]):
                last = number
        line = _align_line(key, value, self._statements[last])
        self._replace(range(last + 1, last + 1), [line], tuple(above))

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


def _drop_comments(kept: list[Statement], floor: int) -> None:
    """The comments right above are gone, but for those that open the file."""
    start = len(kept)
    while start > floor and kept[start - 1].is_comment:
        start -= 1
    if start:
        del kept[start:]


def _align_line(key: str, value: TomlValue, beside: Statement) -> str:
    """A new line whose equal sign stands under that of the line above."""
    found = re.match(r"(\s*)([\w-]+\s*)= ?", beside.lines[0])
    indent, width = (found[1], len(found[2]) - 1) if found else ("", 0)
    return f"{indent}{key:<{width}} = {toml_text(value)}"


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
