"""Tests lie by kind: no test imports another, specifications have one reading order."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.cases.places import ROOT

TESTS = ROOT / "tests"
KINDS = {"spec", "rooms", "promises", "whole", "crash"}
FILES = sorted(TESTS.rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    """The modules of tests/ that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tests"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_specification_has_its_place_in_the_reading_order():
    order = (TESTS / "README.md").read_text("utf-8").partition("## The specifications")[2]
    chapters = sorted(path for path in (TESTS / "spec").glob("test_*.py"))

    assert sorted(re.findall(r"`(test_\w+)`", order)) == [path.stem for path in chapters]
    assert all(ast.get_docstring(ast.parse(path.read_text("utf-8"))) for path in chapters)


def test_every_test_lies_with_its_kind():
    assert {path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")} == KINDS


def test_rooms_of_tests_are_rooms_of_the_house():
    files = (path.relative_to(TESTS / "rooms") for path in TESTS.glob("rooms/**/test_*.py"))
    names = {path.parts[0].removeprefix("test_").removesuffix(".py") for path in files}
    house = {path.stem for path in (ROOT / "consultation").iterdir()} | {"schemas", "sql"}
    house |= {"flows", *(path.stem for path in (ROOT / "flows").iterdir())}

    assert names <= house


def test_no_test_is_imported():
    assert [
        (path.name, name) for path in FILES for name in imports_of(path) if ".test_" in name
    ] == []
