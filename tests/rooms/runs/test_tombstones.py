"""Tombstones: who was erased is known again, and nobody else, without a name."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.runs.tombstones import (
    NOBODY,
    Register,
    Request,
    Tombstones,
    fold_address,
    merge_registers,
    read_register,
    register_file,
    write_register,
)
from consultation.words.errors import OrganiserError

KEY = b"0123456789abcdef"
MAKER = Tombstones(KEY)
UNTIL = dt.datetime(2022, 3, 10, 22, 59)  # noqa: DTZ001 - UTC, as the warehouse has it
ANA = "ana@example.org"
STONES = Tombstones(KEY, frozenset({MAKER.of_submission("412889")}), {MAKER.of_address(ANA): UNTIL})
MINUTE = dt.timedelta(minutes=1)


def test_a_number_covers_that_submission_alone() -> None:
    assert STONES.covers("412889", None, None)
    assert not STONES.covers("412888", "leo@example.org", None)


def test_an_address_covers_what_was_sent_up_to_the_request() -> None:
    assert STONES.covers("1", ANA, UNTIL)
    assert not STONES.covers("1", ANA, UNTIL + MINUTE)
    assert STONES.covers("1", ANA, None)


def test_another_key_knows_nobody() -> None:
    other = Tombstones(b"another key, as long", STONES.submissions, STONES.addresses)
    assert not other.covers("412889", ANA, UNTIL)


def test_nobody_is_covered_where_nobody_was_erased() -> None:
    assert not NOBODY
    assert not NOBODY.covers("412889", ANA, None)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20))
def test_addresses_are_folded_as_the_warehouse_does(address: str) -> None:
    said = duckdb.execute("select lower(nfc_normalize(trim($1)))", [address]).fetchone()
    once = fold_address(address)
    assert fold_address(once) == once
    if address.isascii():
        assert said == (once,)


@pytest.mark.parametrize(
    ("asked_on", "due_on"),
    [
        (dt.date(2026, 1, 31), dt.date(2026, 2, 28)),
        (dt.date(2026, 11, 27), dt.date(2026, 12, 27)),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 31)),
    ],
)
def test_the_law_gives_a_month(asked_on: dt.date, due_on: dt.date) -> None:
    assert Request(asked_on, "email", 1).due_on == due_on


def test_the_register_is_read_as_it_was_written(tmp_path) -> None:
    register = Register("mark", True, False, STONES.submissions, STONES.addresses)
    write_register(tmp_path, "petit", register)
    assert read_register(tmp_path, "petit") == register
    text = register_file(tmp_path, "petit").read_text()
    assert ANA not in text
    assert "412889" not in text


def test_a_register_that_cannot_be_read_stops_everything(tmp_path) -> None:
    register_file(tmp_path, "petit").write_text("{")
    with pytest.raises(OrganiserError):
        read_register(tmp_path, "petit")


def test_two_registers_know_together_what_either_does() -> None:
    later = Register("mark", addresses={MAKER.of_address(ANA): UNTIL + MINUTE})
    former = Register("mark", submissions=STONES.submissions, addresses=STONES.addresses)
    for both in (merge_registers(former, later), merge_registers(later, former)):
        assert (both.submissions, both.addresses) == (former.submissions, later.addresses)
    assert both.is_under_way
