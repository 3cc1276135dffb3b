"""The note's text, from a file that organisers edit, around figures that they cannot.

A plain file: `# title`, `## section`, `- list`, paragraphs with a blank line between them, figures
as `{nom}`. What stands for a table or a list is alone on its line. What turns out empty, because
there is nothing to say, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches

from consultation.packs.typesetting.document_values import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
)
from consultation.words.errors import OrganiserError

Value = str | Table | Bullets

_MARKS = {"# ": "title", "## ": "section", "- ": "item"}
_PLACE = re.compile(r"\{([^{}]*)\}")


def read_note_text(
    text: str, figures: Mapping[str, Value], where: str
) -> tuple[str, tuple[Block, ...]]:
    """The title of a note's text and its blocks, with figures in place of the words in braces.

    `where` names the file. Raises OrganiserError `note_unknown_word` (which lists those that
    exist), `note_table_in_text`, `note_without_title`.
    """
    title = ""
    blocks: list[Block] = []
    for number, kind, texts in _groups(text, figures):
        place = f"{where}, ligne {number}"
        block = figures.get(texts[0])
        if kind == "block" and isinstance(block, Table | Bullets):
            blocks += [block] if block else []
            continue
        told = tuple(filter(None, (_fill_text(each, figures, place) for each in texts)))
        if kind == "title":
            title = title or "".join(told)
        elif told:
            blocks.append(_BLOCKS[kind](told))
    if not title.strip():
        raise OrganiserError("note_without_title", where=where)
    return title, tuple(blocks)


_BLOCKS: Mapping[str, Callable[[tuple[str, ...]], Block]] = {
    "section": lambda texts: Heading(texts[0]),
    "text": lambda texts: Paragraph(texts[0]),
    "item": Bullets,
}


def _groups(text: str, values: Mapping[str, Value]) -> Iterator[tuple[int, str, list[str]]]:
    """Lines that make one block: the number of the first, their kind, their texts."""
    group: tuple[int, str, list[str]] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        kind, content = _kind(line.strip(), values)
        if group and kind == "text" and group[1] in ("text", "item"):
            group[2][-1] += f" {content}"
        elif group and kind == group[1] == "item":
            group[2].append(content)
        else:
            if group:
                yield group
            group = (number, kind, [content]) if kind != "blank" else None
    if group:
        yield group


def _kind(line: str, values: Mapping[str, Value]) -> tuple[str, str]:
    for mark, kind in _MARKS.items():
        if line.startswith(mark):
            return kind, line.removeprefix(mark).strip()
    place = _PLACE.fullmatch(line)
    if place and isinstance(values.get(place[1].strip()), Table | Bullets):
        return "block", place[1].strip()
    return ("text", line) if line else ("blank", "")


def _fill_text(text: str, values: Mapping[str, Value], place: str) -> str:
    """The text with figures in their places; what a figure says is not read again."""
    parts = enumerate(_PLACE.split(text))
    filled = "".join(p if at % 2 == 0 else _value(p.strip(), values, place) for at, p in parts)
    return filled if filled.strip() else ""


def _value(word: str, values: Mapping[str, Value], place: str) -> str:
    if word not in values:
        raise _unknown_word(word, values, place)
    value = values[word]
    if isinstance(value, Table | Bullets):
        is_table = isinstance(value, Table)
        error_id = "note_table_in_text.table" if is_table else "note_table_in_text.list"
        raise OrganiserError(error_id, where=place, word=word)
    return value


def _unknown_word(word: str, values: Mapping[str, Value], place: str) -> OrganiserError:
    """A word that can be a name is told; of anything else between braces, the line alone."""
    near = get_close_matches(word, values, n=1)
    return OrganiserError(
        "note_unknown_word.near" if near else "note_unknown_word",
        where=place,
        word=word if re.fullmatch(r"[a-z_]{1,40}", word) else "…",
        nearest="".join(near),
        known=", ".join(f"{{{name}}}" for name in sorted(values)),
    )
