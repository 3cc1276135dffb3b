"""What a reader of all public releases together is certain of, and which tables then stay."""

from __future__ import annotations

from consultation.protection.audit import certain_cells, kept_back
from consultation.protection.counts import Counts, PublicCounts, PublicTable, Sum

MINIMUM = 11
SUMS = (Sum("everybody", ("a", "b")), Sum("everybody", ("yes", "no")))
TABLES = {"groups": ("everybody", "a", "b"), "answers": ("yes", "no")}


def counted(a: int, b: int, yes: int) -> Counts:
    persons = {"everybody": a + b, "a": a, "b": b, "yes": yes, "no": a + b - yes}
    return Counts(persons, SUMS, TABLES, "everybody")


def shown(number: int, counts: Counts, *hidden: str) -> PublicCounts:
    """A release that shows all but these."""
    tables = {
        name: PublicTable(
            number,
            {cell: counts.persons[cell] for cell in cells if cell not in hidden},
            tuple(cell for cell in cells if cell in hidden),
        )
        for name, cells in counts.tables.items()
    }
    persons = counts.persons[counts.everybody]
    return PublicCounts(number, "2022-03-01", persons, tables, {number: "2022-03-01"})


FIRST = counted(100, 200, 150)


def test_what_came_in_between_two_releases_is_told_where_both_show_it():
    later = counted(105, 300, 200)
    releases = (shown(1, FIRST), shown(2, later))

    assert certain_cells(later, releases, MINIMUM) == {"a"}


def test_what_only_the_sums_tell_is_told_too():
    later = counted(105, 300, 200)
    releases = (shown(1, FIRST, "a"), shown(2, later, "a"))

    assert certain_cells(later, releases, MINIMUM) == {"a"}


def test_nothing_is_certain_of_what_is_hidden_with_another():
    later = counted(105, 300, 200)
    releases = (shown(1, FIRST, "a", "b"), shown(2, later, "a", "b"))

    assert certain_cells(later, releases, MINIMUM) == set()


def test_the_table_that_would_tell_stays_and_the_others_are_renewed():
    later = counted(105, 300, 200)
    first, second = shown(1, FIRST), shown(2, later)
    kept = kept_back(later, (first,), second, MINIMUM)

    assert kept.tables["groups"] == first.tables["groups"]
    assert kept.tables["answers"] == second.tables["answers"]
    assert certain_cells(later, (first, kept), MINIMUM) == set()


def test_where_every_table_would_tell_the_last_release_stays():
    later = counted(105, 201, 152)
    first = shown(1, FIRST)

    assert kept_back(later, (first,), shown(2, later), MINIMUM) == first


def test_a_release_that_tells_nothing_is_left_as_it_is():
    later = counted(140, 260, 200)
    release = shown(2, later)

    assert kept_back(later, (shown(1, FIRST),), release, MINIMUM) is release
    assert kept_back(FIRST, (), shown(1, FIRST), MINIMUM) == shown(1, FIRST)


def test_withdrawals_are_no_contradiction():
    later = counted(60, 260, 150)

    assert certain_cells(later, (shown(1, FIRST), shown(2, later)), MINIMUM) == set()
