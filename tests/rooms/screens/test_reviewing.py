"""What is decided on the page is what a workbook would say; both are mixed, and neither is lost."""

from __future__ import annotations

import datetime as dt
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from openpyxl import load_workbook

from consultation.care.backup import backup
from consultation.care.restoring import restore
from consultation.decisions.sheets import TO_CHECK, TO_READ, without_text
from consultation.machine.lock import is_running, run_lock
from consultation.runs.journal import begin_run, end_run
from consultation.screens import reviewing
from consultation.screens.reviewing import Review
from consultation.words.errors import OrganiserError
from tests.cases.errors import error_of
from tests.cases.given_back import at, rows_of, write
from tests.cases.locks import held_elsewhere
from tests.cases.runs import Run
from tests.cases.small import export, row, small_run

pytestmark = pytest.mark.slow

KEY, MOMENT = TO_READ.columns.key, dt.datetime(2026, 1, 5, 10)  # noqa: DTZ001 - in UTC
ANA = {"Courriel": "ana@example.org", "Envoi": "Oui, en mon nom", "Nom": "Ana Invent"}
SAME = {"Envoi": "Oui, sans nom", "Nom": "Bo Invent", "Code_postal": "75011"}
ROWS = (
    row(1, **ANA, Texte="La maîtresse de Léo l'a vu."),
    row(2, **SAME, Texte="Bien trop cher pour la ville."),
    row(3, **SAME, Texte="Bien trop cher pour la ville."),
    row(4, Envoi="Oui, sans nom", Texte="Non, et non."),
)
SEND, MASK, WITHHOLD = "envoyer", "masquer ces mots", "ne pas envoyer"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("published"), *ROWS)
    run.publish()
    return run


@pytest.fixture
def run(published: Run, tmp_path) -> Run:
    return published.copied(tmp_path / "run")


def review_of(run: Run) -> Review:
    """The review of a run's form, when only other processes start runs."""
    return Review(run.folders, run.form_id, lambda: is_running(run.folders.data))


@pytest.fixture
def review(run) -> Review:
    return review_of(run)


def key_about(review: Review, sid: int, kind: str = "reading") -> str:
    rows = review.rows()
    for each in (*rows.texts, *rows.quick_texts, *rows.suspicions):
        if f"petit:{sid}" in str(each["Soumissions"]) and str(each[KEY]).startswith(kind):
            return str(each[KEY])
    raise AssertionError("no such row")


def give_workbook(run: Run, written: dict[str, dict[str, object]], name="retour.xlsx") -> None:
    """The published sheets, filled by the keys of their rows, in the inbox."""
    workbook = load_workbook(run.to_decide)
    for sheet in (TO_READ, TO_CHECK):
        for cells in rows_of(workbook[sheet.title]):
            for column, value in written.get(without_text(str(cells[KEY].value)), {}).items():
                cells[getattr(sheet.columns, column)].value = value
    write(at(workbook, MOMENT), run.inbox / name)


def next_run(run: Run) -> None:
    """A run, as the journal has it: the page begins other files from then on."""
    begin_run(run.folders)
    assert run.build() == []
    end_run(run.folders, "went_well", "")


RAW = (
    "select decision_kind, submission_ids, fingerprint, choice, words, question_id, initials"
    " from raw.decisions order by all"
)
OBEYED = (
    "select submission_id, question_id, sent_text, choice, state from sending.readings"
    " inner join redaction.texts using (submission_id, question_id) order by all"
)


def test_the_page_and_a_workbook_that_say_the_same_give_the_same_tables(run, review, tmp_path):
    reading = {
        key_about(review, 1): ("mask", MASK, ["Léo"]),
        key_about(review, 2): ("send", SEND, []),
        key_about(review, 4): ("withhold", WITHHOLD, []),
    }
    same = key_about(review, 2, "same_person")
    other = run.copied(tmp_path / "other")
    for key, (choice, _, words) in reading.items():
        review.decide("AB", {key: choice}, words)
    review.decide("AB", {same: "different"})
    filled = {
        key: {"choice": told, "initials": "AB"} | ({"words": "; ".join(words)} if words else {})
        for key, (_, told, words) in reading.items()
    }
    give_workbook(other, filled | {same: {"choice": "personnes différentes", "initials": "AB"}})

    next_run(run)
    next_run(other)

    assert run.query(RAW) == other.query(RAW) != []
    assert run.query(OBEYED) == other.query(OBEYED)
    assert "[mots masqués]" in str(run.query(OBEYED))


