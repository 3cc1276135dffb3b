"""The bytes of a TOML file -> its values, or what is wrong with it in French."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from pathlib import Path

from consultation.forms.problems import quote
from consultation.forms.texts import FormText
from consultation.words.errors import OrganiserError

# By the first words of what tomllib says.
SYNTAX = {
    "Cannot overwrite a value": "form_file.key_twice",
    "Cannot declare": "form_file.table_opened_twice",
    "Cannot mutate": "form_file.table_written_twice",
    "Cannot redefine": "form_file.table_written_twice",
    "Duplicate inline table key": "form_file.inline_key_twice",
    "Expected ']": "form_file.open_bracket",
    "Expected '='": "form_file.no_equal_sign",
    "Invalid initial character": "form_file.unreadable_key",
    "Unclosed array": "form_file.open_list",
    "Unclosed inline table": "form_file.open_table",
    "Unescaped": "form_file.backslash",
    "Invalid hex value": "form_file.bad_escape",
    "Escaped character": "form_file.unknown_escape",
    "Unterminated string": "form_file.open_quote",
    "Illegal character": "form_file.open_text",
    "Invalid date or datetime": "form_file.impossible_date",
    "Invalid value": "form_file.unreadable_value",
    "Invalid statement": "form_file.unreadable_statement",
    "Expected newline": "form_file.after_value",
}
# What can't be read is seldom longer; each line above costs a reading.
MOST_LINES = 300


def read_toml(path: Path, name: str) -> FormText:
    """The file as read, called `name` in messages; a UTF-8 mark at its start is left out."""
    return toml_of(_bytes(path, name), name)


def toml_of(content: bytes, name: str) -> FormText:
    """The same of bytes that no file has yet."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OrganiserError("form_file.not_utf8", where=name, line=line) from None
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise OrganiserError("form_file.too_deep", where=name) from None
    except ValueError as error:
        raise _syntax_error(name, text, str(error)) from None
    return FormText(name, content, text, values)


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise OrganiserError("form_file.absent", where=name, path=quote(path)) from None
    except OSError:
        raise OrganiserError("form_file.unreadable", where=name, path=quote(path)) from None


def _syntax_error(name: str, text: str, said: str) -> OrganiserError:
    """The error at the line that tomllib gives; it also names the line above where that began."""
    found = re.search(r"at line (\d+)", said)
    last = text.count("\n") + (not text.endswith("\n"))
    line = min(int(found[1]), last) if found else last
    known = (error_id for start, error_id in SYNTAX.items() if said.startswith(start))
    error = _french_date(name, text, line) or OrganiserError(
        next(known, "form_file.unreadable_line"), where=name, line=line
    )
    began = _first_line(text, line)
    if began == line:
        return error
    return OrganiserError(
        "form_file.begun_above",
        where=error.where,
        line_above=str(began),
        problem=error.what,
        correction=error.advice,
    )


def _first_line(text: str, line: int) -> int:
    """Where what can't be read begins: below the last lines that are a file by themselves."""
    above = text.split("\n")[:line]
    for number in range(line - 1, max(-1, line - MOST_LINES), -1):
        with suppress(ValueError, RecursionError):
            tomllib.loads("\n".join(above[:number]))
            return number + 1
    return line


def _french_date(name: str, text: str, line: int) -> OrganiserError | None:
    """The error of a line such as « closes_at = 11/03/2022 »."""
    written = text.split("\n")[line - 1] if text else ""
    found = re.fullmatch(r"\s*(\w+)\s*=\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b.*", written)
    if found is None:
        return None
    key, day, month, year = found.groups()
    proposal = f"{key} = {year}-{month:0>2}-{day:0>2}"
    return OrganiserError("form_file.french_date", where=name, line=line, proposal=proposal)
