"""TOML as an organiser would write it: aligned, readable, with special characters escaped."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# Characters without width or with a hidden effect: unescaped, they would deceive a reader.
HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
COMMENT_WIDTH = 96


def string(text: str) -> str:
    """The text as a TOML string: `l'avis` → `"l'avis"`."""
    return "".join(map(_escape, json.dumps(text, ensure_ascii=False)))


def _escape(letter: str) -> str:
    if unicodedata.category(letter) not in HIDDEN:
        return letter
    code = ord(letter)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def strings(texts: Iterable[str]) -> str:
    """A list of texts on a line: « Nom », « Prénom » → `["Nom", "Prénom"]`."""
    return "[" + ", ".join(map(string, texts)) + "]"


def toml_text(value: Any) -> str:  # noqa: ANN401  any value of TOML
    """A value in TOML: True → `true`, a dict → `{ question = "choice" }`.

    A list too long for a line takes several lines, even inside a dict.
    """
    if isinstance(value, str):
        return string(value)
    if isinstance(value, list):
        items = [toml_text(item) for item in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= COMMENT_WIDTH else "[\n    " + ",\n    ".join(items) + ",\n]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_text(item)}" for key, item in value.items()) + " }"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else str(value.isoformat())


def name_of_key(key: str) -> str:
    """The key as TOML writes it: `avis_2022` → `avis_2022`, `mon avis` → `"mon avis"`."""
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else string(key)


def pairs(values: Mapping[str, str]) -> list[str]:
    """Lines of `key = value` with aligned equal signs, from values in TOML: `nom    = "A"`."""
    width = max(map(len, values), default=0)
    return [f"{key:<{width}} = {value}" for key, value in values.items()]


def comment(text: str) -> Iterator[str]:
    """Yield comment lines, cut between words. Nothing in the text can end the comment. A text is
    cut after 1,000 characters."""
    line = "#"
    for word in printable(text).split(" "):
        if len(line) + 1 + len(word) > COMMENT_WIDTH and line != "#":
            yield line
            line = "#"
        line += f" {word}"
    yield line


def printable(text: str) -> str:
    r"""The text with control and invisible characters as spaces, cut after 1,000 characters:
    `"a\x07b"` → `a b`."""
    plain = "".join(" " if unicodedata.category(letter) in HIDDEN else letter for letter in text)
    return plain if len(plain) <= 1_000 else plain[:1_000] + "…"


def comment_out(block: str) -> list[str]:
    """The lines of a block as comments: `nom = "A"` → `#nom = "A"`."""
    return [f"#{line}" for line in block.splitlines()]
