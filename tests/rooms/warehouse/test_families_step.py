"""The step that finds families: redone for what changed, and for nothing else."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import strategies as st

from consultation import families
from consultation.families.additions import additions
from consultation.machine.executors import Processes
from consultation.warehouse.store.connection import execute
from consultation.warehouse.tables import rebuilding, wordings
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.properties import holds_of
from tests.cases.small import FORM, export, row, small_run

LETTER = "Je refuse que des caméras analysent mes gestes dans la rue où vivent mes enfants, {}."
FOUND = "select submission_id, family_id, relation, change from families.members order by all"


@pytest.fixture
def searched(monkeypatch):
    """The questions that were looked through."""
    seen = []
    find = families.families_of

    def watched(texts):
        seen.extend(texts["question_id"].unique())
        return find(texts)

    monkeypatch.setattr(families, "families_of", watched)
    return seen


@pytest.mark.slow
def test_texts_are_compared_again_by_other_code_and_after_no_other_change(
    tmp_path, searched, monkeypatch
):
    run = small_run(tmp_path, row(1, Texte=LETTER), row(2, Texte=LETTER))
    run.build("families.members")
    before = run.query(FOUND)
    assert len(before) == 2

    run.form_file.write_text(FORM.replace("Petit", "Grand"), encoding="utf-8")  # all is built again
    run.build("families.members")
    assert (searched, run.query(FOUND)) == (["texte"], before)

    monkeypatch.setattr(wordings, "families_version", lambda: "another")
    monkeypatch.setattr(rebuilding, "program_version", lambda: "another")
    run.build("families.members")
    assert (searched, run.query(FOUND)) == (["texte", "texte"], before)

    text = FORM.replace('headers = ["Texte"]\n', 'headers = ["Texte"]\nfamilies = false\n')
    run.form_file.write_text(text, encoding="utf-8")
    run.build("families.members")
    assert run.query(FOUND) == []


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


# What was found stays, family by family.

OTHER = "Nous demandons que la mairie publie le prix des caméras et le nom de qui les vend, {}."
OWN = "Chaque matin je croise sous ces objectifs des enfants qui baissent la tête. "
WRITTEN = st.builds(
    lambda own, letter, who: own * OWN + letter.format(who),
    st.integers(0, 1),
    st.sampled_from([LETTER, OTHER, "Je n'ai rien à dire, {}."]),
    st.sampled_from(["Lille", "Arras", "Douai, où je suis né", "Zoé"]),
)
STATE = st.dictionaries(st.integers(1, 9), WRITTEN, max_size=9)


def find(connection, name: str, state: dict[int, str], former: str | None = None, executor=None):
    """What is found in a state, in the database of this name, beside what is already there."""
    execute(connection, f"attach if not exists ':memory:' as {name}")
    execute(connection, f"use {name}")
    for table, columns in {
        "clean.answers": "submission_id varchar, question_id varchar, text varchar",
        "respondents.contributions": "submission_id varchar, answered_at timestamp",
        "form.questions": "question_id varchar, has_families boolean",
    }.items():
        execute(connection, f"create schema if not exists {table.split('.')[0]}")
        execute(connection, f"create or replace table {table} ({columns})")
    execute(connection, "insert into form.questions values ('texte', true)")
    for sid, text in state.items():
        sent = {"sid": str(sid), "text": text}
        execute(connection, "insert into clean.answers values ($sid, 'texte', $text)", sent)
        answered = f"insert into respondents.contributions values ('{sid}', '2022-01-01')"
        execute(connection, answered)
    if former:
        wordings.take_over(connection, former)
    wordings.find_what_is_shared(connection, executor or OneAfterAnother())
    tables = (*wordings.TABLES, "questions")
    return {table: execute(connection, f"from wordings.{table} order by all") for table in tables}


@holds_of(st.lists(STATE, min_size=2, max_size=4), few=4, many=25)
def test_what_was_kept_changes_nothing_in_what_is_found(states):
    """Kept where it was found, or taken over from another database."""
    with duckdb.connect() as connection:
        for number, state in enumerate(states):
            plain = find(connection, f"plain_{number}", state)
            former = f"taken_{number - 1}" if number else None

            assert find(connection, "kept", state) == plain
            assert find(connection, f"taken_{number}", state, former) == plain


def test_a_question_of_many_texts_but_not_too_many_goes_to_the_executor(monkeypatch):
    state = dict(enumerate([LETTER, LETTER, OWN + LETTER, 2 * OWN, OTHER], start=1))
    executor = OneAfterAnother()
    with duckdb.connect() as connection:
        expected = find(connection, "few", state, executor=executor)
        assert not executor.begun

        monkeypatch.setattr(wordings, "APART", range(5, 6))
        assert find(connection, "many", state, executor=executor) == expected
        assert [len(texts) for texts in executor.begun] == [5]
        assert find(connection, "apart", state, executor=Processes()) == expected

        find(connection, "too_many", state | {6: OTHER}, executor=executor)
        assert len(executor.begun) == 1


def test_only_families_that_changed_are_compared_with_their_letters_again(monkeypatch):
    counts: list[int] = []
    compare = additions.additions_of

    def watched(members):
        counts.append(len(members))
        return compare(members)

    monkeypatch.setattr(additions, "additions_of", watched)
    letters = [LETTER.format("Lille"), LETTER.format("Arras"), OTHER.format("Lille")]
    state = dict(enumerate([*letters, OTHER.format("Arras")], start=1))
    with duckdb.connect() as connection:
        find(connection, "kept", state)
        find(connection, "kept", state | {5: OWN + OTHER.format("Lille")})

        # Who takes over gets nothing of a family that a text left.
        find(connection, "taken", {1: state[1], 3: state[3], 4: state[4]}, "kept")
        taken = execute(connection, "select text from wordings.segments")
    assert counts == [4, 3, 2]
    assert not any(OWN.strip(" .") in text for (text,) in taken)
