"""Imports point one way, each library lives in one place, names of flow files are free."""

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import consultation
import flows
import schemas
import sql
from tests.cases.places import ROOT

# What each package may import of ours; tests may import everything.
ARROWS = {
    "flows": {"flows", "consultation", "schemas"},
    "consultation": {"consultation", "schemas", "sql"},
    "schemas": {"schemas"},
    "sql": set(),
}

# Where each library may be imported; `tests/` may import everything.
HOMES = {
    "duckdb": ("consultation/warehouse/",),
    "openpyxl": ("consultation/exports/", "consultation/decisions/", "consultation/workbooks/"),
    "polars": ("consultation/", "schemas/tables.py"),
    "pandera": ("consultation/", "schemas/tables.py"),
    "stdnum": ("consultation/redaction/",),
    "typst": ("consultation/packs/typesetting/",),
    "prefect": ("flows/",),
    "uvicorn": ("flows/",),
}

MODULES = sorted(path for package in ARROWS for path in (ROOT / package).rglob("*.py"))
FLOW_FILES = sorted(path.stem for path in (ROOT / "flows").glob("*.py") if path.stem != "__init__")


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_packages(source: str) -> Iterator[str]:
    """The top-level name of every import, those inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module).partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=where)
def test_imports_point_one_way(path):
    package = path.relative_to(ROOT).parts[0]
    ours = set(imported_packages(path.read_text("utf-8"))) & {*ARROWS, "tests", "outputs"}

    assert ours <= ARROWS[package]


@pytest.mark.parametrize("path", MODULES, ids=where)
def test_each_library_stays_in_its_place(path):
    imported = set(imported_packages(path.read_text("utf-8")))
    strays = {name for name in imported & set(HOMES) if not where(path).startswith(HOMES[name])}

    assert strays == set()


@pytest.mark.parametrize(
    "path", [path for path in MODULES if "consultation" in path.parts], ids=where
)
def test_only_the_settings_look_at_the_environment(path):
    attributes = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert where(path) == "consultation/settings.py" or not attributes & {"environ", "getenv"}


@pytest.mark.parametrize("stem", FLOW_FILES)
def test_a_flow_file_hides_no_module(stem):
    # Prefect puts flows/ first on sys.path and registers a flow file under its stem.
    assert stem not in sys.stdlib_module_names
    assert stem not in {*ARROWS, "tests"}
    assert importlib.util.find_spec(stem) is None


def test_the_packages_share_one_parent():
    # Their names are common: the folder where a command is typed must not supply one of them.
    parents = {
        Path(str(package.__file__)).parent.parent for package in (consultation, flows, schemas, sql)
    }

    assert parents == {ROOT}


def test_outputs_hold_no_code():
    assert list((ROOT / "outputs").rglob("*.py")) == []
