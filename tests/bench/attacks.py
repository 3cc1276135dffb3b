"""Measures what one hostile text, or one hostile file, costs a whole run.

python tests/bench/attacks.py [NAME …]

Each attack is published in a fresh folder, beside an ordinary answer: the seconds and the memory
(of the largest process and of all together) are to be compared with those of `nothing`.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":  # run by its path: the repository is not on the path yet
    sys.path.insert(0, str(ROOT))

from tests.bench.watching import Watched, watch
from tests.cases.small import FORM_ID, export, row, small_run

SECONDS = 60
CHAPTER = (
    "Nous, habitantes et habitants du quartier, refusons que nos rues soient filmées ; écrivez à "
    "contact@example.org ou au 01 99 00 12 34, au 12 rue des Lilas. Ce point compte : {number}. "
)


def long_honest_text(characters: int) -> str:
    """What a collective pastes: many pages of prose, no two sentences the same."""
    return "\n".join(CHAPTER.format(number=n) for n in range(characters // len(CHAPTER)))


TEXTS: dict[str, Callable[[], list[str]]] = {
    "nothing": list,
    "200,000 honest characters": lambda: [long_honest_text(200_000)],
    "a million accents on one letter": lambda: ["e" + "\u0301" * 1_000_000],
    "30 accents on each letter": lambda: ["".join("e" + "\u0301" * 30 for _ in range(6_000))],
    "10 million characters": lambda: [long_honest_text(10_000_000)],
    "1 million characters": lambda: [long_honest_text(1_000_000)],
    "a word of a million letters": lambda: ["a" * 1_000_000],
    "a word of 100,000 letters": lambda: ["a" * 100_000],
    "200,000 lines": lambda: ["a\n" * 200_000],
    "100,000 lines": lambda: ["\n".join("abcdefghij"[: n % 9 + 1] for n in range(90_000))],
    "22,000 a@": lambda: ["a@ " * 22_000],
    "100,000 a@b.fr": lambda: ["a@b.fr " * 30_000],
    "a million digits": lambda: ["0" * 1_000_000],
    "200,000 digits": lambda: ["06 " * 66_000],
    "200,000 digits of IBAN": lambda: ["FR76 1234 5678 9012 " * 10_000],
    "emoji sequences": lambda: ["👩‍👩‍👧‍👦" * 28_000],
    "deep right to left": lambda: ["\u202e\u2067א" * 60_000],
    "deep isolates": lambda: ["\u2067" * 190_000 + "א"],
    "one shingle repeated": lambda: ["la la la " * 22_000] * 2,
    "one shingle repeated, one word apart": lambda: [
        "la la la " * 20_000 + f"fin {n} " for n in range(20)
    ],
    "20 long texts, near-identical": lambda: [
        long_honest_text(190_000) + f" et moi, {n}" for n in range(20)
    ],
    "identical in MinHash": lambda: [
        " ".join(f"mot{n}" for n in range(40)) + f" fin{m}" for m in range(3_000)
    ],
    "street names": lambda: ["12 rue de la de la de la de la " * 6_000],
    "brackets": lambda: ["(((((a" * 33_000],
    "arobase": lambda: [" at at at chez arobase " * 9_000],
    "many scripts": lambda: ["".join(map(chr, range(0x3400, 0x3400 + 60_000))).replace("\n", "")],
    "private and unassigned": lambda: ["".join(map(chr, range(0xE0000, 0xE0000 + 100_000)))],
}


def _with_sheet(rows: str, *, cells: str = "") -> bytes:
    """A workbook with this XML between the marks of its only sheet's rows."""
    from openpyxl import Workbook

    book = Workbook()
    for line in [*_header_rows()]:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = part.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            if name == "xl/sharedStrings.xml" and cells:
                part = part.replace(b"</sst>", cells.encode() + b"</sst>")
            new.writestr(name, part)
    return made.getvalue()


def _header_rows() -> list[list[str]]:
    from tests.cases.small import COLUMNS
    from tests.cases.webform import header

    return header(COLUMNS, title="Petit formulaire")


