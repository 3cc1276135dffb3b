"""What a pack tells of the cells of public tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consultation.errors import OrganiserError
from consultation.forms.form import read_form
from consultation.protection.counts import SentCounts
from consultation.public.cells import EVERYBODY, CellName
from consultation.public.counted_rows import Counted, counted_rows
from consultation.public.counting import counts_of
from consultation.public.sent_counts import rows_beside_packs, sent_counts
from consultation.warehouse.build.publications import tables_of
from consultation.warehouse.store.connection import open_database
from tests.cases.public_forms import PUBLIC_FORM
from tests.cases.runs import Run
from tests.cases.small import row, small_run

SENT = "Oui, sans nom"
ROWS = [
    row(1, **{"Prix, coût": "X", "Bruit": "X"}, Qui="Citoyen·ne", Mode="Vélo", Envoi="Non"),
    row(2, **{"Prix, coût": "X"}, Qui="Citoyen·ne", Mode="Train", Envoi=SENT),
    row(3, Bruit="X", Qui="Association", Code_postal="13001", Envoi="Oui, au nom du collectif"),
    row(4, Mode="Vélo", Envoi=SENT, at="01/03/2022 - 10:00"),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    made = small_run(tmp_path_factory.mktemp("sent"), *ROWS, form=PUBLIC_FORM)
    made.publish(with_pack=True)
    return made


@pytest.fixture(scope="module")
def counted(run) -> Counted:
    with open_database(run.folders.database(run.form_id)) as connection:
        return counted_rows(tables_of(connection))


def read(run: Run, counted: Counted, pack: Path) -> SentCounts:
    kept, form = rows_beside_packs(counted), read_form(run.form_file)
    return sent_counts(pack, kept, counts_of(kept, form), form)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        (CellName(), 3),
        (CellName(group="category", member="citoyen"), 1),
        (CellName(group="category", member="none"), 1),
        (CellName(group="week", member="2022-02-28"), 1),
        (CellName("mode", state="answered"), 2),
        (CellName("mode", state="unanswered"), 1),
        (CellName("mode", state="chosen", option="autre"), 0),
        (CellName("mode", state="chosen", option="velo", group="category", member="none"), 1),
        # Somebody who is not in the pack ticked two: none of those in it did.
        (CellName("raisons", state="unchosen", option="prix"), 1),
        (CellName("raisons", state="beyond"), 0),
    ],
)
def test_each_cell_is_of_those_in_the_pack(run, counted, name, count):
    assert read(run, counted, run.release / "soumission").persons[str(name)] == count


def test_places_are_not_told_and_few_who_are_not_in_it_only_nearly(run, counted):
    sent = read(run, counted, run.release / "soumission")

    assert not any("departement" in cell for cell in sent.persons)
    assert sent.taking_part == (4, 13)
    assert sent.last_week == "2022-02-28"
    assert sent.known_ranges(EVERYBODY)[1] == {EVERYBODY: (4, 13)}


def test_a_pack_that_cannot_be_read_stops_the_release(run, counted, tmp_path):
    pack = tmp_path / "petit.depot" / "soumission"
    shutil.copytree(run.release / "soumission", pack)
    (pack / "statistiques" / "cross_tabs.csv").unlink()

    with pytest.raises(OrganiserError) as stopped:
        read(run, counted, pack)

    assert stopped.value.code == "frozen_damaged"
