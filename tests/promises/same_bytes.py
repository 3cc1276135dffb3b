"""Whether two versions of the program publish the same bytes: `python -m tests.promises.same_bytes
BEFORE [AFTER]`, each a git revision or a folder (AFTER: this tree).

Published by each, with one key and the form files of BEFORE: the bundled example; the compact
export with keys and the Excel one of the same consultation; the real answers of tests/cases, under
a form file that BEFORE drafts; and a release that is frozen, then followed by one with an addendum.
Every file must be the same but for what tells the code apart: the version and the fingerprint in a
manifest, and its checksum in the SHA256SUMS beside it. Of a database, the digest of its content in
the manifest stands for its bytes. Exit code 1, and the names, where something differs.
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
from difflib import unified_diff
from pathlib import Path

from tests.cases.places import BUNDLED, CASES, FRAMAFORMS, REFERENCE_KEY, ROOT

EXAMPLE = ("p1-01-defaut-tab.tsv", "p2-01-defaut-nouvelles.tsv", "p2-02-defaut-tab.tsv")
FIRST_DROPS = {
    "vsa-2022": EXAMPLE,
    "vsa-autres": ("p1-10-tab-compact-entetes-cles.tsv", "p1-30-excel.xlsx"),
    "vsa-gel": EXAMPLE[:1],
}
SECOND_DROP = EXAMPLE[1:]
REAL = CASES / "grand-debat" / "idees.webform.csv.gz"
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
    real = work / "inbox" / "idees" / "idees.csv"
    real.parent.mkdir()
    real.write_bytes(gzip.decompress(REAL.read_bytes()))
    draft = command(tree, work, "propose", real, "--form-id", "idees")
    (work / "forms" / "idees.toml").write_text(draft.stdout, encoding="utf-8")


def drop(work: Path, form_id: str, names: tuple[str, ...]) -> None:
    """The exports are in the form's inbox."""
    inbox = work / "inbox" / form_id
    inbox.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy2(FRAMAFORMS / name, inbox / name)


def publish(tree: Path, work: Path) -> str:
    """A version's two runs with a freeze between; returns what they told people."""
    folders = ("--inbox", "inbox", "--data", "data", "--outputs", "outputs", "--forms", "forms")
    runs = [command(tree, work, "run", *folders)]
    told = (tree / "schemas" / "commands.toml").read_text(encoding="utf-8")
    flags = ("--project",) if "\nproject = " in told else ()
    runs.append(command(tree, work, "freeze", "vsa-gel", "--name", "envoi", *flags, *folders))
    drop(work, "vsa-gel", SECOND_DROP)
    runs.append(command(tree, work, "run", *folders))
    return "".join(run.stdout + run.stderr for run in runs)


def contents_of(outputs: Path) -> dict[str, bytes]:
    """What is published, by path, without what tells the code apart."""
    return {
        str(path.relative_to(outputs)): _comparable(path)
        for path in sorted(outputs.rglob("*"))
        if path.is_file() and path.suffix != ".duckdb"
    }


def _comparable(path: Path) -> bytes:
    if path.name == "manifest.json":
        manifest = json.loads(path.read_bytes())
        databases = [file for file in manifest["files"] if file["path"].endswith(".duckdb")]
        for part in (manifest, manifest["inputs"]):
            for name in OF_THE_CODE:
                part.pop(name, None)
        for frozen in manifest["inputs"].get("frozen", []):
            frozen.pop()  # its fingerprint
        for file in databases:
            file.pop("sha256"), file.pop("size")
        return json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    if path.name == "gel.json":
        return b""  # when it was frozen, and the checksum of the list below
    if path.name == "SHA256SUMS":
        kept = path.read_text(encoding="utf-8").splitlines()
        return "\n".join(line for line in kept if not line.endswith((".json", ".duckdb"))).encode()
    return path.read_bytes()


def main() -> int:
    """Publishes with both versions and tells what differs."""
    with tempfile.TemporaryDirectory(prefix="faire-masse-same-bytes-") as name:
        folder = Path(name)
        before = tree_of(sys.argv[1], folder / "tree-before")
        after = tree_of(sys.argv[2] if len(sys.argv) > 2 else str(ROOT), folder / "tree-after")
        prepare(before, folder / "before")
        shutil.copytree(folder / "before", folder / "after")
        messages = [publish(before, folder / "before"), publish(after, folder / "after")]
        first, second = (contents_of(folder / side / "outputs") for side in ("before", "after"))
    different = sorted(
        path for path in first.keys() | second.keys() if first.get(path) != second.get(path)
    )
    print("What the runs said:", *unified_diff(*(text.splitlines() for text in messages)), sep="\n")
    print(f"{len(first)} files before, {len(second)} after, {len(different)} differ", *different)
    return 1 if different or not first else 0


if __name__ == "__main__":
    sys.exit(main())
