"""A form file edited through tomlkit's document: the keys that differ between what its answers said
and what they say, and no other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from itertools import takewhile
from typing import Any, cast

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Comment, Null, String, Table

from consultation.forms.spelling import spelling_of

Values = Mapping[str, Any]


def edited_text(text: str, before: Values, after: TOMLDocument) -> str | None:
    """The file with what `after` says and `before` didn't; None where tomlkit can't write that and
    nothing else."""
    said, expected = after.unwrap(), tomllib.loads(text)
    _apply_differences(expected, before, said, said)
    if expected == tomllib.loads(text):
        return text
    lines = text.replace("\r\n", "\n")
    for name in said.keys() - before.keys():
        lines = _without_proposal(lines, name)
    try:
        document = tomlkit.parse(lines)
        remarks = _take_remarks(document)
        for table, _ in _take_remarks(after):
            table.trivia.indent = "\n"
        _apply_differences(document, before, said, after)
        for table, remark in remarks:
            table.trivia.indent = remark + table.trivia.indent
        edited = document.as_string()
        is_safe = without_empty(tomllib.loads(edited)) == without_empty(expected)
    # Of a table written in several places tomlkit fails in ways of its own.
    except (TOMLKitError, LookupError, ValueError, TypeError, AttributeError):
        return None
    if not is_safe:
        return None
    return edited.replace("\n", "\r\n") if "\r\n" in text else edited


def without_empty(values: object) -> object:
    """The values of a file without tables that hold nothing: they say nothing either."""
    if not isinstance(values, dict):
        return values
    kept = {key: without_empty(value) for key, value in values.items()}
    return {key: value for key, value in kept.items() if value != {}}


def _apply_differences(
    values: MutableMapping[str, Any], before: Values, said: Values, styled: Values
) -> None:
    """The values of a file, or its document, say what differs; `styled` is `said` as written."""
    for key in {**before, **said}:
        old, new, here = before.get(key), said.get(key), values.get(key)
        if old == new:
            continue
        if new is None:
            values.pop(key, None)
        elif isinstance(new, dict) and isinstance(here, dict):
            _apply_differences(here, old or {}, new, styled[key])
        elif isinstance(here, list) and _are_texts(new) and _are_texts(here):
            left = {*(old or ())} - {*new}
            spelt = {*map(spelling_of, left)} - {*map(spelling_of, new)}
            gone = [one for one in here if one in left or spelling_of(one) in spelt]
            if isinstance(here, Array):
                here = values[key] = _without_remarks(here, gone)
            for text in gone:
                here.remove(text)
            here.extend(one for one in styled[key] if one not in here)
        else:
            if isinstance(values, Table):
                _drop_proposal(values.value, key)
            values[key] = styled[key]


def _without_remarks(array: Array, texts: Sequence[String]) -> Array:
    """The list without the comments right above texts that will go."""
    lines = array.as_string()
    for text in texts:
        remark = rf"\n(?:[ \t]*#.*\n)+(?=[ \t]*{re.escape(text.as_string())})"
        lines = re.sub(remark, "\n", lines, count=1)
    return cast(Array, tomlkit.value(lines))


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _take_remarks(document: Container) -> list[tuple[Table, str]]:
    """What stands above each table, from the first empty line on, is taken out of the table before
    it: a key that is added to that one comes first, and a table that goes takes its own along."""
    found: list[tuple[Table, str]] = []
    above = document
    for table in _headers(document):
        own = list(takewhile(lambda line: not isinstance(line[1], Table | AoT), above.body))
        last = max((at for at, (key, _) in enumerate(own) if key is not None), default=-1)
        empty = (at for at in range(last + 1, len(own)) if not own[at][1].as_string().strip())
        first = next(empty, len(own))
        found.append((table, "".join(line.as_string() for _, line in own[first:])))
        above.body[first : len(own)] = [(None, Null())] * (len(own) - first)
        above = table.value
    return found


def _headers(container: Container) -> Iterator[Table]:
    for key, item in container.body:
        for table in item.body if isinstance(item, AoT) else [item]:
            if isinstance(table, Table) and key is not None and not key.is_dotted():
                if not table.is_super_table():
                    yield table
                yield from _headers(table.value)


def _drop_proposal(table: Container, key: str) -> None:
    """The line that proposed the key, as a comment ready to be woken up, is gone."""
    for at, (_, line) in enumerate(table.body):
        if isinstance(line, Comment) and line.as_string().startswith(f"#{key} "):
            table.body[at] = (None, Null())


def _without_proposal(text: str, table: str) -> str:
    """The text without the lines, ready to be woken up, that proposed a table and its own."""
    own = rf"#\[+{table}\b.*\n"
    return re.sub(rf"^{own}(?:(?:# .*\n)*(?:{own}|#[^\s\[].*\n))*", "", text, flags=re.MULTILINE)
