"""What the protection is given: every count that a reader could compute, and how they add up."""

from __future__ import annotations

import pytest

from consultation.forms.form import read_form
from consultation.protection.counts import PublicCounts, PublicTable
from consultation.public.cells import EVERYBODY, CellName, cell_name_of
from consultation.public.counted_rows import counted_rows
from consultation.public.counting import counts_of
from consultation.public.shown_tables import shown_tables
from consultation.warehouse.build.publications import tables_of
from consultation.warehouse.store.connection import open_database
from tests.cases.public_forms import PUBLIC_FORM
from tests.cases.small import row, small_run

ROWS = [
    row(1, **{"Prix, coût": "X", "Bruit": "X"}, Qui="Citoyen·ne", Mode="Vélo", Envoi="Non"),
    row(2, **{"Prix, coût": "X"}, Qui="Citoyen·ne", Mode="Train", Envoi="Oui, sans nom"),
    row(3, Bruit="X", Qui="Association", Code_postal="13001", Envoi="Oui, sans nom"),
    row(4, Mode="Vélo", Envoi="Non"),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    made = small_run(tmp_path_factory.mktemp("counting"), *ROWS, form=PUBLIC_FORM)
    made.build()
    return made


@pytest.fixture(scope="module")
def counts(run):
    with open_database(run.folders.database(run.form_id)) as connection:
        return counts_of(counted_rows(tables_of(connection)), read_form(run.form_file))


def test_every_sum_adds_up(counts):
    assert counts.sums
    for one in counts.sums:
        assert counts.persons[one.whole] == sum(counts.persons[part] for part in one.parts), one


def test_each_printed_count_is_known_and_none_is_negative(counts):
    printed = {cell for cells in counts.tables.values() for cell in cells}

    assert printed <= counts.persons.keys()
    assert min(counts.persons.values()) == 0


@pytest.mark.parametrize(
    ("name", "count"),
    [
        (CellName(), 4),
        (CellName("raisons", state="answered"), 3),
        (CellName("raisons", state="unanswered"), 1),
        (CellName("raisons", state="chosen", option="prix"), 2),
        (CellName("raisons", state="unchosen", option="prix"), 1),
        (CellName("raisons", state="beyond"), 1),  # one person ticked two
        (CellName("raisons", state="chosen", option="bruit", rule="consenting"), 1),
        (CellName("raisons", state="chosen", option="bruit", rule="not-consenting"), 1),
        (CellName("mode", state="answered", group="category", member="citoyen"), 2),
        (CellName("mode", state="answered", group="category", member="none"), 1),
        (CellName("mode", state="unanswered", group="category", member="association"), 1),
        (CellName(group="departement", member="13"), 1),
        (CellName(group="departement", member="none"), 3),
    ],
)
def test_what_is_printed_and_what_can_be_computed_are_counted(counts, name, count):
    assert counts.persons[str(name)] == count


def test_readers_know_that_somebody_answered_in_the_first_and_the_last_week(counts):
    weeks = [cell for cell in counts.tables["semaines"] if cell != EVERYBODY]

    assert set(counts.peopled) == {weeks[0], weeks[-1]}
    assert all(counts.persons[cell] for cell in counts.peopled)


def test_a_name_of_a_cell_reads_back():
    name = CellName("mode", "", "chosen", "velo", "category", "citoyen")

    assert cell_name_of(str(name)) == name
    assert cell_name_of(EVERYBODY) == CellName()


@pytest.mark.parametrize(
    ("hidden", "base", "words"),
    [
        ((), 3, "qui ont répondu à cette question"),
        (("answered",), 4, "qui ont répondu à la consultation"),
    ],
)
def test_shares_are_of_all_where_how_many_answered_is_not_shown(run, counts, hidden, base, words):
    name = "question-raisons"
    gone = {str(CellName("raisons", state=state)) for state in hidden}
    shown = {cell: counts.persons[cell] for cell in counts.tables[name] if cell not in gone}
    release = PublicCounts(
        1, "2022-03-01", 4, {name: PublicTable(1, shown, tuple(gone))}, {1: "2022-03-01"}
    )

    (table,) = shown_tables(release, read_form(run.form_file), {})

    assert {row.cells[0].base for row in table.rows} == {base}
    assert table.base.endswith(words)
    assert any("n'est pas montré" in note.replace("’", "'") for note in table.notes) == bool(gone)
