"""The note's text, from a file that organisers edit, around figures that they cannot.

A plain file: `# title`, `## section`, `- list`, paragraphs with a blank line between them, figures
as `{nom}`. What stands for a table or a list is alone on its line. What turns out empty, because
there is nothing to say, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from consultation.errors import OrganiserError
from consultation.packs.typesetting.note_documents import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
)

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
    for group in _groups(text, figures):
        place = f"{where}, ligne {group.line}"
        if group.kind == "title":
            title = title or _fill_text(group.texts[0], figures, place)
        else:
            block = _block(group, figures, place)
            blocks += [block] if block else []
    if not title.strip():
        raise OrganiserError("note_without_title", where=where)
    return title, tuple(blocks)


@dataclass
class _Group:
    """Lines that make one block: the number of the first, and their texts."""

    kind: str
    line: int
    texts: list[str]


def _groups(text: str, values: Mapping[str, Value]) -> Iterator[_Group]:
    group: _Group | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        kind, content = _kind(line.strip(), values)
        if group and kind == "text" and group.kind in ("text", "item"):
            group.texts[-1] += " " + content
        elif group and kind == group.kind == "item":
            group.texts.append(content)
        else:
            if group:
                yield group
            group = _Group(kind, number, [content]) if kind != "blank" else None
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


def _block(group: _Group, values: Mapping[str, Value], place: str) -> Block | None:
    """None when there is nothing in it."""
    if group.kind == "block":
        block = values[group.texts[0]]
        assert isinstance(block, Table | Bullets)  # noqa: S101  what _kind looked at
        return block if (block.rows if isinstance(block, Table) else block.items) else None
    filled = [_fill_text(text, values, place) for text in group.texts]
    texts = tuple(text for text in filled if text)
    if not texts:
        return None
    if group.kind == "item":
        return Bullets(texts)
    return Heading(texts[0]) if group.kind == "section" else Paragraph(texts[0])


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
