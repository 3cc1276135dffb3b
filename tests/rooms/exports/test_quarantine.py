"""A damaged record is set apart by itself: what follows is read again as soon as it is sure."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.words.errors import OrganiserError
from tests.cases.growth import growth_for_ten_times
from tests.cases.reading import kept, read, rejected
from tests.cases.webform import delimited, header, semicolons

HEADER = header([("", "Commune"), ("", "Vos idées")], submission=["SID"])
ROWS = [["1", "Nîmes", "court"], ["2", "Lyon", 'deux\r\nlignes, et "tout"'], ["3", "Paris", ""]]
NEXT = [["4", "Brest", "suite"], ["5", "Lille", "fin"]]


def quoted(text: str, rows: list[list[str]] = NEXT) -> bytes:
    """Webform's header and first rows, some text, and whole rows again."""
    return delimited(HEADER + ROWS) + text.encode() + delimited(rows)


def saved_again(*parts: list[list[str]] | str) -> bytes:
    """Rows as a spreadsheet saves them, and damaged text as it stands."""
    return b"".join(one.encode() if isinstance(one, str) else semicolons(one) for one in parts)


@pytest.mark.parametrize(
    "damaged",
    [
        '"9"\t"Nîmes"x\t""\n',
        '"9"\t"Nîmes\t""\n',
        '"9"\t""Nîmes"\t""\n',
        '"9"\t"Nîmes"\t"trois\r\n""cité""\r\nd\'une réponse\n',
    ],
)
def test_quotes_that_webform_does_not_write_cost_their_own_record_only(damaged):
    records = read(quoted(damaged))

    assert kept(records) == ROWS + NEXT
    assert rejected(records) == [(8, "quotes_broken")]
    assert records[3].cells == ["9"]  # its SID, and nothing of its answers


def test_lines_of_a_damaged_answer_are_no_records_even_when_they_look_like_some():
    """Inside an answer every quote is doubled: none of its lines is a record of quoted cells."""
    answer = '"12"\t"Metz"\t"copié"\n'.replace('"', '""')
    records = read(quoted(f'"9"\t"Nîmes"\t"début\r\n{answer}{answer}fin" coupée"\n'))

    assert kept(records) == ROWS + NEXT
    assert rejected(records) == [(8, "quotes_broken")]


def test_what_is_open_to_the_end_is_a_file_cut_short():
    with pytest.raises(OrganiserError) as refusal:
        read(quoted('"9"\t"Nîmes\t""\nsuite\n', []))

    assert refusal.value.code == "truncated_file"
    assert refusal.value.where == "export.csv, ligne 8"


# Saved again by a spreadsheet, quotes only where needed


def test_in_a_file_saved_again_rows_are_rejected_until_one_has_quotes():
    """They may be the end of the damaged answer, or lines that someone pasted into it."""
    answer = '9;Nîmes;début" de réponse\r\n10;Metz;collé\r\nla fin;"a;b";x\r\n'
    records = read(saved_again(HEADER + ROWS, answer, [*NEXT, ["6", "Dax", "a;b"], ["7", "", ""]]))

    assert kept(records) == [*ROWS, ["6", "Dax", "a;b"], ["7", "", ""]]
    assert {rule for _, rule in rejected(records)} == {"quotes_broken"}


def test_in_a_file_saved_again_a_quote_that_stays_open_is_a_file_cut_short():
    with pytest.raises(OrganiserError, match="sa fin manque"):
        read(saved_again(HEADER + ROWS, '3;"Nîmes;\r\n', NEXT))


# Any damage


@given(
    st.integers(3, 12),
    st.integers(0, 10_000),
    st.sampled_from(['"', "\t", "\n", "", '""', '"\t"', "x"]),
    st.booleans(),
)
@settings(max_examples=400, deadline=None)
def test_one_altered_byte_costs_at_most_one_record(count, at, becomes, is_replaced):
    """A byte taken away, added or changed anywhere among the records: the others come back, in
    order, and nothing that nobody wrote; else the file is refused."""
    texts = ["", "court", 'il a dit "non"', "deux\r\nlignes", "a\tb", '"', "fin\r\n"]
    rows = [[str(n), texts[n % 7], texts[(n + at) % 7]] for n in range(10, 10 + count)]
    before, content = delimited(HEADER), delimited(rows)
    place = at % len(content)
    altered = content[:place] + becomes.encode() + content[place + is_replaced :]

    try:
        found = [r.cells for r in read(before + altered) if not r.rule and len(r.cells) == 3]
    except OrganiserError:
        return
    changed = [cells for cells in found if cells not in rows]
    others = [cells for cells in found if cells in rows]
    assert others == [cells for cells in rows if cells in others]
    assert len(others) >= count - 2
    assert len(changed) <= 1


# Linear


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    ['1\t"a\t\n', '"1"\t"a"x\t""\n', '"""\t\t\n', '"\n', '"1"\t"2\n', '1;"\n', '"a""\t"\t""\n'],
)
def test_reading_time_grows_with_the_file_not_with_its_square(line):
    def read_damaged(count: int) -> None:
        with contextlib.suppress(OrganiserError):
            read(delimited(HEADER) + line.encode() * count + delimited(NEXT))

    assert growth_for_ten_times(read_damaged, 3_000) < 50
