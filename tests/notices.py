"""What is said beside the counts of odd exports, in tests/cases/said/avis.txt.

`python -m tests.notices` writes it again: read what changed before you commit it, as an organiser
would. tests/rooms/notices/test_notices.py compares it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from tests.cases.given_back import CHOICE, TITLES, asked, sheet
from tests.cases.places import ROOT
from tests.cases.runs import Run, tables_of_notices
from tests.cases.small import COLUMNS, FORM, export, row, small_run
from tests.cases.webform import LABELS, delimited, header

WRITTEN = ROOT / "tests" / "cases" / "said" / "avis.txt"
TYPED = "ce que quelqu'un a écrit"
DESTROYED = ["La libertÃ© d'aller et venir", "La libert�", "J'ai d??j?? dit non", "l’id?e"]
SOUND = [
    "Pourquoi ? Qui ?? https://example.org/page?id=2",
    "Ça coûte 12 €, où est l’intérêt ? À Âge égal, Ô…",
]
SPOILT = [
    *("#NOM?", "#NOM\u00a0?", "#VALEUR!", "Err:509"),
    *("é" * 32_767, "🌳" + "é" * 32_765),
    *("12-mars", "mars-22", "3-Dec"),
    *("le 12 mars", "#NOM? partout", "é" * 32_768, "12-13", "Mars"),
]


def own(*names: str, title: str = "Petit formulaire") -> list[list[str]]:
    """The header of an export with these of Framaforms' own columns."""
    return header(COLUMNS, submission=list(names), title=title)


def rows_with(*names: str, sid: int = 1, **cells: str) -> list[str]:
    """A row with these of Framaforms' own columns."""
    whole = row(sid, **cells)
    return [*(whole[LABELS.index(name)] for name in names), *whole[len(LABELS) :]]


def understood(folder: Path) -> Run:
    """Of a column nine in ten are dates."""
    dates = ["bientôt", *["11/03/2022"] * 9]
    return small_run(folder, *(row(sid, Quand=one) for sid, one in enumerate(dates, start=1)))


def odd(folder: Path) -> Run:
    """Another title, choices and dates that nobody knows, more rows than expected."""
    run = small_run(folder, form=FORM + "\n[expected]\nsubmissions = { max = 1 }\n")
    rows = [
        row(1, Mode="Velo", Envoi=TYPED, Quand="bientôt"),
        row(2, Mode="Velos", Quand="bientôt"),
        row(3, Mode=TYPED, En_ville="Pou", Quand="bientôt", draft="1"),
    ]
    run.write("export.tsv", delimited([*own(*LABELS, title="Grand formulaire"), *rows]))
    return run


def without_consent(folder: Path) -> Run:
    """Of a form that asks for no consent."""
    consent = FORM[FORM.index("[consent]") : FORM.index("[category]")]
    form = FORM.replace(consent, "").replace('["source"]', '["source", "Envoi"]')
    return small_run(folder, row(1), form=form)


def unconfirmed(folder: Path) -> Run:
    """Nobody said of two questions whether their answers leave."""
    form = FORM
    for line in ("families = false\n", 'headers = ["Quand"]\n'):
        form = form.replace(f'{line}audience = "all"\n', line)
    return small_run(folder, row(1, Envoi="Oui, sans nom"), form=form)


def destroyed_accents(folder: Path) -> Run:
    """Accents that were lost on the way, a way a file; then two files that are sound."""
    run = small_run(folder)
    for place, text in enumerate([*DESTROYED, *SOUND]):
        sids = range(3 * place + 1, 3 * place + 4)
        run.write(f"{place}.tsv", export([row(sid, Suite=text) for sid in sids]))
    return run


def spoilt_by_a_spreadsheet(folder: Path) -> Run:
    """Errors, cells that were cut, texts that became dates; then texts that look like it."""
    return small_run(folder, *(row(sid, Suite=text) for sid, text in enumerate(SPOILT, start=1)))


def without_draft_marks(folder: Path) -> Run:
    """Neither a mark nor the time of completion."""
    return _of(folder, "SID", "Heure de soumission", "Heure de modification")


def without_sids(folder: Path) -> Run:
    """None of Framaforms' own columns."""
    return _of(folder)


def assumed_dates(folder: Path) -> Run:
    """No time says whether the day or the month is written first."""
    return _of(folder, "SID", "Brouillon", Quand="03/04/2022")


def _of(folder: Path, *names: str, **cells: str) -> Run:
    run = small_run(folder)
    run.write("export.tsv", delimited([*own(*names), rows_with(*names, **cells)]))
    return run


def lacking_columns(folder: Path) -> Run:
    """Two declared questions are not in the export."""
    run = small_run(folder)
    columns = [column for column in COLUMNS if column[1] not in ("Suite", "Quand")]
    places = [at for at, (_, label) in enumerate(COLUMNS) if label in ("Suite", "Quand")]
    cells = [cell for at, cell in enumerate(row(1)) if at - len(LABELS) not in places]
    run.write("export.tsv", delimited([*header(columns, title="Petit formulaire"), cells]))
    return run


def wrongly_filled(folder: Path) -> Run:
    """A workbook with a wrong row beside a sound one, and one without a column that is needed."""
    run = small_run(folder, row(1), row(2), row(3))
    given = [
        asked("petit:1", "petit:2", choice="même personne"),
        asked("petit:1", "petit:3", choice="peut-être"),
    ]
    without_choice = [title for title in TITLES if title != CHOICE]
    for name, titles in (("une-ligne.xlsx", TITLES), ("sans-choix.xlsx", without_choice)):
        workbook = Workbook()
        workbook.active.title = "À vérifier"
        sheet(workbook.active, given, titles)
        workbook.save(run.inbox / name)
    return run


WORLDS: tuple[Callable[[Path], Run], ...] = (
    *(understood, odd, without_consent, unconfirmed, destroyed_accents, spoilt_by_a_spreadsheet),
    *(without_draft_marks, without_sids, assumed_dates, lacking_columns, wrongly_filled),
)


def lines_of(world: Callable[[Path], Run]) -> list[str]:
    """The notices of an export, and why its pack is a PROJET."""
    with tempfile.TemporaryDirectory() as folder:
        run = world(Path(folder))
        run.build(*tables_of_notices())
        title = f"## {world.__name__.replace('_', ' ')}"
        notices = [f"- {notice}" for notice in run.notices()]
        return [title, *notices, *(f"PROJET: {reason}" for reason in run.reasons())]


def reviewed() -> dict[str, list[str]]:
    """What was reviewed, by its title."""
    parts = WRITTEN.read_text("utf-8").strip("\n").split("\n\n")
    return {part.partition("\n")[0]: part.split("\n") for part in parts}


if __name__ == "__main__":
    WRITTEN.write_text("\n\n".join("\n".join(lines_of(one)) for one in WORLDS) + "\n", "utf-8")
