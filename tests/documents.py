"""What the documents of a small pack say, to the letter, in tests/cases/documents/.

`python -m tests.documents` writes them again: read what changed before you commit it, as somebody
who receives it would. tests/rooms/packs/test_words.py compares them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from consultation.packs import annex, index
from consultation.packs.contribution.claims import DOCUMENT
from consultation.packs.contribution.named_values import values_of
from consultation.packs.contribution.stated_files import write_contribution, write_model, write_note
from consultation.packs.contribution_values import read_contributions, surroundings
from consultation.packs.pack import seal_pack
from consultation.packs.questionnaire import questionnaire_of
from tests.cases import small
from tests.cases.note import NO_TEXT, lines_of_note, note_of
from tests.cases.pack import ANSWERS, CLOSED, CONTRIBUTIONS, REASON, world
from tests.cases.places import ROOT
from tests.cases.sent_contributions import WITH_TOTALS, answer, sent
from tests.cases.typed_rows import form_of

WRITTEN = ROOT / "tests" / "cases" / "documents"
SHARED = "Cette rue est à nous, pas aux machines qui nous regardent passer tous les jours."
"""More words than a family needs, fewer than a letter has."""


def contribution(number: int, consent: str = "anonymous", **columns: object) -> dict[str, object]:
    return sent(f"AAAA-0001-{number:04}", consent, **columns)


def answered(of: int, question_id: str, **columns: object) -> dict[str, object]:
    return answer(f"AAAA-0001-{of:04}", question_id, **columns)


SENT = [
    *CONTRIBUTIONS,
    contribution(7, "collective_name", name="les yeux ouverts ", category="asso"),
    contribution(8, "collective_name"),
    contribution(9, category="asso", at="2022-03-01 09:00"),
    contribution(10, at=None),
]
GIVEN = [
    *ANSWERS,
    *CLOSED,
    *(answered(number, "texte", text=SHARED) for number in (6, 7, 9)),
    *(answered(number, "raisons", choice_id=choice) for number, choices in {
        1: ("prix", "bruit"), 2: ("prix",), 3: ("bruit", "autre"), 4: ("prix",), 8: ("autre",),
    }.items() for choice in choices),
    answered(3, "raisons", choice_id="autre", text="Le béton"),
    answered(9, "avis", item_id="ville", choice_id="contre"),
    answered(1, "avis", item_id="champs", choice_id="pour"),
    answered(9, "mode", choice_id="train"),
    answered(10, "combien", number=1234.5),
]  # fmt: skip
BESIDE: Mapping[str, list[dict[str, object]]] = {
    "form__form": [
        {**WITH_TOTALS[0], "organisation": "Les Yeux ouverts", "contact": "yeux@example.org",
         "sent_on": "2022-04-01"},
    ],
    "form__groups": [
        {"question_id": "raisons", "group_label": label, "choice_id": choice, "position": place}
        for place, label, choices in ((1, "Nuisances", ("prix", "bruit")), (2, "Reste", ("autre",)))
        for choice in choices
    ],
    "sending__reasons": [{"position": 1, "reason": REASON}],
    "sending__doubts": [{"submission_id": f"AAAA-0001-000{n}"} for n in (4, 6)],
    "sending__withheld_answers": [
        {"submission_id": "AAAA-0001-0003", "question_id": "texte"},
        {"submission_id": "AAAA-0001-0004", "question_id": "raisons", "reason": "unread"},
    ],
    "facts__draws": [
        {"draw": "reading", "population_count": 2626, "drawn_count": 300, "judged_count": 300,
         "found_count": 0, "is_finished": True, "left_count": 2326,
         "left_share": 24 / 2326, "most_share": 24 / 2626},
        {"draw": "recall", "population_count": 900, "drawn_count": 30, "judged_count": 27,
         "found_count": 1, "is_finished": True, "left_count": 873,
         "left_share": 140 / 873, "most_share": 141 / 900},
    ],
    "sending__totals": [
        {"total": total, "submission_count": count}
        for total, count in {
            "received": None, "sendable": 10, "rejected": 0, "draft": 11, "resend": 34,
            "vanished": None, "reflection_only": 50,
        }.items()
    ],
}  # fmt: skip


def documents(folder: Path) -> dict[str, str]:
    """The words of each document of the pack, by the name of its file."""
    with world(folder, SENT, GIVEN, **BESIDE) as (tables, pack):
        values = cache(partial(values_of, tables))
        claims = write_note(tables, pack, NO_TEXT, values)
        index.write_index(tables, pack)
        index.write_workbook_of_index(tables, pack)
        annex.write_tables(tables, pack)
        annex.write_annex(tables, pack)
        write_model(folder, values)
        write_contribution(tables, pack, NO_TEXT, claims, values)
        seal_pack(tables, pack)
        told = {
            "note": lines_of_note(note_of(tables)),
            "questionnaire": lines_of_note(questionnaire_of(tables, form_of(folder, small.FORM))),
            "documents": _shown(read_contributions(tables, surroundings(tables))),
            "contribution-collective": words(pack / DOCUMENT),
            "registre.csv": (pack / "registre.csv").read_text("utf-8").splitlines(),
            "contributions.csv": (pack / "contributions.csv").read_text("utf-8").splitlines(),
            "contributions.xlsx": _sheets(pack / "contributions.xlsx"),
            "annexe-statistique.xlsx": _sheets(pack / "annexe-statistique.xlsx"),
            "statistiques": [*_own_tables(pack / "statistiques")],
            "reponses.csv": (pack / "reponses.csv").read_text("utf-8").splitlines(),
            "verifier": (pack / "VERIFIER.txt").read_text("utf-8").splitlines(),
            "noms.csv": (folder / "organisation/modele/noms.csv").read_text("utf-8").splitlines(),
        }
        return {name: "".join(f"{line}\n" for line in lines) for name, lines in told.items()}


def _shown(values: Iterable[object], before: str = "") -> Iterator[str]:
    """The fields of what is typeset, except the empty fields."""
    for value in values:
        for name, held in vars(value).items():
            if name == "answers":
                yield from _shown(held, "  ")
            elif held:
                yield f"{before}{name}: {held}"
        yield ""


def _sheets(path: Path) -> Iterator[str]:
    for sheet in load_workbook(path).worksheets:
        yield f"## {sheet.title}"
        for row in sheet.values:
            if any(cell is not None for cell in row):
                yield " | ".join("" if cell is None else str(cell) for cell in row)
        yield ""


def _own_tables(folder: Path) -> Iterator[str]:
    """The files that the pack alone has: sql/16_pack/annex_files."""
    for select in sorted((ROOT / "sql/16_pack/annex_files").iterdir()):
        file = (folder / select.name).with_suffix(".csv")
        if file.exists():
            yield from (f"## {file.name}", *file.read_text("utf-8").splitlines(), "")


def words(path: Path) -> list[str]:
    """The paragraphs, and the cells of each row of the tables, in their order."""
    body = Document(str(path)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


if __name__ == "__main__":
    WRITTEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        for name, text in documents(Path(made)).items():
            (WRITTEN / f"{name}.txt").write_text(text, encoding="utf-8")
