"""Records and a form file -> typed submissions, answers, and what was left out with its rule."""

from __future__ import annotations

import logging

import polars as pl
import pytest

from consultation.forms.form import Option, spelling_of
from consultation.responses import Responses
from consultation.responses.choice_cells import nearest_label, read_compact, spellings_of
from consultation.responses.validation import checked_answers
from tests.cases.places import CASES
from tests.cases.small import COLUMNS, FORM, row
from tests.cases.typed_rows import form_of, typed
from tests.cases.webform import LABELS

TYPED = "typed-7f3a"


def option(option_id: str, *labels: str) -> Option:
    return Option(
        option_id,
        labels[0] if labels else option_id,
        frozenset(map(spelling_of, [option_id, *labels])),
    )


@pytest.fixture
def small(tmp_path):
    return form_of(tmp_path, FORM)


def answers(responses: Responses, question: str, *columns: str) -> set[tuple[object, ...]]:
    """The record number and some columns of every answer to a question."""
    found = responses.answers.filter(pl.col("question_id") == question)
    return set(found.select("record_number", *columns).rows())


def set_aside(responses: Responses) -> set[tuple[object, ...]]:
    return set(
        responses.set_aside_cells.select("record_number", "field_kind", "field_id", "rule").rows()
    )


def rejected(responses: Responses) -> list[tuple[object, ...]]:
    return responses.rejections.select("record_number", "rule").rows()


# Choices of a compact cell.

OPTIONS = (
    option("sante", "Santé, social"),
    option("impots", "Impôts"),
    option("eau", "Eau", "L’eau"),
    option("autre", "Autre"),
)


def test_a_cell_with_very_many_readings_is_ambiguous():
    """« L0,L1 » is an option, and so are « L0 » and « L1 »: all along the cell."""
    options = tuple(
        one
        for n in range(40)
        for one in (option(f"o{n}", f"L{n}"), option(f"g{n}", f"L{n},L{n + 1}"))
    )
    order = {one.id: place for place, one in enumerate(options)}
    cell = ",".join(f"L{n}" for n in range(40))

    assert read_compact(cell, spellings_of(options), order, options).rule == "ambiguous_choices"


def test_many_choices_with_commas_are_read_at_once():
    """Else a form of a few hundred options took minutes; the test would time out."""
    options = tuple(option(f"o{n}", f"Choix {n}, et sa suite, longue") for n in range(2_000))
    order = {one.id: place for place, one in enumerate(options)}
    cell = ",".join(one.label for one in options)

    assert len(read_compact(cell, spellings_of(options), order, options).choices) == 2_000
    assert read_compact("," * 50_000, spellings_of(options), order, options).rule is not None


def test_the_hint_is_a_declared_label_never_the_cell():
    assert nearest_label("Imports", OPTIONS) == "Impôts"
    assert nearest_label(TYPED, OPTIONS) is None


# Consent and category.


def consents(responses: Responses) -> dict[int, str | None]:
    return dict(responses.submissions.select("record_number", "consent").rows())


def test_without_the_consent_column_nothing_is_known(small):
    at = 9 + [label for _, label in COLUMNS].index("Envoi")
    cells = row(1)
    del cells[at]
    columns = [column for column in COLUMNS if column[1] != "Envoi"]

    assert consents(typed(small, cells, columns=columns)) == {1: None}


def test_an_export_that_lacks_a_question_of_consent_states_refusals_alone(tmp_path):
    form = form_of(tmp_path, (CASES / "responses" / "regles.toml").read_text("utf-8"))
    rows = ([*row(1)[:9], "Oui", "Le mien"], [*row(2)[:9], "Non", ""])

    without_required = typed(form, *rows, columns=[("", "Envoi"), ("", "Nom")])

    assert consents(without_required) == {1: None, 2: "reflection_only"}


# Who answers.


@pytest.mark.parametrize("role", ["Courriel", "Nom", "Collectif", "Commune", "Téléphone"])
def test_what_is_too_long_to_say_who_answers_is_set_aside(small, role):
    """Else one stranger's joke would stop every publication: it fits no cell of a sheet."""
    long = "a@b." + "f" * 40_000 if role == "Courriel" else "n" * 40_000

    responses = typed(small, row(1, **{role: long}), row(2, Nom="Ana"))

    assert responses.submissions["name"].to_list() == [None, "Ana"]
    assert [rule for *_, rule in set_aside(responses)] == ["too_long"]


# Records that cannot become a submission.


def test_a_record_of_another_width_is_rejected_and_says_nothing(small):
    responses = typed(small, row(1)[:-1], [*row(2), ""], row(9))

    assert sorted(rejected(responses)) == [(1, "row_width"), (2, "row_width")]
    assert responses.submissions["sid"].to_list() == [9]
    assert set(responses.answers["record_number"]) <= {9}


def test_without_a_mark_a_draft_is_told_by_its_completion_time(small):
    own = [label for label in LABELS if label not in ("Brouillon",)]
    unmarked = [row(1), row(2, completed="")]
    for cells in unmarked:
        del cells[5]

    timed = typed(small, *unmarked, submission=own)
    assert timed.submissions["is_draft"].to_list() == [False, True]


def test_without_sids_a_submission_is_called_after_its_export_and_its_place(small):
    responses = typed(small, row(1)[9:], row(2)[9:], submission=[])

    assert responses.submissions["submission_id"].to_list() == [
        f"petit:{'e' * 12}-1",
        f"petit:{'e' * 12}-2",
    ]
    assert responses.submissions["sid"].to_list() == [None, None]


# What Pandera refuses.


def at_column(position: int, answers: pl.DataFrame) -> pl.DataFrame:
    """The answers as they are checked, once read of that column."""
    return answers.select(
        "record_number",
        pl.lit(position, dtype=pl.Int32).alias("column_position"),
        *("question_id", "item_id", "choice_id", "text", "number", "date"),
    )


def test_the_same_answer_by_two_columns_is_set_aside_twice(small):
    """Two spellings of one question both stand in the export."""
    once = at_column(3, typed(small, row(1, Bruit="X")).answers)

    kept, broken = checked_answers(pl.concat([once, once]), small)

    assert kept.is_empty()
    assert set(broken["rule"]) == {"repeated_answer"}


def test_an_answer_that_the_form_does_not_declare_never_enters(small):
    ridden = at_column(3, typed(small, row(1, Mode="Vélo")).answers)
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

    responses = typed(
        small,
        row(1, **everywhere, **dates, Commune=f"{TYPED}@x"),
        row(2, at=TYPED),
        row(3, draft=TYPED),
    )

    assert len(responses.set_aside_cells) == 11
    for frame in (responses.set_aside_cells, responses.rejections):
        assert TYPED not in frame.write_csv()
    assert TYPED not in caplog.text
    assert TYPED not in "".join(capfd.readouterr())
