"""What the panel of the page crosses."""

from __future__ import annotations

from types import SimpleNamespace

from consultation.forms.form import read_form
from consultation.public.crossings import NOT_TOLD, crossings_of
from consultation.public.results import Column, PublicTable, Row
from consultation.public.rounding import Cell, Rounding
from tests.cases.public_forms import PUBLIC_FORM


def test_a_question_is_crossed_with_the_category_as_its_table_tells_it_and_no_more(tmp_path):
    """The table by category has no column for associations: of another item, they are too few."""
    (tmp_path / "petit.toml").write_text(PUBLIC_FORM, encoding="utf-8")
    told = [("pour", Cell(25, 100)), ("contre", Cell(75, 100))]
    rows = tuple(Row(code, code, (cell,), "ville", "En ville") for code, cell in told)
    tables = [
        PublicTable("avis", kind, "Avis", "", "", (Column(code, code),), rows, "", "avis")
        for kind, code in (("answers", "total"), ("by_category", "citoyen"))
    ]
    counted = {
        "public.crossings": SimpleNamespace(records=()),
        "public.crossed_questions": SimpleNamespace(
            records=({"question_id": "avis", "item_id": "ville"},)
        ),
    }

    form = read_form(tmp_path / "petit.toml")
    _, (crossing,) = crossings_of(counted, form, tables, Rounding(11))

    assert crossing.first_bases == (100, NOT_TOLD)
    assert crossing.second_bases == (NOT_TOLD, NOT_TOLD)
    assert crossing.counts == ((25, 75), (NOT_TOLD, NOT_TOLD))