def test_what_is_said_is_seen_at_once_until_a_run_has_counted_with_it(run, review):
    key = key_about(review, 1)
    review.decide("AB", {key: "send"})
    review.decide("CD", {key: "withhold"})

    said = review.pending().by_key[key]
    assert (said.choice, said.decision.initials) == (WITHHOLD, "CD")
    assert [(one.initials, one.choice) for one in said.others] == [("AB", "send")]

    next_run(run)
    assert review.pending().count == 0
    assert run.query("select choice, has_other_choice from clean.decisions") == [("withhold", True)]
    # Meant, and not saved again: it holds over the later no.
    review.decide("AB", {key: "send"})
    next_run(run)
    assert run.query("select choice from clean.decisions") == [("send",)]
    assert run.query("select count(*) from raw.decisions") == [(3,)]


def test_who_comes_second_is_told_and_what_is_sent_all_at_once_leaves_what_others_decided(review):
    first, other = key_about(review, 1), key_about(review, 4)
    assert review.decide("Ana I.", {first: "mask"}, ["Léo"]) == ()
    assert review.decide("Ana I.", {first: "mask"}, ["Léo", "maîtresse"]) == ()
    all_of_them = {first: "send", other: "send"}
    told = review.decide("Bo", all_of_them, unless_decided=all_of_them)
    assert [(one.decision.initials, one.choice) for one in told] == [
        ("Ana I.", f"{MASK} (Léo, maîtresse)")
    ]
    said = review.pending().by_key
    assert (said[first].decision.initials, said[other].decision.initials) == ("Ana I.", "Bo")
    review.undo("Bo", other)

    (told,) = review.decide("Bo", {first: "mask"}, ["Léo"])
    said = review.pending().by_key[first]
    assert (told.decision.initials, said.others) == ("Ana I.", (told.decision,))


def test_a_workbook_that_waits_in_the_inbox_is_seen_too(run, review):
    key = key_about(review, 4)
    give_workbook(run, {key: {"choice": SEND, "initials": "CD"}})

    said = review.pending().by_key[key]

    assert (said.choice, said.file.name, said.is_open) == (SEND, "retour.xlsx", False)


def test_a_reader_takes_back_what_they_said_and_nobody_else_and_not_once_it_was_read(run, review):
    key = key_about(review, 1)
    review.decide("AB", {key: "withhold"})
    with pytest.raises(OrganiserError, match="rien à annuler"):
        review.undo("CD", key)
    review.undo("AB", key)
    assert review.pending().count == 0

    review.decide("AB", {key: "withhold"})
    next_run(run)
    with pytest.raises(OrganiserError, match="rien à annuler"):
        review.undo("AB", key)
    assert run.query("select choice from raw.decisions") == [("withhold",)]


@pytest.mark.parametrize(
    ("choice", "words", "code"),
    [
        ("mask", ["Léa"], "words_not_found"),
        ("mask", [], "decisions_empty_cell"),
        ("send", ["Léo"], "decisions_needless_cell"),
        ("autre", [], "decisions_unknown_choice"),
        ("mask", ["Léo", "x" * 3_000], "words_not_found"),
    ],
)
def test_what_a_workbook_could_not_say_is_not_written(choice, words, code, run, review):
    assert error_of(review.decide, "AB", {key_about(review, 1): choice}, words).code == code
    assert [path.name for path in run.inbox.iterdir()] == ["export.tsv"]


