"""The size of the house in figures: `python -m tests.figures [FOLDER or REVISION]`.

A room is `flows`, `schemas`, a folder of `consultation/` or a module directly in it. An arrow: one
room imports another, as import-linter's own graph sees it. A floor: one more step of the longest
way down, the rooms of a circle standing on one floor. `sql/` holds no code and is no room: of its
selects, the relations that a build makes, and the longest chain below a cell of « Questions ».
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

from consultation.warehouse.tables import models

PRODUCT = ("consultation", "flows", "schemas", "sql")
Arrows = dict[str, set[str]]


def arrows_between_rooms(root: Path) -> Arrows:
    """Each room, and those that it imports."""
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


def circles_of(arrows: Arrows) -> list[set[str]]:
    """Rooms that reach each other, circle by circle."""

    @cache
    def below(room: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [room]
        while waiting:
            new = arrows[waiting.pop()] - found
            found |= new
            waiting += new
        return frozenset(found)

    circles = {frozenset(b for b in below(a) if a in below(b)) for a in arrows if a in below(a)}
    return [set(circle) for circle in circles]


def count_floors(arrows: Arrows) -> int:
    """How many floors the rooms make, each above all that it imports."""
    one_of = {room: min(circle) for circle in circles_of(arrows) for room in circle}
    floors: dict[str, set[str]] = {}
    for room, below in arrows.items():
        here = one_of.get(room, room)
        floors.setdefault(here, set()).update({one_of.get(r, r) for r in below} - {here})
    sorter = TopologicalSorter(floors)
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
    yield "floors", count_floors(arrows)
    yield "circles", len(circles_of(arrows))
    selects = models_of(root)
    shown = "publications.synthese__questions"
    yield "relations of a build", len(selects)
    yield (
        "levels below a cell of « Questions »",
        count_levels(selects, shown if shown in selects else "publications.parts__question_rows"),
    )
    yield "lines of the product", count_lines(files_of(root, PRODUCT, ".py", ".sql"))
    yield "lines of the tests", count_lines(files_of(root, ["tests"], ".py", ".sql"))


def models_of(root: Path) -> dict[str, models.Model]:
    """The selects of sql/ that a form's build runs, by their tables."""
    found = [
        models.read_model(path.relative_to(root / "sql").as_posix(), path.read_text("utf-8"))
        for path in files_of(root, ["sql"], ".sql")
        if path.relative_to(root / "sql").parts[0][:2].isdigit()
    ]
    return {model.table: model for model in found if model.schema != models.PACK}


def count_levels(found: dict[str, models.Model], table: str) -> int:
    """How many selects stand one on the other below a table, itself included."""

    @cache
    def levels(name: str) -> int:
        if name not in found:
            return 0
        return 1 + max(map(levels, models.rests_on(found[name])), default=0)

    return levels(table)


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
