"""Records and a form file -> typed submissions, answers, and what was left out with its rule."""

from __future__ import annotations

import logging

import polars as pl
import pytest

from consultation.forms.form import Option, spelling_of
from consultation.responses.choice_cells import read_compact, spellings_of
from consultation.responses.validation import checked_answers
from tests.cases.places import CASES
from tests.cases.small import COLUMNS, FORM, row
from tests.cases.typed_rows import form_of, typed
from tests.cases.webform import LABELS

TYPED = "typed-7f3a"


@pytest.fixture
def small(tmp_path):
    return form_of(tmp_path, FORM)


# Choices of a compact cell.


def read_of(cell: str, options: list[Option]):
    order = {one.id: place for place, one in enumerate(options)}
    return read_compact(cell, spellings_of(options), order, options)


def options_of(labels: list[str]) -> list[Option]:
    ids = [f"o{number}" for number in range(len(labels))]
    spellings = [frozenset(map(spelling_of, pair)) for pair in zip(ids, labels, strict=True)]
    return [Option(*one) for one in zip(ids, labels, spellings, strict=True)]


def test_many_choices_with_commas_are_read_at_once_and_very_many_readings_are_ambiguous():
    """Else a form of a few hundred options took minutes; the test would time out."""
    # « L0,L1 » is an option, and so are « L0 » and « L1 »: all along the cell.
    options = options_of([one for n in range(40) for one in (f"L{n}", f"L{n},L{n + 1}")])
    assert read_of(",".join(f"L{n}" for n in range(40)), options).rule == "ambiguous_choices"

    labels = [f"Choix {n}, et sa suite, longue" for n in range(2_000)]

    assert len(read_of(",".join(labels), options_of(labels)).choices) == 2_000
    assert read_of("," * 50_000, options_of(labels)).rule is not None


# Consent.


def test_where_a_question_of_consent_is_not_exported_refusals_alone_are_known(small, tmp_path):
    at = 9 + [label for _, label in COLUMNS].index("Envoi")
    without = typed(small, row(1)[:at] + row(1)[at + 1 :], columns=[
        column for column in COLUMNS if column[1] != "Envoi"
    ])  # fmt: skip
    assert without.submissions["consent"].to_list() == [None]

    form = form_of(tmp_path, (CASES / "responses" / "regles.toml").read_text("utf-8"))
    rows = ([*row(1)[:9], "Oui", "Le mien"], [*row(2)[:9], "Non", ""])
    without_required = typed(form, *rows, columns=[("", "Envoi"), ("", "Nom")])
    assert without_required.submissions["consent"].to_list() == [None, "reflection_only"]


# Who answers.


def test_what_is_too_long_to_say_who_answers_is_set_aside(small):
    """Else one stranger's joke would stop every publication: it fits no cell of a sheet."""
    long = dict.fromkeys(["Nom", "Collectif", "Commune", "Téléphone"], "n" * 40_000)

    responses = typed(small, row(1, **long, Courriel=f"a@b.{'f' * 40_000}"), row(2, Nom="Ana"))

    assert responses.submissions["name"].to_list() == [None, "Ana"]
    assert responses.set_aside_cells["rule"].to_list() == ["too_long"] * 5


# Records that cannot become a submission.


def test_a_record_of_another_width_is_rejected_and_says_nothing(small):
    responses = typed(small, row(1)[:-1], [*row(2), ""], row(9))

    rejected = responses.rejections.select("record_number", "rule").rows()
    assert sorted(rejected) == [(1, "row_width"), (2, "row_width")]
    assert responses.submissions["sid"].to_list() == [9]
    assert set(responses.answers["record_number"]) <= {9}


def test_without_a_mark_a_draft_is_told_by_its_completion_time(small):
    mark = LABELS.index("Brouillon")
    own, *unmarked = (
        cells[:mark] + cells[mark + 1 :] for cells in (LABELS, row(1), row(2, completed=""))
    )

    timed = typed(small, *unmarked, submission=own)
    assert timed.submissions["is_draft"].to_list() == [False, True]


def test_without_sids_a_submission_is_called_after_its_export_and_its_place(small):
    responses = typed(small, row(1)[9:], row(2)[9:], submission=[])

    ids = [f"petit:{'e' * 12}-{place}" for place in (1, 2)]
    assert responses.submissions["submission_id"].to_list() == ids
    assert responses.submissions["sid"].to_list() == [None, None]


# What Pandera refuses.


def test_an_answer_that_stands_twice_or_that_the_form_does_not_declare_never_enters(small):
    """Two spellings of one question may both stand in the export."""
    ridden = typed(small, row(1, Mode="Vélo")).answers.select(
        "record_number",
        pl.lit(3, dtype=pl.Int32).alias("column_position"),
        *("question_id", "item_id", "choice_id", "text", "number", "date"),
    )
    kept, broken = checked_answers(pl.concat([ridden, ridden]), small)
    assert kept.is_empty()
    assert set(broken["rule"]) == {"repeated_answer"}

    flown = pl.concat([ridden, ridden.with_columns(choice_id=pl.lit("avion"))])
    kept, broken = checked_answers(flown, small)
    assert kept["choice_id"].to_list() == ["velo"]
    assert broken["rule"].to_list() == ["undeclared_answer"]


# Nothing that people wrote leaves by the wrong door.


def test_no_rule_hint_or_log_repeats_what_was_typed(small, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    everywhere = dict.fromkeys(
        ["Courriel", "Code_postal", "Envoi", "Qui", "Bruit", "En_ville", "Mode", "Combien"], TYPED
    )
    dates = dict.fromkeys(["Quand", "À_quelle_heure"], TYPED)

    wrong = row(1, **everywhere, **dates, Commune=f"{TYPED}@x")
    responses = typed(small, wrong, row(2, at=TYPED), row(3, draft=TYPED))

    assert len(responses.set_aside_cells) == 11
    for frame in (responses.set_aside_cells, responses.rejections):
        assert TYPED not in frame.write_csv()
    assert TYPED not in caplog.text
    assert TYPED not in "".join(capfd.readouterr())
