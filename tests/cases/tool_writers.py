"""Rows -> the bytes that each form tool writes of them."""

# ruff: noqa: DTZ001 - tools write local times

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

Cells = Sequence[str | None]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def nextcloud(rows: Sequence[Cells]) -> bytes:
    """A byte order mark, every cell quoted, formulas guarded, LF everywhere."""

    def write(cell: str | None) -> str:
        text = (cell or "").replace("\r\n", "\n")
        return _quoted("'" + text if text.startswith(tuple("=+-@\t\r")) else text)

    lines = [",".join(map(write, row)) + "\n" for row in rows]
    return ("\ufeff" + "".join(lines)).encode()


def drupal(rows: Sequence[Cells], delimiter: str = ",") -> bytes:
    """PHP's fputcsv, letter by letter as PHP does it."""

    def write(cell: str | None) -> str:
        text = cell or ""
        if not any(letter in text for letter in (delimiter, *'"\\\n\r\t ')):
            return text
        escaped_text, escaped = "", False
        for letter in text:
            if letter == "\\":
                escaped = True
            elif not escaped and letter == '"':
                escaped_text += '"'
            else:
                escaped = False
            escaped_text += letter
        return f'"{escaped_text}"'

    return "".join(delimiter.join(map(write, row)) + "\n" for row in rows).encode()


def limesurvey(rows: Sequence[Cells], delimiter: str = ",") -> bytes:
    """A byte order mark, every cell quoted but nulls, CRLF after records, LF within cells."""

    def write(cell: str | None) -> str:
        if cell is None:
            return ""
        text = cell.replace("\r\n", "\n")
        return _quoted("'" + text if text.startswith("=") else text)

    lines = [delimiter.join(map(write, row)) + "\r\n" for row in rows]
    return ("\ufeff" + "".join(lines)).encode()


def google(rows: Sequence[Cells]) -> bytes:
    """Every cell quoted, no line end after the last row."""
    return "\n".join(",".join(_quoted(cell or "") for cell in row) for row in rows).encode()


Writer = Callable[[Sequence[Cells]], bytes]
WRITERS: dict[str, Writer] = {
    "nextcloud": nextcloud,
    "drupal": drupal,
    "limesurvey": limesurvey,
    "google": google,
}
OWN: dict[str, list[str]] = {
    "nextcloud": ["User ID", "User display name", "Timestamp"],
    "drupal": ["Serial number", "Submission ID", "Created", "Completed", "Is draft"],
    "limesurvey": ["Response ID", "Date submitted", "Last page", "Start language", "Seed"],
    "google": ["Timestamp"],
}


def own_cells(tool: str, number: int) -> list[str | None]:
    """What the tool itself writes of an answer."""
    moment = dt.datetime(2026, 3, 20, 8) + dt.timedelta(minutes=number)
    at = str(moment)
    return {
        "nextcloud": ["", "Anonymous user", at.replace(" ", "T") + "+01:00"],
        "drupal": [str(number), str(number), at, at, "0"],
        "limesurvey": [str(number), at, "1", "fr", "7"],
        "google": [f"{moment:%Y/%m/%d %I:%M:%S %p} UTC+1"],
    }[tool]


def export_of(tool: str, headings: Sequence[str], answers: Sequence[Cells]) -> bytes:
    """A tool's export of these answers to these questions."""
    rows = [[*own_cells(tool, number), *cells] for number, cells in enumerate(answers, start=1)]
    return WRITERS[tool]([[*OWN[tool], *headings], *rows])
