"""Whether two versions of the program publish the same: `python -m tests.promises.same_bytes
BEFORE [AFTER]`, each a git revision or a folder (AFTER: this tree).

Published by each, with one key and the form files of BEFORE: the bundled example; the compact
export with keys and the Excel one of the same consultation; a small form with every kind of
question; exports of four other tools; the real answers of tests/cases and, where they are at hand,
of ../shared, under form files that BEFORE drafts; and a release that is frozen, then followed by
one with an addendum.

Files are compared byte for byte. Those that differ are compared again by what a reader finds in
them: workbooks by cells and looks, PDFs by text and tags, archives by their members, databases by
`except all` both ways. What tells the code apart is left out: the version and the fingerprint in a
manifest, and the checksums of files that read the same. Exit code 1, and the names, where something
differs.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import closing
from difflib import unified_diff
from pathlib import Path

import duckdb
from openpyxl import load_workbook

from tests.cases import tool_files
from tests.cases.places import BUNDLED, CASES, FRAMAFORMS, REFERENCE_KEY, ROOT
from tests.cases.small import FORM, export, row

EXAMPLE = ("p1-01-defaut-tab.tsv", "p2-01-defaut-nouvelles.tsv", "p2-02-defaut-tab.tsv")
FIRST_DROPS = {
    "vsa-2022": EXAMPLE,
    "vsa-autres": ("p1-10-tab-compact-entetes-cles.tsv", "p1-30-excel.xlsx"),
    "vsa-gel": EXAMPLE[:1],
}
SECOND_DROP = EXAMPLE[1:]
REAL = {
    "idees": CASES / "grand-debat" / "idees.webform.csv.gz",
    "transition": ROOT.parent / "shared/examples/real/grand-debat-transition-25"
    "/transition_25.webform.csv.gz",
}
# What says which code made a release, and when it was frozen.
GIT = shutil.which("git") or "git"
OF_THE_CODE = ("fingerprint", "code")


def tree_of(version: str, folder: Path) -> Path:
    """The files of a version: the folder itself, or what git has of a revision."""
    if Path(version).is_dir():
        return Path(version).resolve()
    asked = [GIT, "archive", version]
    archive = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def command(tree: Path, work: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A version's own command, finished, its messages kept."""
    text = (tree / "pyproject.toml").read_text(encoding="utf-8")
    module, _, function = tomllib.loads(text)["project"]["scripts"]["faire-masse"].partition(":")
    return subprocess.run(
        [sys.executable, "-c", f"import sys, {module} as m; sys.exit(m.{function}())"]
        + [str(argument) for argument in arguments],
        cwd=work,
        env=os.environ | {"PYTHONPATH": str(tree), "FAIRE_MASSE_KEY_FILE": str(REFERENCE_KEY)},
        capture_output=True,
        text=True,
        check=False,
    )


def prepare(tree: Path, work: Path) -> None:
    """The inbox of the first run and the form files, as the earlier version drafts them."""
    work.mkdir()
    for form_id, names in FIRST_DROPS.items():
        drop(work, form_id, names)
        (work / "forms").mkdir(exist_ok=True)
        shutil.copyfile(BUNDLED, work / "forms" / f"{form_id}.toml")
    lay_small_form(work)
    for form_id, path in REAL.items():
        if path.exists():
            draft_form(tree, work, form_id, f"{form_id}.csv", gzip.decompress(path.read_bytes()))
    for tool, name in tool_files.FILES.items():
        draft_form(tree, work, f"outil-{tool}", name, (tool_files.TOOLS / name).read_bytes())


def lay_small_form(work: Path) -> None:
    """A form with every kind of question, all of whose texts may leave at once."""
    chosen = ("Oui, en mon nom", "Oui, au nom du collectif", "Oui, sans nom", "Non")
    rows = [
        row(sid, Envoi=chosen[sid % 4], Texte=f"Réponse {sid} à 0{sid}12345678.", En_ville="Pour",
            Courriel=f"personne{sid % 9}@example.org", Combien=str(sid), Code_postal="13001")
        for sid in range(1, 13)
    ]  # fmt: skip
    inbox = work / "inbox" / "petit"
    inbox.mkdir(parents=True)
    (inbox / "export.tsv").write_bytes(export(rows))
    form = f"{FORM}\n[review]\nrequired = false\n"
    (work / "forms" / "petit.toml").write_text(form, encoding="utf-8")


def draft_form(tree: Path, work: Path, form_id: str, name: str, content: bytes) -> None:
    """An export is in an inbox of its own, under the form file that a version drafts for it."""
    exported = work / "inbox" / form_id / name
    exported.parent.mkdir()
    exported.write_bytes(content)
    draft = command(tree, work, "propose", exported, "--form-id", form_id)
    (work / "forms" / f"{form_id}.toml").write_text(draft.stdout, encoding="utf-8")


def drop(work: Path, form_id: str, names: tuple[str, ...]) -> None:
    """The exports are in the form's inbox."""
    inbox = work / "inbox" / form_id
    inbox.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy2(FRAMAFORMS / name, inbox / name)


