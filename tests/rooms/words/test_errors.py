"""The catalogue of errors and the code that raises them know the same codes and the same holes."""

import ast
import pickle
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from consultation.machine.disk import CODES
from consultation.words.errors import OrganiserError, catalogue
from tests.cases.places import ROOT

WORDINGS = catalogue().wordings
PHRASES = catalogue().phrases
# What reads and writes the place, not a hole.
PLACE = {"where", "line"}
# Ids that are put together where they are raised, or looked up in a table.
MADE_UP = {
    "consultation/decisions/given.py": [
        f"decisions_file.{part}" for part in ("whole", "in_part", "lines", "lines_in_part")
    ],
    "consultation/machine/disk.py": sorted(CODES),
    "consultation/machine/json_files.py": ["retention_state", "backup_list", "erasure_register"],
    "consultation/machine/lock.py": ["already_running.run", "already_running.service"],
}


@dataclass(frozen=True)
class Raised:
    """A place where an error is made: its possible ids, and the holes that it fills."""

    place: str
    ids: frozenset[str]
    given: frozenset[str]


def test_every_error_that_is_raised_is_in_the_catalogue_and_fills_its_holes_and_no_others():
    for one in raised():
        assert one.ids <= WORDINGS.keys(), one.place
        assert all(holes(error_id) <= one.given for error_id in one.ids), one.place
        if one.ids:
            assert one.given <= frozenset[str]().union(*map(holes, one.ids)), one.place


def test_every_error_of_the_catalogue_is_raised():
    used = {error_id for one in raised() for error_id in one.ids}
    used |= {error_id for ids in MADE_UP.values() for error_id in ids}
    # What is said under a code alone may only be what its cases have in common.
    shared = {error_id.partition(".")[0] for error_id in WORDINGS if "." in error_id}

    assert WORDINGS.keys() - used - shared == set()


def test_an_error_says_what_is_put_in_its_holes_as_it_stands_in_whatever_process():
    name = "a : {b} « c » \udce9.csv"
    error = OrganiserError("other_sheet", where=name, line=3, sheet=name)
    got = pickle.loads(pickle.dumps(error))  # noqa: S301

    assert "« a : {b} « c » \ufffd.csv\u00a0»" in error.what.replace("«\u00a0a", "« a")
    assert error.where.startswith("a : {b} « c » \ufffd.csv")
    assert vars(got) == vars(error)
    assert str(got) == str(error)
    # A line that is not known is not called line 0.
    assert OrganiserError("other_sheet", where="a.csv", line=0, sheet="b").where == "a.csv"


def test_an_error_that_the_catalogue_does_not_know_or_without_its_values_is_a_mistake_of_ours():
    for code in ("no_such_error", "other_sheet"):
        with pytest.raises(KeyError):
            OrganiserError(code, where="export.csv")


def holes(error_id: str) -> frozenset[str]:
    """The values that the sentences of an error ask for."""
    wording = WORDINGS[error_id]
    parts = (wording.what, wording.advice, wording.where)
    names = {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}
    return frozenset(names - PHRASES.keys())


@cache
def raised() -> tuple[Raised, ...]:
    """Every place of the product where an error of the catalogue is made."""
    files = [*(ROOT / "consultation").rglob("*.py"), *(ROOT / "flows").rglob("*.py")]
    return tuple(
        one
        for path in sorted(files)
        for one in _raised_in(ast.parse(path.read_bytes()), path.relative_to(ROOT).as_posix())
    )


def _raised_in(tree: ast.Module, file: str) -> Iterator[Raised]:
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        named = {name: _literals(value) for name, value in _assigned(function)}
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "OrganiserError":
                given = {keyword.arg or "" for keyword in call.keywords}
                ids = _literals(call.args[0], named)
                place = f"{file}:{call.lineno}"
                assert ids or file in MADE_UP, f"{place}: nothing says which error this is"
                yield Raised(place, frozenset(ids), frozenset(given - PLACE))


def _assigned(function: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _literals(node: ast.expr, named: dict[str, set[str]] | None = None) -> set[str]:
    """The ids that an expression may be, as far as they are written out in its function."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            return _literals(body, named) | _literals(orelse, named)
        case ast.Name(id=name):
            return (named or {}).get(name, set())
    return set()
