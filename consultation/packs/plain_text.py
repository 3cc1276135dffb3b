"""A document's text, from a plain file that organisers edit, with figures that they cannot edit.

`# title`, `## section`, `### part`, `#### element`, `- list`, `> quote`, `| table |`, and
paragraphs separated by a blank line. Names between double braces are figures, quotes or charts. A
line that only has conditions (`{% if lettres %}`) leaves no line. Blocks that turn out empty are
left out.
"""

from __future__ import annotations

import re
from pathlib import Path

from jinja2.exceptions import TemplateError

from consultation.packs.contribution.placeholders import VALUE_START, Placeholders, UnknownName
from consultation.packs.contribution.template_names import Names, unknown_hole
from consultation.packs.typesetting.document_values import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
)
from consultation.words.errors import OrganiserError
from consultation.words.french import schema_text, with_no_break_spaces

_KINDS = re.compile(r"(?P<title># )|(?P<heading>#{2,4} )|(?P<item>- )|(?P<quote>> )|(?P<row>\|)")
_TAGS_ALONE = re.compile(r"^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)\n", re.MULTILINE)
# « {nom} », a placeholder with a brace too few: it would be printed as it is.
_HALF_A_PLACEHOLDER = re.compile(r"(?<!\{)\{[\w. ]+\}(?!\})")
_BETWEEN_CELLS = re.compile(rf"(?<!{VALUE_START})\|")
_WIDTH = re.compile(r"(-+)(:?)")

Written = tuple[str, tuple[Block, ...]]
"""The title of a document and its blocks, with figures between marks (see `claims.py`)."""


def written(values: Names, own: Path, default: str) -> Written:
    """The document filled with `values`, as a title and blocks. Its text is the form's own file
    `own` if it exists, else the file `default` of `schemas/`.

    Raises OrganiserError `note_encoding` if `own` isn't UTF-8, or an error of `read_plain_text`.
    """
    is_own = own.exists()
    try:
        text = own.read_text(encoding="utf-8-sig") if is_own else schema_text(default)
    except UnicodeDecodeError:
        raise OrganiserError("note_encoding", where=own.name) from None
    return read_plain_text(with_no_break_spaces(text), values, own.name if is_own else default)


def read_plain_text(text: str, values: Names, where: str) -> Written:
    """The title and blocks of a plain text: `# Note` → a title, `{{ total }}` → the value named
    `total`.

    `where` is the file's name, for errors. Raises OrganiserError `template_unknown_hole` for an
    unknown name, `template_misspelt` for a placeholder that jinja can't read or fill, `note_table`
    for a table that can't be read, and `note_without_title` if no line begins with `# `.
    """
    titles: list[str] = []
    blocks: list[Block] = []
    for kind, lines in _groups(_fill(text, values, where)):
        if kind == "row":
            table = _table(lines, where)
            blocks += [table] if table else []
        elif texts := tuple(filter(None, map(_plain, lines))):
            match kind:
                case "title":
                    titles += texts
                case "##" | "###" | "####":
                    blocks.append(Heading(texts[0], len(kind)))
                case "item":
                    blocks.append(Bullets(texts))
                case _:
                    blocks.append(Paragraph(texts[0], is_quote=kind == "quote"))
    if not titles:
        raise OrganiserError("note_without_title", where=where)
    return titles[0], tuple(blocks)


def _fill(text: str, values: Names, where: str) -> str:
    if _HALF_A_PLACEHOLDER.search(text):
        raise OrganiserError("template_misspelt", where=where)
    try:
        return Placeholders().from_string(_TAGS_ALONE.sub(r"\1", text)).render(values.entries)
    except UnknownName as unknown:
        raise unknown_hole(where, unknown.path, values) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError):
        raise OrganiserError("template_misspelt", where=where) from None


def _groups(text: str) -> list[tuple[str, list[str]]]:
    """The blocks of a text, each as a pair of its kind and its lines: `- Bruit` →
    `("item", ["Bruit"])`, `## Avis` → `("##", ["Avis"])`."""
    groups: list[tuple[str, list[str]]] = [("", [])]
    for line in text.removeprefix("\ufeff").split("\n"):
        content = line.strip()
        kind_match = _KINDS.match(content)
        kind = str(kind_match.lastgroup) if kind_match else "text" if content else ""
        if kind_match:
            kind = kind_match[0].strip() if kind == "heading" else kind
            content = content[kind_match.end() :]
        last, lines = groups[-1]
        if kind == "text" and last in ("text", "item", "quote"):
            lines[-1] += f" {content}"
        elif kind == last and kind in ("item", "row"):
            lines.append(content)
        else:
            groups.append((kind, [content]))
    return groups


def _plain(text: str) -> str:
    return text.replace(VALUE_START, "").strip()


def _table(lines: list[str], where: str) -> Table | None:
    """A table from a row of titles, a row of dashes, then rows. None without rows.

    A column of words is as wide as its dashes, and `--:` is a column of figures. Raises
    OrganiserError `note_table`.
    """
    header, *rows = (
        tuple(map(_plain, _BETWEEN_CELLS.split(line.removesuffix("|")))) for line in lines
    )
    widths = [_WIDTH.fullmatch(cell) for cell in rows[0]] if rows else [None]
    if not all(widths) or any(len(row) != len(header) for row in rows):
        raise OrganiserError("note_table", where=where, header=header[0])
    dashes = tuple(0 if width and width[2] else len(width[1]) for width in widths if width)
    return Table(header, tuple(rows[1:]), dashes) if rows[1:] else None
