"""Records and a form file -> typed submissions, answers, and what was left out with its rule."""

# ruff: noqa: DTZ001 - the warehouse holds UTC times without a zone

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

import polars as pl
import pytest

from consultation.exports import Heading, match_columns
from consultation.forms.form import Form, Option, read_form, spelling_of
from consultation.responses import Responses, responses_of
from consultation.responses import typed_cells as read
from consultation.responses.choice_cells import Reading, nearest_label, read_compact, spellings_of
from consultation.responses.validation import checked_answers
from consultation.warehouse.store.ingestion import layout_of
from consultation.warehouse.store.raw import KnownExport, stored_positions
from tests.cases.small import COLUMNS, FORM, row
from tests.cases.webform import LABELS, header

TYPED = "typed-7f3a"


def option(option_id: str, *labels: str) -> Option:
    return Option(
        option_id,
        labels[0] if labels else option_id,
        frozenset(map(spelling_of, [option_id, *labels])),
    )


def form_of(folder: Path, text: str, name: str = "petit") -> Form:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return read_form(path)


def typed(
    form: Form,
    *rows: list[str],
    columns: list[tuple[str, str]] = COLUMNS,
    submission: list[str] = LABELS,
    order: str = "dmy",
) -> Responses:
    """What the rows of an export with these columns mean."""
    _, groups, labels = header(columns, submission=submission)
    headings = tuple(Heading(n, *pair) for n, pair in enumerate(zip(groups, labels, strict=True)))
    unstored = KnownExport("e" * 64, "export.tsv", order, headings, ())
    matching = match_columns(unstored, form)
    positions = stored_positions(matching)
    known = KnownExport("e" * 64, "export.tsv", order, headings, positions)
    sid = next((at for at, heading in enumerate(headings) if heading.label == "SID"), None)
    frame = pl.DataFrame(
        {
            "record_number": range(1, len(rows) + 1),
            "line_number": range(4, len(rows) + 4),
            "width": [len(cells) for cells in rows],
            "sid_text": [None if sid is None else cells[sid] for cells in rows],
            "rule": [None] * len(rows),
            "moved_at": [None] * len(rows),
            "cells": [
                [cells[at] for at in positions] if len(cells) == len(headings) else []
                for cells in rows
            ],
        },
        schema={
            "record_number": pl.Int64,
            "line_number": pl.Int64,
            "width": pl.Int32,
            "sid_text": pl.String,
            "rule": pl.String,
            "moved_at": pl.Int32,
            "cells": pl.List(pl.String),
        },
    )
    return responses_of(frame, layout_of(known, matching, form))


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


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("Impôts", ("impots",)),
        ("Santé, social", ("sante",)),
        ("Santé, social,Impôts,Autre", ("sante", "impots", "autre")),
        ("impots,eau", ("impots", "eau")),
        ("Impôts,Autre,", ("impots", "autre")),
        ("Impôts,,", ("impots",)),
        ("L'eau,Autre", ("eau", "autre")),
        ("Sante\u0301,\u00a0social", ("sante",)),
        ("Eau,Impôts", ("impots", "eau")),
    ],
)
def test_a_compact_cell_is_cut_into_whole_options(cell, choices):
    order = {one.id: place for place, one in enumerate(OPTIONS)}

    reading = read_compact(cell, spellings_of(OPTIONS), order, OPTIONS)

    assert sorted(reading.choices) == sorted(choices)
    assert (reading.rule, reading.hint) == (None, None)


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("Santé", Reading(rule="unknown_choice")),
        ("Impots,Eau", Reading(rule="unknown_choice", hint="Impôts")),
        ("Eau,Eau", Reading(rule="unknown_choice")),
        (",Eau", Reading(rule="unknown_choice")),
        ("impôts", Reading(rule="unknown_choice", hint="Impôts")),
        ("Eau,tout autre chose", Reading(rule="unknown_choice")),
    ],
)
def test_a_compact_cell_with_an_unknown_part_is_set_aside_whole(cell, reading):
    order = {one.id: place for place, one in enumerate(OPTIONS)}

    assert read_compact(cell, spellings_of(OPTIONS), order, OPTIONS) == reading


