"""A pack of six contributions, for the tests of what is written into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import load_workbook

from consultation.warehouse.store.connection import Connection
from tests.cases.sent_contributions import answer, consenting, sent

LETTER = (
    "Madame, Monsieur, habitant de {town}, je refuse que des caméras automatisées suivent chacun"
    " de mes gestes dans la rue, et je demande leur retrait immédiat de toutes les places, un débat"
    " public avant tout nouvel achat, et la publication des marchés déjà passés par la commune."
)

OWN = (
    "La nuit la lampe clignote sous ma fenêtre et personne ne vient jamais la réparer malgré nos"
    " appels répétés depuis le printemps dernier."
)

CONTRIBUTIONS = [
    # Monday 14 February 2022, 00:30 in Paris is Sunday in UTC.
    sent("AAAA-0001-0001", "own_name", name="Ana Lopès", category="citoyen", at="2022-02-13 23:30"),
    sent("AAAA-0001-0002", "own_name", name="=Zoé", at="2022-02-16 10:00"),
    sent("AAAA-0001-0003", "own_name", at="2022-02-16 10:00"),
    sent("AAAA-0001-0004", "anonymous", category="citoyen", at="2022-02-20 22:59"),
    sent("AAAA-0001-0005", "collective_name", name="Les Yeux ouverts", at="2022-03-01 09:00"),
    sent("AAAA-0001-0006", "anonymous", at="2022-02-20 23:01"),
]

ANSWERS = [
    answer("AAAA-0001-0001", "texte", text=LETTER.format(town="Lyon")),
    answer("AAAA-0001-0002", "texte", text=LETTER.format(town="Brest")),
    answer("AAAA-0001-0004", "texte", text=f"{LETTER.format(town='Lyon')} {OWN}"),
    answer("AAAA-0001-0005", "texte", text="Trop  de\ncaméras."),
    answer("AAAA-0001-0001", "mode", choice_id="velo"),
]

CLOSED = [
    answer("AAAA-0001-0001", "avis", item_id="ville", choice_id="contre"),
    answer("AAAA-0001-0002", "avis", item_id="ville", choice_id="pour"),
    answer("AAAA-0001-0004", "avis", item_id="ville", choice_id="contre"),
    answer("AAAA-0001-0005", "avis", item_id="ville", choice_id="pour"),
    answer("AAAA-0001-0004", "combien", number=12),
    answer("AAAA-0001-0004", "quand", date="2019-06-01"),
    answer("AAAA-0001-0004", "heure", text="08:30"),
]

REASON = "12 textes n’ont pas encore été relus."


@contextmanager
def world(
    folder: Path, contributions=CONTRIBUTIONS, answers=ANSWERS, **tables
) -> Iterator[tuple[Connection, Path]]:
    """A database of consenting contributions, and the pack's folder with their documents."""
    pack = folder / "soumission"
    (pack / "contributions").mkdir(parents=True)
    for each in contributions:
        document = pack / "contributions" / f"{each['reference']}.pdf"
        document.write_bytes(f"%PDF-1.7 {each['reference']}".encode())
    with consenting(folder, contributions, answers, **tables) as connection:
        yield connection, pack


def first_page(workbook: Path) -> str:
    """The text of the first sheet, a line a cell."""
    (sheet, *_) = load_workbook(workbook).worksheets
    return "\n".join(str(cell) for row in sheet.values for cell in row if cell is not None)
