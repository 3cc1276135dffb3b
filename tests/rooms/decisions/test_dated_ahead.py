"""Nothing is decided after the moment when it was read, whatever date is written."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from consultation.warehouse.store.connection import execute, open_database
from tests.cases.given_back import SAVED, asked, at, book, write
from tests.cases.runs import Run, sheet_of
from tests.cases.small import FORM_ID, row, small_run
from tests.cases.withdrawn import filled

pytestmark = pytest.mark.slow

WITHDRAW = {"who": 1, "choice": "retirer"}
CANCEL = {"who": 1, "choice": "annuler la demande"}
FAR, SAVED_FAR = dt.date(2062, 1, 1), dt.datetime(2062, 1, 1, 10)  # noqa: DTZ001
# Today is that of the form: in Paris the day begins before midnight in UTC.
TODAY, BEFORE = dt.datetime.now(ZoneInfo("Europe/Paris")).date(), dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("published"), row(1, Envoi="Oui, sans nom"), row(2))
    run.build("sending.contributions")
    return run


@pytest.fixture
def ask(run, once):
    """A workbook in which these rows are filled is in the inbox."""

    def fill(name: str, *rows: dict[str, object], saved: dt.datetime = SAVED) -> None:
        filled(once.to_decide, run.inbox / name, *rows, saved=saved)

    return fill


def is_sent(run: Run) -> bool:
    run.build("sending.contributions")
    return run.sent_sids() == {1}


@pytest.mark.parametrize(
    ("day", "ahead"), [(TODAY, {"date": FAR}), (BEFORE, {})], ids=["its date", "its clock"]
)
def test_a_cancellation_of_the_future_cancels_nothing_read_with_it_or_later(run, ask, day, ahead):
    ask("a.xlsx", CANCEL | ahead, saved=SAVED_FAR)
    assert is_sent(run)
    ask("b.xlsx", WITHDRAW | {"date": day})
    assert not is_sent(run)

    ask("a again.xlsx", CANCEL | ahead, CANCEL | {"who": 2}, saved=SAVED_FAR)

    assert not is_sent(run)


def test_the_receipt_says_what_a_date_to_come_is_worth(run, ask):
    ask("a.xlsx", CANCEL | {"date": FAR}, WITHDRAW | {"date": TODAY})

    run.publish()

    assert run.sent_sids() == set()
    path = run.release / "organisation" / "confidentiel" / "retraits-accuses.xlsx"
    withdrawn, cancelled = sorted(
        sheet_of(path, "Accusés de retrait"), key=lambda one: one["Demande"], reverse=True
    )
    assert withdrawn["État"] == "Appliquée"
    assert cancelled["État"].startswith("Sans effet\u00a0: rien ne dit qu’elle a suivi")
    assert "date écrite\u00a0: 01/01/2062, après sa lecture" in cancelled["État"]
    assert cancelled["Demandé le"] == withdrawn["Demandé le"]
    assert "a.xlsx\u00a0: une date (01/01/2062) vient après" in " ".join(run.notices())


def test_a_request_of_the_future_is_of_the_day_that_it_was_read(run, ask):
    ask("a.xlsx", WITHDRAW | {"date": FAR})
    assert not is_sent(run)
    with open_database(run.folders.database(run.form_id)) as connection:
        execute(connection, "update raw.decision_files set read_at = read_at - interval 2 days")

    ask("b.xlsx", CANCEL | {"date": TODAY})

    assert is_sent(run)


def test_a_choice_of_the_future_does_not_overrule_one_read_later(run):
    ids = (f"{FORM_ID}:1", f"{FORM_ID}:2")
    later = at(book(asked(*ids, choice="même personne", date=FAR)), SAVED)
    write(later, run.inbox / "a.xlsx")
    run.build("clean.decisions")
    assert run.query("select choice from clean.decisions") == [("same",)]

    write(book(asked(*ids, choice="personnes différentes", date=BEFORE)), run.inbox / "b.xlsx")
    run.build("clean.decisions")

    assert run.query("select choice, is_contradictory from clean.decisions") == [
        ("different", False)
    ]
