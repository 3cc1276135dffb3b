"""« Citations »: passages are chosen on the sheet and checked against its text; how many of how
many texts stands above, and what no longer holds is told."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultation.decisions.sheets import TO_QUOTE
from consultation.organisation.coding_pages import GRID, coding_sheet
from consultation.organisation.counts_above import quoted_counts
from consultation.organisation.review_sheets import review_sheet
from consultation.tables.as_xlsx import write_workbook
from consultation.tables.model import Workbook
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.tables.publications import (
    publications_of,
    sheets_of_tables,
    tables_of,
)
from tests.cases.given_back import READ_ALL, at, execute_in, rows_of, write
from tests.cases.runs import Run
from tests.cases.small import row, small_run

LONG = "=On nous filme partout. Même à l’école,\n et de près. Personne ne l’a demandé."
ROWS = (
    row(1, Envoi="Oui, sans nom", Nom="Ana Invent", Texte=LONG),
    row(2, Envoi="Oui, en mon nom", Nom="Bo Invent", Texte="Avec cet argent, rouvrez la crèche."),
    row(3, Envoi="Oui, sans nom", Texte="Je me sens mieux avec ces caméras."),
    row(4, Envoi="Non", Texte="Que ceci reste entre nous, merci."),
)
WITHDRAWAL = """
insert into raw.withdrawals by name
select 'read' as file_id, 'Retraits' as sheet, 1 as sheet_row, 'submission' as identifier_kind,
    'petit:3' as identifier, 'withdraw' as request, timestamp '2022-03-01' as decided_at
"""
# Two themes in every text, one in none; the database was made before quotes had theirs.
CODED = (
    """
    insert into raw.themes by name
    select 'read' as file_id, 'Grille' as sheet, position as sheet_row, theme_id, position, title,
        [] as question_ids, timestamp '2022-03-01' as decided_at
    from (
        values ('cout', 1, 'Coût ; prix'), ('ecole', 2, 'École'), ('autre', 3, 'Autre')
    ) as themes (theme_id, position, title)
    """,
    """
    insert into raw.codes by name
    select 'read' as file_id, 'Codage A' as sheet, sample_rank as sheet_row, 'A' as coder,
        question_id, text_digest, ['cout', 'ecole'] as theme_ids, false as is_quotable,
        false as is_cancelled, timestamp '2022-03-01' as decided_at, theme_ids as asked_ids,
        false as is_read_again
    from coding.units
    """,
)
CUT = "On nous filme partout. […] Personne ne l’a demandé."
UNDER = {"theme": "École"}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    """Three texts that leave, all of them read again."""
    run = small_run(tmp_path_factory.mktemp("quotes"), *ROWS)
    run.build()
    run.folders.outputs.mkdir()
    execute_in(run, *READ_ALL, *CODED)
    run.build()
    return run


def sheet(run: Run):
    """The sheet as it is published, in a workbook of its own."""
    path = run.inbox.parent / "citations.xlsx"
    with open_database(run.folders.database(run.form_id)) as connection:
        tables = tables_of(connection)
        shown = publications_of(tables, "publications.a_coder")
        counts = quoted_counts(sheets_of_tables(tables, "synthese")["couverture"])
        page = review_sheet(TO_QUOTE, "citations", TO_QUOTE.title, shown["citations"], counts)
        when = dt.datetime(2022, 3, 2)  # noqa: DTZ001
        grid = coding_sheet(GRID, "Grille", shown[GRID], ())
        write_workbook(path, Workbook("Citations", "", when, "", (grid, page)))
    return path, counts


def give_back(run: Run, name: str, hour: int, **filled: dict[str, object]) -> Path:
    """Rows are filled, by submission, and the workbook saved at that hour is in the inbox."""
    path, _ = sheet(run)
    workbook = load_workbook(path)
    for line in rows_of(workbook[TO_QUOTE.title]):
        sid = str(line["Soumissions"].value).partition(":")[2]
        for column, value in filled.get(f"of_{sid}", {}).items():
            line[getattr(TO_QUOTE.columns, column)].value = value
    saved = dt.datetime(2022, 3, 3, hour)  # noqa: DTZ001
    return write(at(workbook, saved), run.inbox / name)


def chosen(run: Run) -> dict[str, tuple[str, str]]:
    """What is quoted and who signs it, by submission."""
    rows = run.query("select submission_id, quote_text, attribution from quotes.chosen")
    return {submission_id: (text, signed) for submission_id, text, signed in rows}


def told_rows(run: Run) -> list[dict[str, object]]:
    """What the sheet shows."""
    shown = load_workbook(sheet(run)[0])[TO_QUOTE.title]
    return [{name: cell.value for name, cell in line.items()} for line in rows_of(shown)]


def lost(run: Run) -> list[tuple[str, int]]:
    """The task about quotes that no longer hold."""
    tasks = run.query("from publications.a_decider__a_faire")
    return [(task, count) for task, count, _ in tasks if task.startswith("Citations")]


@pytest.mark.slow
def test_passages_are_quoted_and_signed_until_their_author_withdraws_or_people_think_again(run):
    whole = {"choice": "citer"}
    assert sheet(run)[1] == ()
    give_back(run, "a.xlsx", 1, of_1=whole | {"passage": CUT} | UNDER, of_2=whole, of_3=whole)

    assert run.build() == []
    assert chosen(run) == {
        "petit:1": (CUT, "sans nom"),
        "petit:2": ("Avec cet argent, rouvrez la crèche.", "Bo Invent"),
        "petit:3": ("Je me sens mieux avec ces caméras.", "sans nom"),
    }
    measured = run.query("select question_id, quote_count, text_count from quotes.coverage")
    assert set(measured) == {("texte", 3, 3), (None, 3, 3)}
    (told,) = sheet(run)[1]
    assert "3 citations, parmi 3 textes" in told
    assert lost(run) == []

    other = {"choice": "Citer", "passage": "On nous filme partout"} | UNDER
    give_back(run, "b.xlsx", 2, of_1=other, of_2={"choice": "ne pas citer"})
    reference = run.query("select reference from quotes.chosen where submission_id = 'petit:3'")
    execute_in(run, WITHDRAWAL)

    assert run.build() == []
    assert chosen(run) == {"petit:1": ("On nous filme partout", "sans nom")}
    ((task, count),) = lost(run)
    assert (count, reference[0][0] in task) == (1, True)
    told = "select quote_count, names from notices.counted where notice = 'lost_quotes'"
    assert run.query(told) == [(1, [reference[0][0]])]
    # Why is told in the sheet, without a word of who withdrew; « ne pas citer » there ends it.
    (line,) = (line for line in told_rows(run) if line["Soumissions"] == "petit:3")
    assert line["Où en est-on"].startswith("Plus cité")
    assert not any("mieux avec ces" in str(cell) for cell in line.values())
    give_back(run, "c.xlsx", 3, of_3={"choice": "ne pas citer"})
    assert run.build() == []
    assert lost(run) == []
    assert "petit:3" not in {line["Soumissions"] for line in told_rows(run)}
