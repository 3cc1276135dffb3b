"""What sentences tell people to type is a command that exists."""

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from consultation.words.french import with_no_break_spaces
from flows.commands.cli import COMMANDS
from flows.commands.commands import parser
from tests.cases.places import ROOT

UNKNOWN = "…"  # What is only known when the sentence is said.
# Up to the end of the sentence, of the line or of what is quoted.
COMMAND = re.compile(
    r"faire-masse ([a-z].*?)(?=[.,;:]?(?:[\n\u00a0`)]|$)|[.,;:] )", flags=re.DOTALL
)
# A command that is spoken of, as in «\u00a0un fichier fait par…\u00a0».
NAME = re.compile(r"«\u00a0faire-masse ([a-z]+)\u00a0»")


def sentences(source: str) -> Iterator[str]:
    """Every text of a module but what developers read."""
    nodes = list(ast.walk(ast.parse(source)))
    parts = {id(part) for one in nodes if isinstance(one, ast.JoinedStr) for part in one.values}
    docstrings = {id(one.value) for one in nodes if isinstance(one, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else UNKNOWN
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and id(node) not in parts | docstrings:
            yield str(node.value)


def data_sentences(value: object) -> Iterator[str]:
    """Every text of a data file, as it is said."""
    if isinstance(value, str):
        yield re.sub(r"\{[^}]*\}", UNKNOWN, with_no_break_spaces(value))
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from data_sentences(part)


@cache
def every_sentence() -> list[tuple[Path, str]]:
    modules = [path for name in ("consultation", "flows") for path in (ROOT / name).rglob("*.py")]
    data = (ROOT / "schemas").glob("*.toml")
    return [
        *((path, text) for path in modules for text in sentences(path.read_text("utf-8"))),
        *((path, text) for path in data
          for text in data_sentences(tomllib.loads(path.read_text("utf-8")))),
    ]  # fmt: skip


def found(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """What sentences say of commands, and in which module."""
    return {
        (path.relative_to(ROOT).as_posix(), command)
        for path, sentence in every_sentence()
        for command in pattern.findall(sentence)
    }


def test_a_command_that_is_advised_is_understood():
    named = found(NAME)
    typed = found(COMMAND) - named

    for module, command in sorted(typed):
        # `<un fichier>` is one word, `[TABLE]` may be given.
        plain = re.sub(r"<[^>]*>|" + UNKNOWN, "x", command)
        words = shlex.split(re.sub(r"[\[\]]", "", plain))
        assert parser(COMMANDS).parse_args(words).name == words[0], module
    assert [one for one in named if one[1] not in COMMANDS] == []
    advised = {command for _, command in typed}
    assert {"run", "restore <ce fichier>", "backup FICHIER", "sql --list"} <= advised
    assert ("flows/commands/runner.py", "run") in named


PAGE = re.compile(r"docs/[\w./-]+\.md")
# A section is named after its page: « docs/cas-particuliers.md, « Suppressions » ».
SECTION = re.compile(rf"({PAGE.pattern}), «\u00a0([^»]+)\u00a0»")


def test_every_page_and_section_that_a_sentence_names_is_there():
    said = [text for _, text in every_sentence()]
    pages = {page for text in said for page in PAGE.findall(text)}
    sections = {found for text in said for found in SECTION.findall(text)}

    assert len(pages) > 2
    assert [page for page in sorted(pages) if not (ROOT / page).is_file()] == []
    assert sections
    for page, section in sorted(sections):
        lines = (ROOT / page).read_text(encoding="utf-8").split("\n")
        assert section in [line.lstrip("# ") for line in lines if line.startswith("#")], page
    # « voir … dans le guide » would name neither.
    assert [text for text in said if "le guide" in text] == []
