"""A note's text, from a file that organisers edit, around figures that they cannot.

A plain file: `# title`, `## section`, `### part`, `- list`, `| table |`, paragraphs with a blank
line between them; holes and conditions as in the template of the collective contribution. A line of
conditions alone leaves none. What turns out empty, because there is nothing to say, is left out.
"""

from __future__ import annotations

import re

from jinja2.exceptions import TemplateError

from consultation.packs.contribution.holes import Holes, Pen, UnknownName
from consultation.packs.contribution.template_names import Chart, Names, unknown_hole
from consultation.packs.typesetting.document_values import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
)
from consultation.words.errors import OrganiserError

_KINDS = re.compile(r"(?P<title># )|(?P<section>## )|(?P<part>### )|(?P<item>- )|(?P<row>\|)")
_TAGS_ALONE = re.compile(r"^[ \t]*((?:\{%[^\n]*?%\}[ \t]*)+)\n", re.MULTILINE)
# « {nom} »: it would be printed as it is.
_HALF_A_HOLE = re.compile(r"(?<!\{)\{[\w. ]+\}(?!\})")
# A noncharacter, which no text holds: what stands behind it in the text divides nothing.
_SAID = "\ufdd4"
_BETWEEN_CELLS = re.compile(rf"(?<!{_SAID})\|")
_WIDTH = re.compile(r"(-+)(:?)")


def read_note_text(text: str, values: Names, where: str) -> tuple[str, tuple[Block, ...]]:
    """The title of a note's text and its blocks, with figures in the place of their names.

    `where` names the file. Raises OrganiserError `template_unknown_hole`, `template_misspelt`,
    `note_table`, `note_without_title`.
    """
    titles: list[str] = []
    blocks: list[Block] = []
    for kind, lines in _groups(_fill(text, values, where)):
        if kind == "row":
            table = _table(lines, where)
            blocks += [table] if table else []
        elif told := tuple(filter(None, map(_plain, lines))):
            match kind:
                case "title":
                    titles += told
                case "section" | "part":
                    blocks.append(Heading(told[0], 2 if kind == "section" else 3))
                case "item":
                    blocks.append(Bullets(told))
                case _:
                    blocks.append(Paragraph(told[0]))
    if not titles:
        raise OrganiserError("note_without_title", where=where)
    return titles[0], tuple(blocks)


class _NotePen(Pen):
    """Writes what fills the holes of a note: what it says is not read again."""

    def write(self, value: object) -> str:
        told = super().write(value)
        if isinstance(value, Chart) or not told:
            return told
        return _SAID + told.replace("|", f"{_SAID}|")

    def draw(self, chart: Chart) -> str:
        """Its figures, row by row."""
        rows = (" | ".join(map(self.write, row)) for row in chart.rows)
        return "\n".join(["", "| | | |", "|---|--:|--:|", *(f"| {row} |" for row in rows), ""])


def _fill(text: str, values: Names, where: str) -> str:
    if _HALF_A_HOLE.search(text):
        raise OrganiserError("template_misspelt", where=where)
    holes = Holes(_NotePen())
    try:
        return holes.from_string(_TAGS_ALONE.sub(r"\1", text)).render(values.entries)
    except UnknownName as unknown:
        raise unknown_hole(where, unknown.path, values) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError):
        raise OrganiserError("template_misspelt", where=where) from None


def _groups(text: str) -> list[tuple[str, list[str]]]:
    """Lines that make one block: their kind, their texts."""
    groups: list[tuple[str, list[str]]] = [("", [])]
    for line in text.removeprefix("\ufeff").split("\n"):
        content = line.strip()
        found = _KINDS.match(content)
        kind = str(found.lastgroup) if found else "text" if content else ""
        content = content[found.end() :] if found else content
        last, lines = groups[-1]
        if kind == "text" and last in ("text", "item"):
            lines[-1] += f" {content}"
        elif kind == last and kind in ("item", "row"):
            lines.append(content)
        else:
            groups.append((kind, [content]))
    return groups


def _plain(text: str) -> str:
    return text.replace(_SAID, "").strip()


def _table(lines: list[str], where: str) -> Table | None:
    """A row of titles, one of dashes (as many as a column of words is wide; `--:` for one of
    figures), then the rows; None without any."""
    header, *rows = (
        tuple(map(_plain, _BETWEEN_CELLS.split(line.removesuffix("|")))) for line in lines
    )
    widths = [_WIDTH.fullmatch(cell) for cell in rows[0]] if rows else [None]
    if not all(widths) or any(len(row) != len(header) for row in rows):
        raise OrganiserError("note_table", where=where, header=header[0])
    dashes = tuple(0 if found and found[2] else len(found[1]) for found in widths if found)
    return Table(header, tuple(rows[1:]), dashes) if rows[1:] else None