def test_two_readings_set_a_compact_cell_aside_unless_one_alone_is_in_form_order():
    both = (option("a", "A"), option("b", "B"), option("ab", "A,B"))
    order = {one.id: place for place, one in enumerate(both)}
    assert read_compact("A,B", spellings_of(both), order, both).rule == "ambiguous_choices"

    reversed_order = (option("b", "B"), option("a", "A"), option("ab", "A,B"))
    order = {one.id: place for place, one in enumerate(reversed_order)}
    reading = read_compact("A,B", spellings_of(reversed_order), order, reversed_order)
    assert reading == Reading(("ab",))


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


# Answers of each kind.


def test_ticks_and_the_free_text_beside_them(small):
    responses = typed(
        small,
        row(1, Bruit="X", Autre="X", Autre_raison="=les\r\nodeurs"),
        row(2, Autre_raison="sans cocher"),
        row(3, Autre="x", Autre_raison="  "),
        row(4, Bruit="oui"),
        row(5, **{"Prix,_coût": "X"}),
    )

    assert answers(responses, "raisons", "field_kind", "choice_id", "text") == {
        (1, "question", "bruit", None),
        (1, "question", "autre", None),
        (1, "other", None, "=les\nodeurs"),
        (2, "other", None, "sans cocher"),
        (3, "question", "autre", None),
        (5, "question", "prix", None),
    }
    assert set_aside(responses) == {(4, "question", "raisons", "not_a_tick")}


def test_a_choice_an_item_and_a_free_text_beside_a_choice(small):
    responses = typed(
        small,
        row(1, Mode="Autre", Autre_mode="à pied", En_ville="Pour", Aux_champs="contre"),
        row(2, Mode="Vélo ", En_ville="Contre"),
        row(3, Mode="trottinette", Aux_champs="Peut-être"),
    )

    assert answers(responses, "mode", "choice_id", "text") == {
        (1, "autre", None),
        (1, None, "à pied"),
        (2, "velo", None),
    }
    assert answers(responses, "avis", "item_id", "choice_id") == {
        (1, "ville", "pour"),
        (1, "champs", "contre"),
        (2, "ville", "contre"),
    }
    assert set_aside(responses) == {
        (3, "question", "mode", "unknown_choice"),
        (3, "question", "avis", "unknown_choice"),
    }
    items = responses.set_aside_cells.filter(pl.col("field_id") == "avis")
    assert items["item_id"].to_list() == ["champs"]


def test_a_text_is_kept_as_typed_but_for_the_ends_of_its_lines(small):
    responses = typed(small, row(1, Texte="  a\r\n\tb \n\n "), row(2, Texte=" \r\n\u00a0"))

    assert answers(responses, "texte", "text") == {(1, "  a\n\tb \n\n ")}


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("012", 12.0),
        ("3.50", 3.5),
        ("3,5", 3.5),
        ("-2", -2.0),
        ("1\u202f234\u202f567", 1234567.0),
        ("1 234 567,25", 1234567.25),
        ("12 34", None),
        ("1,234,567", None),
        ("1e5", None),
        ("٣", None),
    ],
)
def test_numbers_are_read_as_people_write_them(cell, number):
    assert read.numbers(pl.Series([cell])).to_list() == [number]


def test_numbers_that_no_form_can_mean_are_set_aside(small):
    responses = typed(
        small, row(1, Combien="1000000000000001"), row(2, Combien="deux"), row(3, Combien="2")
    )

    assert answers(responses, "combien", "number") == {(3, 2.0)}
    assert set_aside(responses) == {
        (1, "question", "combien", "number_out_of_range"),
        (2, "question", "combien", "not_a_number"),
    }


@pytest.mark.parametrize(
    ("cell", "order", "date"),
    [
        ("03/04/2022", "dmy", dt.date(2022, 4, 3)),
        ("03/04/2022", "mdy", dt.date(2022, 3, 4)),
        ("2022-04-03", "iso", dt.date(2022, 4, 3)),
        ("31/02/2022", "dmy", None),
        ("04/13/2022", "dmy", None),
    ],
)
def test_dates_follow_the_order_of_their_file(cell, order, date):
    assert read.dates(pl.Series([cell]), order).to_list() == [date]