def test_no_run_begins_while_a_line_is_written(run, review, monkeypatch):
    key, write_lines = key_about(review, 1), reviewing.write_lines
    runs = []

    def begun_meanwhile(*given, **named):
        with ThreadPoolExecutor() as threads:
            runs.append(threads.submit(begin).exception())
        return write_lines(*given, **named)

    def begin() -> None:
        with run_lock(run.folders.data):
            pass

    monkeypatch.setattr(reviewing, "write_lines", begun_meanwhile)
    review.decide("AB", {key: "send"})

    assert [error.code for error in runs] == ["already_running"]
    assert set(review.pending().by_key) == {key}


def test_a_remark_that_was_pasted_from_anywhere_is_read_and_one_without_end_is_refused(run, review):
    with pytest.raises(OrganiserError, match="trop long"):
        review.ask("AB", "petit:1", "withdraw", "x" * 200_001)
    assert list(run.inbox.glob("page-*")) == []

    review.ask("AB", "petit:1", "withdraw", "collé\x0b d'un \x02PDF")
    (asked,) = review.pending().withdrawals
    assert asked.remark == "collé d'un PDF"


def test_a_text_that_changed_since_it_was_shown_is_not_decided(run, review):
    key = key_about(review, 1)
    changed = row(1, **ANA, Texte="Un tout autre texte.", modified="28/02/2022 - 10:00")
    run.write("suite.tsv", export([changed, *ROWS[1:]]))
    next_run(run)

    with pytest.raises(OrganiserError, match="un passage a eu lieu"):
        review.decide("AB", {key_about(review, 4): "send", key: "send"})
    assert list(run.inbox.glob("page-*")) == []


def test_what_no_run_has_read_yet_is_in_a_backup_and_is_read_once(run, review, tmp_path):
    key = key_about(review, 1)
    review.decide("AB", {key: "withhold"})
    backup(run.folders, tmp_path / "copie.tar", dt.datetime.now(dt.UTC))
    assert review.pending().by_key[key].choice == WITHHOLD
    shutil.rmtree(run.folders.data)
    for path in run.inbox.glob("page-*"):
        path.unlink()

    restore(run.folders, tmp_path / "copie.tar")
    next_run(run)

    assert run.query("select submission_ids, choice from raw.decisions") == [
        (["petit:1"], "withhold")
    ]


@pytest.mark.parametrize("who", ["ANA@example.org", "SID 1"])
def test_whom_a_request_is_about_is_told_before_and_obeyed_by_the_next_run(who, run, review):
    assert [(one.submission_id, one.is_sent) for one in review.reach_of(who)] == [("petit:1", True)]

    review.ask("AB", who, "withdraw", "par courriel")

    assert len(review.pending().withdrawals) == 1
    next_run(run)
    assert run.query("select submission_id from respondents.withdrawals") == [("petit:1",)]
    assert "est appliquée" in review.rows().receipts[0]["Accusé à renvoyer"]


def test_a_request_about_nobody_reaches_nobody(review):
    assert review.reach_of("nemo@example.org") == ()
    assert error_of(review.reach_of, "quelqu’un").code == "decisions_unknown_identifier"


# While a run goes on


def test_what_is_asked_is_read_while_a_run_goes_on_and_deciding_waits(run, review):
    key = key_about(review, 1)
    with held_elsewhere(run.folders.data):
        opened_meanwhile = review_of(run)
        assert opened_meanwhile.rows() == review.rows()
        assert opened_meanwhile.pending() == review.pending()
        for ask in (lambda: review.decide("CD", {key: "send"}), lambda: review.reach_of("SID 1")):
            with pytest.raises(OrganiserError, match="un passage est en cours"):
                ask()
    assert review.pending().count == 0

    review.decide("CD", {key: "send"})
    assert review.pending().count == 1


def test_nothing_is_written_from_the_start_of_a_run_before_it_takes_its_lock(run):
    review = Review(run.folders, run.form_id, lambda: True)
    with pytest.raises(OrganiserError, match="un passage est en cours"):
        review.decide("CD", {key_about(review, 1): "send"})
    assert review.pending().count == 0