def publish(tree: Path, work: Path) -> str:
    """A version's two runs with a freeze between. Returns what they told people."""
    folders = ("--inbox", "inbox", "--data", "data", "--outputs", "outputs", "--forms", "forms")
    runs = [command(tree, work, "run", *folders)]
    told = (tree / "schemas" / "commands.toml").read_text(encoding="utf-8")
    flags = ("--project",) if "\nproject = " in told else ()
    runs.append(command(tree, work, "freeze", "vsa-gel", "--name", "envoi", *flags, *folders))
    drop(work, "vsa-gel", SECOND_DROP)
    runs.append(command(tree, work, "run", *folders))
    return "".join(run.stdout + run.stderr for run in runs)


def files_of(outputs: Path) -> dict[str, Path]:
    """What is published, by path."""
    found = (path for path in sorted(outputs.rglob("*")) if path.is_file())
    return {str(path.relative_to(outputs)): path for path in found}


def reads_the_same(one: Path, other: Path) -> bool:
    """Whether a reader finds the same in both files, of which none is missing."""
    if one.suffix == ".duckdb":
        return tables_are_equal(one, other)
    left, right = one.read_bytes(), other.read_bytes()
    if left == right:
        return True
    read = READERS.get(one.name) or READERS.get(one.suffix)
    return read is not None and read(left) == read(right)


def read_manifest(content: bytes) -> object:
    """A manifest without what says which code made the release, and of which bytes."""
    manifest = json.loads(content)
    for part in (manifest, manifest["inputs"]):
        for name in OF_THE_CODE:
            part.pop(name, None)
    for frozen in manifest["inputs"].get("frozen", []):
        frozen.pop()  # its fingerprint
    return manifest | {"files": sorted(file["path"] for file in manifest["files"])}


def read_sums(content: bytes) -> list[str]:
    """The names that a list of checksums names. The files themselves are compared."""
    return [line.partition("  ")[2] for line in content.decode().splitlines()]


def read_workbook(content: bytes) -> list[object]:
    """Each sheet: its cells and what they look like, widths, merged cells, what stands still."""
    parts = read_archive(content)
    drawn = ("xl/charts/", "xl/drawings/")
    told: list[object] = [{name: part for name, part in parts.items() if name.startswith(drawn)}]
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        told += [sheet.title, sheet.freeze_panes, sorted(map(str, sheet.merged_cells.ranges))]
        told.append({name: column.width for name, column in sheet.column_dimensions.items()})
        for cell in (cell for cells in sheet.iter_rows() for cell in cells):
            looks = (cell.font, cell.fill, cell.alignment, cell.border)
            told.append([cell.coordinate, cell.value, cell.number_format, *map(repr, looks)])
    return told


def read_pdf(content: bytes) -> tuple[str, str]:
    """The text as it is copied, and the tags that a screen reader follows."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        asked = (["pdftotext", "-layout", file.name, "-"], ["pdfinfo", "-struct-text", file.name])
        text, tags = (
            subprocess.run(words, capture_output=True, check=True).stdout.decode(errors="replace")
            for words in asked
        )
    return text, tags


def read_archive(content: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


READERS: dict[str, Callable[[bytes], object]] = {
    "manifest.json": read_manifest,
    "SHA256SUMS": read_sums,
    "gel.json": lambda _: None,  # when it was frozen, and the checksum of the list
    ".xlsx": read_workbook,
    ".pdf": read_pdf,
    ".docx": read_archive,
    ".zip": read_archive,
}


def tables_are_equal(one: Path, other: Path) -> bool:
    """Whether two databases have the same tables, columns and rows, however often."""
    listed = (
        "select schema_name, table_name, column_name, data_type from duckdb_columns()"
        " where database_name = $name and not internal order by all"
    )
    with closing(duckdb.connect()) as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        left, right = (
            connection.execute(listed, {"name": name}).fetchall() for name in ("one", "other")
        )
        tables = dict.fromkeys(f'"{schema}"."{table}"' for schema, table, _, _ in left)
        return left == right and not any(
            connection.execute(f"from {a}.{table} except all from {b}.{table} limit 1").fetchall()
            for table in tables
            for a, b in (("one", "other"), ("other", "one"))
        )


def main() -> int:
    """Publishes with both versions and tells what differs."""
    with tempfile.TemporaryDirectory(prefix="faire-masse-same-bytes-") as name:
        folder = Path(name)
        before = tree_of(sys.argv[1], folder / "tree-before")
        after = tree_of(sys.argv[2] if len(sys.argv) > 2 else str(ROOT), folder / "tree-after")
        prepare(before, folder / "before")
        shutil.copytree(folder / "before", folder / "after")
        messages = [publish(before, folder / "before"), publish(after, folder / "after")]
        first, second = (files_of(folder / side / "outputs") for side in ("before", "after"))
        missing = sorted(first.keys() ^ second.keys())
        both = sorted(first.keys() & second.keys())
        different = [path for path in both if not reads_the_same(first[path], second[path])]
    print("What the runs said:", *unified_diff(*(text.splitlines() for text in messages)), sep="\n")
    print(f"{len(first)} files before, {len(second)} after")
    print(f"{len(missing)} in one only:", *missing)
    print(f"{len(different)} that read otherwise:", *different)
    return 1 if missing or different or not first else 0


if __name__ == "__main__":
    sys.exit(main())