def test_a_date_far_outside_living_memory_is_set_aside(small):
    responses = typed(
        small, row(1, Quand="01/01/0202"), row(2, Quand="31/12/1799"), row(3, Quand="01/01/1800")
    )

    assert answers(responses, "quand", "date") == {(3, dt.date(1800, 1, 1))}
    assert {rule for *_, rule in set_aside(responses)} == {"date_out_of_range"}


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("09:05", "09:05"),
        ("9:05", "09:05"),
        ("12:30 am", "00:30"),
        ("1:00pm", "13:00"),
        ("24:00", None),
        ("9:60", None),
    ],
)
def test_hours_of_the_day(cell, hour):
    assert read.hours(pl.Series([cell])).to_list() == [hour]


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("14/02/2022 - 10:00", dt.datetime(2022, 2, 14, 9)),
        ("14/07/2022 - 10:00", dt.datetime(2022, 7, 14, 8)),
        # The hour that never was reads as clocks showed it, an hour later.
        ("27/03/2022 - 02:30", dt.datetime(2022, 3, 27, 1, 30)),
        ("27/03/2022 - 03:00", dt.datetime(2022, 3, 27, 1, 0)),
        # The hour that came twice reads as its first.
        ("30/10/2022 - 02:30", dt.datetime(2022, 10, 30, 0, 30)),
        ("30/10/2022 - 03:00", dt.datetime(2022, 10, 30, 2, 0)),
    ],
)
def test_points_in_time_both_days_of_the_change_of_clocks(cell, utc):
    assert read.times(pl.Series([cell]), "dmy", "Europe/Paris").to_list() == [utc]


@pytest.mark.parametrize(
    ("order", "cells"),
    [
        (
            "dmy",
            ["03/02/2022 - 08:08", "3/2/2022 8:08", "03.02.2022 - 08:08", "03/02/2022 - 8:08am"],
        ),
        ("mdy", ["02/03/2022 - 08:08", "2/3/2022 8:08", "02/03/2022 - 8:08am", "02-03-2022 08:08"]),
        ("iso", ["2022-02-03 08:08:00", "2022-02-03 08:08", "2022/02/03 - 08:08"]),
    ],
)
def test_times_of_every_order_and_spelling_in_the_zone_of_the_form(order, cells):
    """Guyana is three hours behind."""
    times = read.times(pl.Series(cells), order, "America/Cayenne").to_list()

    assert set(times) == {dt.datetime(2022, 2, 3, 11, 8)}


# Consent and category.


def consents(responses: Responses) -> dict[int, str | None]:
    return dict(responses.submissions.select("record_number", "consent").rows())


def test_consent_by_one_question(small):
    responses = typed(
        small,
        row(1, Envoi="Oui, en mon nom"),
        row(2, Envoi="collective_name"),
        row(3, Envoi=" Oui,\u00a0sans nom "),
        row(4, Envoi="Non"),
        row(5),
        row(6, Envoi="Oui"),
    )

    assert consents(responses) == {
        1: "own_name",
        2: "collective_name",
        3: "anonymous",
        4: "reflection_only",
        5: "unclear",
        6: "unclear",
    }
    assert set_aside(responses) == {(6, "consent", "consent", "unknown_choice")}


def test_consent_by_ticks_of_which_two_at_once_are_unclear(tmp_path):
    form = form_of(
        tmp_path,
        'title = "T"\nrecipient = "R"\ntime_zone = "Europe/Paris"\n'
        '[consent]\nheaders = ["Envoi"]\nown_name = ["Nom"]\nreflection_only = ["Non"]\n',
    )
    own = row(1)[:9]

    responses = typed(
        form,
        [*own, "X", ""],
        [*own, "", "X"],
        [*own, "X", "X"],
        [*own, "", ""],
        columns=[("Envoi", "Nom"), ("", "Non")],
    )

    assert consents(responses) == {1: "own_name", 2: "reflection_only", 3: "unclear", 4: "unclear"}


def test_without_the_consent_column_nothing_is_known(small):
    at = 9 + [label for _, label in COLUMNS].index("Envoi")
    cells = row(1)
    del cells[at]
    columns = [column for column in COLUMNS if column[1] != "Envoi"]

    assert consents(typed(small, cells, columns=columns)) == {1: None}


