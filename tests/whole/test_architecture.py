"""What import-linter cannot say of the code: no tests in it, and names of flow files are free."""

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import consultation
import flows
import schemas
import sql
from tests.cases.places import ROOT

PACKAGES = ("consultation", "flows", "schemas", "sql")

# Who imports whom, and where each library is known, are contracts of import-linter
# (pyproject.toml). What they cannot say: code that is not installed, and tables in flows/.
NEVER = {"tests", "outputs"}
NO_TABLES = {"polars", "pandera"}

MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
FLOW_FILES = sorted(path.stem for path in (ROOT / "flows").glob("*.py") if path.stem != "__init__")


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_packages(source: str) -> Iterator[str]:
    """The top-level name of every import, imports inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module).partition(".")[0]


def has_tables(path: Path) -> bool:
    return where(path).startswith("consultation/") or where(path) == "schemas/tables.py"


def test_code_imports_no_tests_and_knows_tables_where_it_has_some():
    assert [
        (where(path), name)
        for path in MODULES
        for name in imported_packages(path.read_text("utf-8"))
        if name in NEVER or (name in NO_TABLES and not has_tables(path))
    ] == []


def test_only_the_settings_look_at_the_environment():
    looking = {
        where(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
        if "consultation" in path.parts
    }

    assert looking <= {"consultation/machine/settings.py"}


def test_one_module_asks_for_what_linux_alone_has():
    texts = {where(path): path.read_text("utf-8") for path in MODULES}
    asking = [name for name, text in texts.items() if re.search(r"ctypes|.(/proc|/sys)/", text)]

    assert asking == ["consultation/machine/system.py"]


@pytest.mark.parametrize("stem", FLOW_FILES)
def test_a_flow_file_hides_no_module(stem):
    # Prefect puts flows/ first on sys.path and registers a flow file under its stem.
    assert stem not in sys.stdlib_module_names
    assert stem not in {*PACKAGES, "tests"}
    assert importlib.util.find_spec(stem) is None


def test_the_packages_share_one_parent():
    # Their names are common: the folder where a command is typed must not supply one of them.
    parents = {
        Path(str(package.__file__)).parent.parent for package in (consultation, flows, schemas, sql)
    }

    assert parents == {ROOT}
