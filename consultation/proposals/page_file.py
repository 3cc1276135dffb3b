"""The form file as the page writes it: a line with the digest of the rest, then its declarations.

The digest shows if a person changed the file since. The page does not change such a file, unless a
person asks the page to write it anew.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from consultation.forms.toml_text import name_of_key, pairs, toml_text
from consultation.words.french import sentence
from schemas.form import FormFile

Values = Mapping[str, Any]

say = partial(sentence, "draft")
_FIRST_LINE = re.compile(r"# .*\b([0-9a-f]{16})\n")


def page_text(values: Values) -> str:
    """The text of a form file with these values. Its first line has the digest that shows later
    changes."""
    text = "\n".join(f"{block}\n" for block in blocks_of(values).values())
    return f"# {say('page_file', digest=_digest(text))}\n\n{text}"


def is_written_by_page(text: str) -> bool:
    """True if the page wrote this file and nobody changed it since."""
    first = _FIRST_LINE.match(text)
    return first is not None and first[1] == _digest(text[first.end() :].removeprefix("\n"))


def lines_to_write(text: str, wanted: str) -> str:
    """The tables to paste into the form file `text`, so that it declares the same values as the
    form file `wanted`. If some tables of `text` are not in `wanted`, the last line is a comment
    that says to delete them."""
    former, new = (blocks_of(tomllib.loads(each)) for each in (text, wanted))
    lines = [block for header, block in new.items() if former.get(header) != block]
    if to_remove := [header for header in former if header not in new]:
        lines.append(f"# {say('to_take_out', tables=to_remove)}")
    return "\n\n".join(lines)


def with_answers(declared: Values, before: Values, after: Values) -> dict[str, Any]:
    """The declarations of a form after its answers changed from `before` to `after`.

    Keys without an answer, such as `asked_from` or `[retention]`, stay as declared.
    """
    changed = dict(declared)
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if new is None:
            changed.pop(key, None)
        elif isinstance(new, dict) and isinstance(changed.get(key), dict):
            changed[key] = with_answers(changed[key], old or {}, new)
        else:
            changed[key] = new
    return changed


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def blocks_of(values: Values) -> dict[str, str]:
    """The text of each table of a form file, by its header, such as `[roles]`. Tables are in the
    order of schemas/form.py.

    The text includes the header. The keys above all tables are under an empty header.
    """
    order = [*FormFile.model_fields]
    blocks: dict[str, list[str]] = {}
    for header, lines in _tables({key: values[key] for key in sorted(values, key=order.index)}):
        blocks.setdefault(header, []).extend([header, *lines] if header else lines)
    return {header: "\n".join(lines) for header, lines in blocks.items()}


def _tables(values: Values, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield the header and the lines of each table: `("[roles]", ['email = ["Courriel"]'])`. `path`
    is the name of the table that `values` are in, empty for the whole file.

    A list of tables yields a header for each of its items: `[[consent.rules]]`.
    """
    own = {key: value for key, value in values.items() if not _is_table(value)}
    if own or not values:
        lines = pairs({name_of_key(key): toml_text(value) for key, value in own.items()})
        yield (f"[{path}]" if path else ""), lines
    for key, value in values.items():
        below = f"{path}.{name_of_key(key)}" if path else name_of_key(key)
        if isinstance(value, dict):
            yield from _tables(value, below)
        elif _is_table(value):
            for item in value:
                yield f"[[{below}]]", pairs({of: toml_text(cell) for of, cell in item.items()})


def _is_table(value: object) -> bool:
    return isinstance(value[0] if isinstance(value, list) and value else value, dict)