def test_a_form_without_consent_is_for_reflection_only(tmp_path):
    form = form_of(
        tmp_path,
        'title = "T"\nrecipient = "R"\ntime_zone = "Europe/Paris"\n'
        '[questions.t]\nkind = "text"\nheaders = ["T"]\n',
    )

    responses = typed(form, [*row(1)[:9], "x"], columns=[("", "T")])

    assert consents(responses) == {1: "reflection_only"}
    assert responses.submissions["category_id"].to_list() == [None]


RULES = """
title = "Règles"
recipient = "CNIL"
time_zone = "Europe/Paris"
[consent]
requires = { donnees = "ok" }
[[consent.rules]]
state = "anonymous"
when = { envoi = "oui", nom = "sans" }
[[consent.rules]]
state = "own_name"
when = { envoi = "oui" }
[[consent.rules]]
state = "reflection_only"
when = { envoi = "non" }
[questions.envoi]
kind = "choice"
headers = ["Envoi"]
[questions.envoi.choices]
oui = ["Oui"]
non = ["Non"]
[questions.nom]
kind = "choice"
headers = ["Nom"]
[questions.nom.choices]
sans = ["Sans nom"]
mien = ["Le mien"]
[questions.donnees]
kind = "choices"
headers = ["Données"]
[questions.donnees.choices]
ok = ["J'accepte"]
"""
RULES_COLUMNS = [("", "Envoi"), ("", "Nom"), ("Données", "J'accepte")]


def test_consent_by_rules_the_first_match_wins_and_requires_is_required(tmp_path):
    form = form_of(tmp_path, RULES)
    own = row(1)[:9]

    responses = typed(
        form,
        [*own, "Oui", "Sans nom", "X"],
        [*own, "Oui", "Le mien", "X"],
        [*own, "Oui", "", "X"],
        [*own, "Non", "Le mien", "X"],
        [*own, "", "Le mien", "X"],
        [*own, "Oui", "Le mien", ""],
        [*own, "Oui", "Le mien", "oui"],
        columns=RULES_COLUMNS,
    )

    assert consents(responses) == {
        1: "anonymous",
        2: "own_name",
        3: "own_name",
        4: "reflection_only",
        5: "unclear",
        6: "unclear",
        7: "unclear",
    }


BOXES = """
title = "Cases"
recipient = "CNIL"
time_zone = "Europe/Paris"
[consent]
rules = [
    { state = "reflection_only", when = { envoi = "refus" } },
    { state = "own_name", when = { envoi = ["accord", "nom"] } },
    { state = "anonymous", when = { envoi = "accord" } },
]
[questions.envoi]
kind = "choices"
headers = ["Envoi"]
choices = { accord = ["J'accepte"], nom = ["Avec mon nom"], refus = ["Non"] }
"""


def test_a_rule_may_ask_for_several_boxes_of_one_question_and_is_met_by_all(tmp_path):
    stated = {
        ("X", "X", ""): "own_name",
        ("X", "", ""): "anonymous",
        ("", "X", ""): "unclear",
        ("X", "X", "X"): "reflection_only",
        ("", "", ""): "unclear",
    }

    responses = typed(
        form_of(tmp_path, BOXES),
        *([*row(1)[:9], *ticked] for ticked in stated),
        columns=[("Envoi", "J'accepte"), ("", "Avec mon nom"), ("", "Non")],
    )

    assert [*consents(responses).values()] == [*stated.values()]


def test_a_cell_that_a_rule_cannot_read_never_makes_an_answer_more_public(tmp_path):
    form = form_of(tmp_path, RULES)
    own = row(1)[:9]

    responses = typed(form, [*own, "Oui", "Anonymement", "X"], columns=RULES_COLUMNS)

    assert set_aside(responses) == {(1, "question", "nom", "unknown_choice")}
    assert consents(responses) == {1: "unclear"}


def test_rules_need_all_their_columns(tmp_path):
    form = form_of(tmp_path, RULES)

    without_required = typed(form, [*row(1)[:9], "Oui", "Le mien"], columns=RULES_COLUMNS[:2])

    assert consents(without_required) == {1: None}


