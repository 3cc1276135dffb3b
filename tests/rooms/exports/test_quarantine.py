"""A damaged record is set apart by itself: what follows is read again as soon as it is sure."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.words.errors import OrganiserError
from schemas import limits
from tests.cases.errors import error_of
from tests.cases.growth import growth_for_ten_times
from tests.cases.reading import form, kept, read, rejected
from tests.cases.small import export, row, small_run
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
        *('"9"\t"Nîmes"x\t""\n', '"9"\t"Nî"mes"\t""\n', '"9"\t"Nîmes\t""\n'),
        *('"9"\tNîmes"\t""\n', '"9"\t""Nîmes"\t""\n', '"9"\t"Nîmes""\t""\n'),
        '"9"\t"Nîmes"\t"trois\r\nlignes\r\nd\'une réponse" coupée"\n',
        '"9"\t"Nîmes"\t"trois\r\n""cité""\r\nd\'une réponse\n',
        # Inside an answer every quote is doubled: none of its lines is a record of quoted cells.
        '"9"\t"Nîmes"\t"début\r\n' + '""12""\t""Metz""\t""copié""\n' * 2 + 'fin" coupée"\n',
    ],
)
def test_quotes_that_webform_does_not_write_cost_their_own_record_only(damaged):
    records = read(quoted(damaged))

    assert kept(records) == ROWS + NEXT
    assert rejected(records) == [(8, "quotes_broken")]
    assert records[3].cells == ["9"]  # its SID, and nothing of its answers


def test_a_record_of_another_width_that_runs_over_several_lines_is_looked_into():
    records = read(quoted('"9"\t"Nîmes"\t"deux\r\nlignes"\t"de trop"\n'))

    assert kept(records)[:3] + kept(records)[4:] == ROWS + NEXT
    assert (records[3].line, records[3].cells) == (8, ["9"])  # rejected by its width, further on


def test_what_is_open_to_the_end_is_a_file_cut_short():
    refusal = error_of(read, quoted('"9"\t"Nîmes\t""\nsuite\n', []))

    assert (refusal.code, refusal.where) == ("truncated_file", "export.csv, ligne 8")


# Saved again by a spreadsheet, quotes only where needed


def test_in_a_file_saved_again_a_row_with_quotes_proves_that_no_answer_is_open():
    """The rows before it may be lines that someone pasted into the damaged answer."""
    answer = '9;Nîmes;début" de réponse\r\n10;Metz;collé\r\n11;Caen;collé\r\nla fin";x\r\n'
    sure = [["6", "Dax", "a;b"], ["7", "Dole", ""]]
    records = read(saved_again(HEADER + ROWS, answer, NEXT, sure))

    assert kept(records) == [*ROWS, *sure]
    assert [line for line, _ in rejected(records)] == [8, 9, 10, 12, 13]


def test_after_damage_a_row_without_number_where_the_sid_stands_proves_nothing():
    damaged = '9;Nîmes;début" de réponse\r\nsa suite;"a;b";fin\r\n'
    records = read(saved_again(HEADER + ROWS, damaged, [["10", "a;b", ""]]))

    assert kept(records) == [*ROWS, ["10", "a;b", ""]]
    assert [line for line, _ in rejected(records)] == [8, 9]


def test_the_last_row_of_a_file_saved_again_needs_no_line_end_but_all_its_cells():
    whole = semicolons(HEADER + ROWS).rstrip(b"\r\n")

    assert kept(read(whole)) == [record.cells for record in read(whole)] == ROWS
    assert rejected(read(whole[: whole.rindex(b";")])) == [(7, "end_missing")]


# The whole way


def test_what_is_read_is_typed_or_rejected_with_its_line_and_its_sid(tmp_path):
    content = export([row(1, Texte="a"), row(2, Texte='b "c"'), row(3, Texte="d")])
    broken = content.replace(b'"b ""c"""', b'"b "c""')
    run = small_run(tmp_path)
    run.write("export.tsv", broken)
    run.build("statistics.flow")  # and its checks: typed or rejected

    found = run.query("select sid, line_number, rule from typed.rejections")
    assert found == [(2, 5, "quotes_broken")]
    assert run.query("select sid from typed.submissions order by 1") == [(1,), (3,)]
    found = run.query("select len(cells), rule from raw.records where rule is not null")
    assert found == [(0, "quotes_broken")]
    assert run.flow()["rejected"] == 1


# Any damage


@given(
    st.integers(3, 12),
    st.integers(0, 10_000),
    st.sampled_from(['"', "\t", ";", "\n", "", '""', '"\t"', " ", "x"]),
    st.booleans(),
    st.sampled_from([delimited, semicolons]),
)
@settings(max_examples=600, deadline=None)
def test_one_altered_byte_costs_at_most_one_record(count, at, becomes, is_replaced, write):
    """A byte taken away, added or changed anywhere among the records: the others come back, in
    order, and nothing that nobody wrote; else the file is refused. In a file saved again those
    that prove nothing are rejected too."""
    texts = ["", "court", 'il a dit "non"', "deux\r\nlignes", "a\tb;c", '"', "fin\r\n"]
    rows = [[str(n), texts[n % 7], texts[(n + at) % 7]] for n in range(10, 10 + count)]
    before, content = write(HEADER), write(rows)
    place = at % len(content)
    altered = content[:place] + becomes.encode() + content[place + is_replaced :]

    try:
        records = read(before + altered, form())
    except OrganiserError:
        return
    found = [one.cells for one in records if not one.rule and len(one.cells) == 3]
    changed = [cells for cells in found if cells not in rows]
    others = [cells for cells in found if cells in rows]
    assert others == [cells for cells in rows if cells in others]
    assert len(changed) <= 1
    assert write is semicolons or len(others) >= count - 2
    assert len(found) < len(records) or len(found) >= count - 1  # what is lost is said


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


def test_a_quote_that_swallows_more_than_a_cell_holds_gives_rows_back(csv_limit, monkeypatch):
    monkeypatch.setattr(limits, "CELL_CHARACTERS", 200)
    rows = [[str(n), "x;" * 10, ""] for n in range(100, 130)]
    records = read(saved_again(HEADER, '99;"perdu;\r\n', rows))

    assert kept(records) == rows
    assert rejected(records) == [(4, "quotes_broken")]
