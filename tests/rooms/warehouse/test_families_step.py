"""The step that finds families: redone for what changed, and for nothing else."""

from __future__ import annotations

import pytest

from consultation.warehouse.build import rebuilding, wordings
from tests.cases.small import FORM, export, row, small_run

LETTER = "Je refuse que des caméras analysent mes gestes dans la rue où vivent mes enfants, {}."
FOUND = "select submission_id, family_id, relation, change from families.members order by all"


def rows(*towns: str):
    return [row(sid, Texte=LETTER.format(town)) for sid, town in enumerate(towns, start=1)]


@pytest.fixture
def searched(monkeypatch):
    """The questions that were looked through."""
    seen = []
    find = wordings._find_in

    def watched(question_id, *given, **options):
        seen.append(question_id)
        return find(question_id, *given, **options)

    monkeypatch.setattr(wordings, "_find_in", watched)
    return seen


@pytest.mark.slow
def test_families_are_published_with_who_is_in_them(tmp_path):
    run = small_run(tmp_path, *rows("Lille", "Lille", "Lille"))
    run.build("families.families", "families.members", "statistics.rule_counts")

    members = run.query(FOUND)
    assert [relation for _, _, relation, _ in members] == ["original", "same", "same"]
    assert len({family for _, family, _, _ in members}) == 1
    assert run.query("select respondent_count, distinct_text_count from families.families") == [
        (3, 1)
    ]
    assert run.query(
        "select counting_rule, contribution_count from statistics.rule_counts"
        " where counting_rule in ('all', 'one_per_family', 'without_templates') order by all"
    ) == [("all", 3.0), ("one_per_family", 1.0), ("without_templates", 0.0)]


@pytest.mark.slow
def test_texts_that_did_not_change_are_not_compared_again(tmp_path, searched):
    run = small_run(tmp_path, *rows("Lille", "Lille"))
    run.build("families.members")
    before = run.query(FOUND)
    run.form_file.write_text(FORM.replace("Petit", "Grand"), encoding="utf-8")  # all is built again
    run.build("families.members")

    assert searched == ["texte"]
    assert run.query(FOUND) == before


@pytest.mark.slow
def test_a_new_text_or_an_edited_one_is_compared(tmp_path, searched):
    run = small_run(tmp_path, *rows("Lille", "Lille"))
    run.build("families.members")
    run.write("later.tsv", export(rows("Lille", "Lille", "Lille")))
    run.build("families.members")

    assert searched == ["texte", "texte"]
    assert len(run.query(FOUND)) == 3


@pytest.mark.slow
def test_other_code_finds_everything_again(tmp_path, searched, monkeypatch):
    run = small_run(tmp_path, *rows("Lille", "Lille"))
    run.build("families.members")
    monkeypatch.setattr(wordings, "families_version", lambda: "another")
    monkeypatch.setattr(rebuilding, "program_version", lambda: "another")
    run.build("families.members")

    assert searched == ["texte", "texte"]
    assert len(run.query(FOUND)) == 2


@pytest.mark.slow
def test_texts_that_leave_are_compared_again_only_when_they_changed(tmp_path, searched):
    sent = [row(sid, Texte=LETTER, Envoi="Oui, sans nom") for sid in (1, 2, 3)]
    run = small_run(tmp_path, *sent)
    run.publish(with_pack=True)
    run.form_file.write_text(FORM.replace("Petit", "Grand"), encoding="utf-8")
    run.publish(with_pack=True)
    assert searched == ["texte"] * 2  # all texts, and those that leave

    run.write("later.tsv", export([*sent, row(4, Texte=LETTER, Envoi="Oui, sans nom")]))
    run.publish(with_pack=True)

    assert searched == ["texte"] * 4
    assert not list(run.folders.data.glob("*.avant"))


@pytest.mark.slow
def test_a_question_that_has_no_families_any_more_keeps_none(tmp_path):
    run = small_run(tmp_path, *rows("Lille", "Lille"))
    run.build("families.members")
    text = FORM.replace('headers = ["Texte"]\n', 'headers = ["Texte"]\nfamilies = false\n')
    run.form_file.write_text(text, encoding="utf-8")
    run.build("families.members")

    assert run.query(FOUND) == []


@pytest.mark.slow
def test_passages_of_too_many_texts_are_not_looked_for_and_the_run_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(wordings, "MOST_TEXTS_WITH_PASSAGES", 2)
    run = small_run(tmp_path, *rows("Lille", "Arras", "Douai, où je suis né"))

    warnings = run.publish().warnings

    assert any("passages communs" in warning and "Texte" in warning for warning in warnings)
    assert run.query("select count(*) from families.shared_passages") == [(0,)]
