"""The size of the house in figures: `python -m tests.figures [FOLDER or REVISION]`.

A room is `flows`, `schemas`, a folder of `consultation/` or a module directly in it. An arrow: one
room imports another, as import-linter's own graph sees it. A floor: one more step of the longest
way down; a circle stops the count. `sql/` holds no code and is no room: of its selects, the
relations that a build makes, and what stands below a cell of « Questions » and below a key figure.
Then the habits that `../shared/english.md` counts in docstrings: signs, not an aim.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

from consultation.warehouse.tables import models

PRODUCT = ("consultation", "flows", "schemas", "sql")
Arrows = dict[str, set[str]]
FIGURES_OF = {
    "a cell of « Questions »": (
        "publications.synthese__questions",
        "publications.parts__question_rows",
    ),
    "a key figure": ("publications.synthese__chiffres_cles",),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef
HABITS = {
    "that begin with « What » or « Whether »": re.compile(r"(What|Whether)\b"),
    "with « one », « ones » or « those » for a noun": re.compile(r"(?i)\b(ones?|those)\b"),
    "that chain facts by « ; »": re.compile(r";"),
    "with an example": re.compile(
        r"(?i)>>>|\be\.g\.|for example|for instance|such as|→|->|::|`[^`]* = |« [^»]*\d"
    ),
}
# First words that are no verb, of docstrings of functions that return None.
NOT_A_VERB = re.compile(
    r"(?:The|An?|What|Whether|Each|Every|All|No|Nothing|It|Its|In|On|As|Of|At|If|Where|When|Who|"
    r"Those|This|That|One|Some|Same|Files?|Rows?|Errors?|`\S+|\w+ing|\w+ed|\w+en|"
    r"\w+ (?:is|are|was|has|have))\b"
)


def arrows_between_rooms(root: Path) -> Arrows:
    """Each room, and the rooms that it imports."""
    sys.path.insert(0, str(root))
    graph = grimp.build_graph("consultation", "flows", "schemas", cache_dir=None)
    arrows: Arrows = {room: set() for room in map(room_of, graph.modules) if room}
    for module in graph.modules:
        for imported in map(room_of, graph.find_modules_directly_imported_by(module)):
            if (room := room_of(module)) and imported and imported != room:
                arrows[room].add(imported)
    return arrows


def room_of(module: str) -> str | None:
    package, *names = module.split(".")
    if package != "consultation":
        return package
    return names[0] if names else None


def floors_of(below: Arrows) -> int:
    """How many floors there are, each thing above all that it stands on. A circle has none."""
    sorter = TopologicalSorter(below)
    sorter.prepare()
    count = 0
    while sorter.is_active():
        sorter.done(*sorter.get_ready())
        count += 1
    return count


def files_of(root: Path, folders: Iterable[str], *suffixes: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in suffixes
    ]


def count_lines(paths: Iterable[Path]) -> int:
    return sum(len(path.read_text("utf-8").splitlines()) for path in paths)


def figures(root: Path) -> Iterator[tuple[str, int]]:
    arrows = arrows_between_rooms(root)
    yield "rooms", len(arrows)
    yield "arrows between rooms", sum(map(len, arrows.values()))
    yield "floors", floors_of(arrows)
    selects = models_of(root)
    yield "relations of a build", len(selects)
    for name, tables in FIGURES_OF.items():
        table = next(table for table in tables if table in selects)
        below = below_table(selects, table)
        yield f"relations below {name}", len(below)
        yield f"levels below {name}", floors_of(below)
    lengths = [count_lines([path]) for path in files_of(root, ["sql"], ".sql")]
    yield "selects of more than 80 lines", sum(length > 80 for length in lengths)
    trees = [ast.parse(path.read_text("utf-8")) for path in files_of(root, PRODUCT, ".py")]
    yield from function_figures(
        [f for tree in trees for f in ast.walk(tree) if isinstance(f, Function)]
    )
    yield from docstring_figures(trees)
    yield "lines of the product", count_lines(files_of(root, PRODUCT, ".py", ".sql"))
    yield "lines of the tests", count_lines(files_of(root, ["tests"], ".py", ".sql"))


def function_figures(functions: list[Function]) -> Iterator[tuple[str, int]]:
    """How long functions are, and how many of those that return None begin with a verb.

    A verb is guessed from the first word: « Write … », not « The file … » nor « Written … ».
    """
    lengths = [
        function.end_lineno - function.lineno + 1 for function in functions if function.end_lineno
    ]
    yield "functions of more than 40 lines", sum(length > 40 for length in lengths)
    yield "lines of the longest function", max(lengths)
    texts = [
        ast.get_docstring(function)
        for function in functions
        if isinstance(function.returns, ast.Constant) and function.returns.value is None
    ]
    told = [text for text in texts if text]
    yield "documented functions that return None", len(told)
    yield "  … that begin with a verb", sum(not NOT_A_VERB.match(text) for text in told)


def docstring_figures(trees: list[ast.Module]) -> Iterator[tuple[str, int]]:
    """How many docstrings there are, and how many have each habit."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, documented)]
    texts = [text for node in nodes if (text := ast.get_docstring(node))]
    yield "docstrings", len(texts)
    for habit, pattern in HABITS.items():
        count = sum(
            bool(pattern.match(t) if "begin" in habit else pattern.search(t)) for t in texts
        )
        yield f"  … {habit}, %", round(100 * count / len(texts))


def models_of(root: Path) -> dict[str, models.Model]:
    """The selects of sql/ that a form's build runs, by their tables."""
    found = [
        models.read_model(path.relative_to(root / "sql").as_posix(), path.read_text("utf-8"))
        for path in files_of(root, ["sql"], ".sql")
        if path.relative_to(root / "sql").parts[0][:2].isdigit()
    ]
    return {model.table: model for model in found if model.schema != models.PACK}


def below_table(selects: dict[str, models.Model], table: str) -> Arrows:
    """The selects that a table rests on, itself included, with those that each rests on."""
    below: Arrows = {}
    waiting = [table]
    while waiting:
        name = waiting.pop()
        if name in selects and name not in below:
            below[name] = {one for one in models.rests_on(selects[name]) if one in selects}
            waiting += below[name]
    return below


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else "."
    with tempfile.TemporaryDirectory() as folder:
        root = Path(given)
        if not root.is_dir():
            root = Path(folder)
            whole = subprocess.run(["git", "archive", given], capture_output=True, check=True)  # noqa: S607
            with tarfile.open(fileobj=io.BytesIO(whole.stdout)) as archive:
                archive.extractall(root, filter="data")
        for name, figure in figures(root.resolve()):
            print(f"{figure:>7,}  {name}")


if __name__ == "__main__":
    main()
