"""The reading of a TOML file, with errors in French."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from pathlib import Path

from consultation.forms.problems import quote
from consultation.forms.texts import FormText
from consultation.words.errors import OrganiserError

# How many lines above an error may be where it began. Each of them costs a parsing.
MOST_LINES = 300


def read_toml(path: Path, name: str) -> FormText:
    """Read a TOML file. `name` is its name in error messages. A byte order mark is skipped.

    Raises OrganiserError if the file is absent, not UTF-8 or not TOML.
    """
    return toml_of(_bytes(path, name), name)


def toml_of(content: bytes, name: str) -> FormText:
    """Parse the bytes of a TOML file. `name` is the file's name in error messages. A byte order
    mark is skipped. Raises OrganiserError if the bytes are not UTF-8 or not TOML."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OrganiserError("form_file.not_utf8", where=name, line=line) from None
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise OrganiserError("form_file.unreadable_line", where=name) from None
    except ValueError as error:
        raise _syntax_error(name, text, str(error)) from None
    return FormText(name, content, text, values)


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise OrganiserError("form_file.absent", where=name, path=quote(path)) from None


def _syntax_error(name: str, text: str, message: str) -> OrganiserError:
    """The error for a text that is not TOML. `message` is the message of tomllib, which has a line
    number. If the mistake began earlier, as an unclosed quote does, the error also gives that
    line."""
    position = re.search(r"at line (\d+)", message)
    last = text.count("\n") + (not text.endswith("\n"))
    line = min(int(position[1]), last) if position else last
    began = _first_line(text, line)
    if began == line:
        return OrganiserError("form_file.unreadable_line", where=name, line=line)
    return OrganiserError("form_file.unreadable_lines", where=name, line=line, began=str(began))


def _first_line(text: str, line: int) -> int:
    """The number of the line where a mistake begins, if tomllib reports it at `line`: the line
    after the longest beginning of the text that is valid TOML. At most 300 lines above `line` are
    tried."""
    above = text.split("\n")[:line]
    for number in range(line - 1, max(-1, line - MOST_LINES), -1):
        with suppress(ValueError, RecursionError):
            tomllib.loads("\n".join(above[:number]))
            return number + 1
    return line
