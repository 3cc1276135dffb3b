"""Workbooks for tests of `consultation.tables`: one with one of everything, and small ones."""

# ruff: noqa: DTZ001 - cells of spreadsheets have no time zone

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl

from consultation.tables.as_xlsx import write_workbook
from consultation.tables.model import (
    Chart,
    Column,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
    Shape,
    Sheet,
    Table,
    Workbook,
)

DATE = datetime(2022, 3, 10, 12)
CHOICES = ("Très opposé·e", "Plutôt opposé·e", "Sans avis", "Plutôt favorable", "Très favorable")


def example() -> Workbook:
    """A page, sheets of every kind of column, charts of every shape, an empty table."""
    return Workbook(
        title="Consultation & essai",
        subject="Synthèse interne",
        date=DATE,
        whole_in="la base",
        sheets=(home(), questions(), participation(), texts(), rejections()),
    )


def home() -> Page:
    """The page that the other sheets link back to."""
    tasks = (
        ("Réponses identiques", "9 en trop", "Textes"),
        ("Textes à relire", 292, "Textes"),
        ("Pièces jointes à récupérer", 6),
        ("Part relue", None, None),
    )
    return Page(
        "Lisez-moi",
        (
            Paragraph("Ne pas transmettre ce classeur.", strong=True),
            KeyValueRows(tasks, headings=("Ce qui vous reste à faire", "À traiter", "Feuille")),
            Heading("Comment lire un chiffre"),
            Paragraph("=1+1 n'est pas une formule.\nDeuxième ligne."),
        ),
    )


def questions(items: int = 6) -> Sheet:
    """Blocks of five rows, each with its chart."""
    rows = [
        (f"Usage {item}", choice, 100 * item + rank, (rank + 1) / 7)
        for item in range(items)
        for rank, choice in enumerate(CHOICES)
    ]
    charts = tuple(
        Chart(title=f"Usage {item}", alt_text=f'Barres de « Usage {item} » & "parts"',
              first_row=5 * item, last_row=5 * item + 4, label_column="Choix", value_column="Part")
        for item in range(items)
    )  # fmt: skip
    kinds = {"Usage": Kind.TEXT, "Choix": Kind.TEXT, "Réponses": Kind.INTEGER, "Part": Kind.SHARE}
    columns = tuple(Column(*each) for each in kinds.items())
    intro = ("Une ligne par choix.", "La part se lit sur les réponses à cette question. " * 5)
    return Sheet("Questions", intro, Table("questions", columns, rows, charts, len(rows)))


def participation() -> Sheet:
    """One block, with its chart."""
    first = date(2022, 2, 15)
    rows = [(first + timedelta(days=n), n % 7, n * 3, n / 3) for n in range(25)]
    each = Chart(
        title="Contributions par jour", alt_text="Colonnes.", first_row=0, last_row=24,
        label_column="Jour", value_column="Contributions", shape=Shape.COLUMNS,
    )  # fmt: skip
    columns = (
        *(Column("Jour", Kind.DATE), Column("Contributions", Kind.INTEGER)),
        *(Column("Cumul", Kind.INTEGER), Column("Poids", Kind.DECIMAL)),
    )
    return Sheet("Participation", (), Table("participation", columns, rows, (each,)))


def texts() -> Sheet:
    """Every kind of column, empty cells, a long text."""
    columns = (
        *(Column("Texte", Kind.TEXT), Column("Reçue le", Kind.DATETIME)),
        *(Column("Heure", Kind.TIME), Column("Part", Kind.SHARE), Column("Poids", Kind.DECIMAL)),
        Column("Voir", Kind.LINK, width=14),
    )
    received = datetime(2022, 3, 11, 23, 59)
    rows = [
        ("Une ligne.\nUne autre.", received, time(14, 5), 0.123, 1234.5, "Questions"),
        ('=HYPERLINK("http://example.org")', None, None, None, None, None),
        ("Je refuse que mon corps devienne un code-barres. " * 100, received, None, 1, 0, "Textes"),
    ]
    return Sheet("Textes", ("Les textes tels quels.",), Table("textes", columns, iter(rows)))


def rejections() -> Sheet:
    """A table without any row."""
    columns = (Column("Fichier", Kind.TEXT), Column("Ligne", Kind.INTEGER))
    return Sheet("Rejets", ("Rien n'a été rejeté.",), Table("rejets", columns, []))


def workbook_of(*sheets: Sheet | Page) -> Workbook:
    return Workbook("Essai", "Essai", DATE, "la base", sheets)


def sheet_of(rows, *kinds: Kind, title: str = "Feuille", **table) -> Sheet:
    columns = tuple(Column(f"Colonne {n}", kind) for n, kind in enumerate(kinds))
    return Sheet(title, (), Table("table_1", columns, rows, **table))


def written(folder: Path, *sheets: Sheet | Page) -> Path:
    path = folder / "classeur.xlsx"
    write_workbook(path, workbook_of(*sheets))
    return path


def column_read(path: Path) -> list[object]:
    """The first column of the first sheet, below a title and a header."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=3, max_col=1, values_only=True)]