def _far_cells(count: int) -> str:
    return "".join(
        f'<row r="{n}"><c r="XFD{n}" t="inlineStr"><is><t>a</t></is></c></row>'
        for n in range(4, 4 + count)
    )


def _wide_rows(count: int, width: int) -> str:
    return f"<row>{'<c/>' * width}</row>" * count


FILES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "xlsx, a cell in the last column of 5,000 rows": lambda: (
        "large.xlsx", _with_sheet(_far_cells(5_000))),
    "xlsx, 1,000 rows of 16,000 empty cells": lambda: (
        "large.xlsx", _with_sheet(_wide_rows(1_000, 16_000))),
    "xlsx, a cell in the last row": lambda: (
        "haut.xlsx",
        _with_sheet('<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>a</t></is></c></row>'),
    ),
    "xlsx, million shared strings": lambda: (
        "sst.xlsx", _with_sheet("", cells="<si><t>a</t></si>" * 1_200_000 )),
    "csv of 100,000 columns": lambda: ("large.csv", _commas(100_000, 3)),
    "csv of 16,000 columns": lambda: ("large.csv", _commas(16_000, 2_000)),
    "csv, 500,000 rows of one cell": lambda: ("haut.csv", export([]) + b"1\t1\n" * 500_000),
    "csv, 5,000 rows of 16,000 cells": lambda: (
        "haut.csv", export([]) + (b"\t" * 16_000 + b"\n") * 5_000),
}  # fmt: skip


def _commas(columns: int, rows: int) -> bytes:
    names = ",".join(f'"q{n}"' for n in range(columns))
    return f"{names}\n".encode() + (b'"1"' + b',"1"' * (columns - 1) + b"\n") * rows


def attack(name: str, folder: Path) -> Watched:
    """What a run with the attack took."""
    texts = TEXTS[name]() if name in TEXTS else []
    answers = [
        row(n, Texte=text, Envoi="Oui, sans nom", Raisons="", Prix__coût="")
        if False
        else row(n, Texte=text, Envoi="Oui, sans nom", Bruit="X")
        for n, text in enumerate(["Je refuse d'être filmée en bas de chez moi.", *texts], start=1)
    ]
    run = small_run(folder, *answers)
    if name in FILES:
        run.write(*FILES[name]())
    return watch([sys.executable, "-m", "tests.bench.attacks", "--run", str(folder)], folder=ROOT, timeout=SECONDS)


def run_stages(folder: Path) -> None:
    import time
    from consultation import stages
    from consultation.settings import Folders
    from tests.cases.runs import Run
    from tests.cases.places import REFERENCE_KEY

    run = Run(Folders(*(folder / n for n in ("inbox", "data", "outputs", "forms")), key_file=REFERENCE_KEY), FORM_ID)
    from tests.bench.plain_run import _timed
    found = {"seconds": {}, "peaks": {}}
    with _timed("ingest", found):
        refused = run.ingest()
    try:
        with _timed("build", found):
            stages.build_tables(run.folders, run.form_id)
        with _timed("publish", found):
            run.release_as_it_is(with_pack=True)
    except BaseException as error:
        refused.append(error)
    print([f"{type(e).__name__} {getattr(e, 'code', '')} {getattr(e,'where','')}" for e in refused],
          {k: f"{s:.1f}s {found['peaks'].get(k, 0) / 2**20:.0f}M" for k, s in found["seconds"].items()})


def main(words: list[str]) -> None:
    if words[:1] == ["--run"]:
        return run_stages(Path(words[1]))
    for name in words or [*TEXTS, *FILES]:
        with tempfile.TemporaryDirectory(prefix="faire-masse-attack-") as folder:
            it = attack(name, Path(folder))
            print(f"{name:45} {it.exit_code} {it.seconds:6.1f}s  process {it.process_peak/2**20:6.0f}  tree {it.tree_peak/2**20:6.0f}  {it.output.strip()} {it.errors.strip()[-200:]}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