def test_an_unknown_category_is_null(small):
    responses = typed(small, row(1, Qui="Citoyen·ne"), row(2, Qui="Citoyenne"), row(3))

    assert responses.submissions["category_id"].to_list() == ["citoyen", None, None]
    assert set_aside(responses) == {(2, "category", "category", "unknown_choice")}
    assert responses.set_aside_cells["hint"].to_list() == ["Citoyen·ne"]


# Who answers.


def test_roles_are_tidied_and_what_is_none_is_set_aside(small):
    good = {
        "Courriel": " Une.Personne@exemple.fr ",
        "Nom": " Une \r\n personne",
        "Code_postal": "75 011",
        "Commune": "Saint-\tOuen",
        "Téléphone": "06 00 00 00 00",
    }
    bad = {"Courriel": "a@b.fr, c@d.fr", "Code_postal": "1000 B", "Commune": "moi@exemple.fr"}

    responses = typed(small, row(1, **good), row(2, **bad), row(3, Courriel="aucun"))

    roles = ("email", "name", "postcode", "commune", "phone")
    assert responses.submissions.select(roles).rows() == [
        (
            "Une.Personne@exemple.fr",
            "Une personne",
            "75011",
            "Saint- Ouen",
            "06 00 00 00 00",
        ),
        (None, None, None, None, None),
        (None, None, None, None, None),
    ]
    assert set_aside(responses) == {
        (2, "role", "email", "not_an_email"),
        (2, "role", "postcode", "not_a_postcode"),
        (2, "role", "commune", "not_a_place"),
        (3, "role", "email", "not_an_email"),
    }
    positions = dict(responses.set_aside_cells.select("field_id", "column_position").rows())
    labels = [*LABELS, *(label for _, label in COLUMNS)]
    assert {field: labels[at] for field, at in positions.items()} == {
        "email": "Courriel",
        "postcode": "Code postal",
        "commune": "Commune",
    }


def test_a_short_postcode_is_said_and_kept_for_whoever_knows_its_file(small):
    responses = typed(small, row(1, Code_postal="1000"), row(2, Code_postal="100"))

    assert responses.submissions["postcode"].to_list() == ["1000", None]
    assert set_aside(responses) == {
        (1, "role", "postcode", "short_postcode"),
        (2, "role", "postcode", "not_a_postcode"),
    }


@pytest.mark.parametrize("role", ["Courriel", "Nom", "Collectif", "Commune", "Téléphone"])
def test_what_is_too_long_to_say_who_answers_is_set_aside(small, role):
    """Else one stranger's joke would stop every publication: it fits no cell of a sheet."""
    long = "a@b." + "f" * 40_000 if role == "Courriel" else "n" * 40_000

    responses = typed(small, row(1, **{role: long}), row(2, Nom="Ana"))

    assert responses.submissions["name"].to_list() == [None, "Ana"]
    assert [rule for *_, rule in set_aside(responses)] == ["too_long"]


# Records that cannot become a submission.


def test_records_are_rejected_with_the_first_rule_that_they_break(small):
    short, long = row(1)[:-1], [*row(2), ""]
    no_sid, text_sid, zero_sid = row(3), row(4), row(5)
    no_sid[1], text_sid[1], zero_sid[1] = " ", "4.0", "0"

    responses = typed(
        small,
        short,
        long,
        no_sid,
        text_sid,
        zero_sid,
        row(6, at="hier"),
        row(7, draft="oui"),
        row(8, modified="01/01/1999 - 10:00"),
        row(9),
    )

    assert sorted(rejected(responses)) == [
        (1, "row_width"),
        (2, "row_width"),
        (3, "sid_missing"),
        (4, "sid_unreadable"),
        (5, "sid_unreadable"),
        (6, "time_unreadable"),
        (7, "draft_unreadable"),
        (8, "time_unreadable"),
    ]
    assert responses.submissions["sid"].to_list() == [9]
    assert set(responses.answers["record_number"]) <= {9}


def test_drafts_are_told_by_their_mark_else_by_the_completion_time(small):
    own = [label for label in LABELS if label not in ("Brouillon",)]
    marked = typed(small, row(1, draft="1"), row(2, draft="0", completed=""))
    unmarked = [row(1), row(2, completed="")]
    for cells in unmarked:
        del cells[5]

    assert marked.submissions["is_draft"].to_list() == [True, False]
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
