"""What a reader of all public releases together is certain of, and which tables then stay."""

from __future__ import annotations

from dataclasses import replace

from consultation.protection.audit import certain_cells, kept_back
from consultation.protection.counts import Counts, PublicCounts, PublicTable, Sum
from consultation.protection.release import protect_counts

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


def test_few_whom_sums_over_releases_leave_no_room_are_told_though_they_may_be_nobody():
    """97 were no few in a, of 100: once 101 are, no more than four of these can be."""
    sums = (*SUMS, Sum("a", ("a yes", "a no")))
    tables = {**TABLES, "crossed": ("a yes",)}

    def crossed(a: int, b: int, yes: int) -> Counts:
        persons = counted(a, b, yes).persons
        return Counts({**persons, "a yes": 97, "a no": a - 97}, sums, tables, "everybody")

    first, later = crossed(100, 200, 150), crossed(101, 300, 200)
    old = shown(1, first, "a", "b")
    new = shown(2, later, "b", "everybody")
    kept = replace(new, tables={**new.tables, "crossed": old.tables["crossed"]})

    assert certain_cells(later, (old, kept), MINIMUM) == {"a no"}
    assert certain_cells(later, (old, shown(2, later, "a", "b", "a yes")), MINIMUM) == set()


def test_somebody_is_where_readers_know_that_somebody_is():
    """Of eleven in two weeks one at least is in the last: the other week has ten at most."""
    weeks = ("all", "w1", "w2", "w3")
    persons = {"all": 111, "w1": 100, "w2": 3, "w3": 8}
    counts = Counts(persons, (Sum("all", weeks[1:]),), {"weeks": weeks}, "all")
    known = replace(counts, peopled=("w3",))
    release = protect_counts(counts, [], MINIMUM, "1er mars")

    assert release.tables["weeks"].hidden == ("w2", "w3")
    assert certain_cells(counts, (release,), MINIMUM) == set()
    assert certain_cells(known, (release,), MINIMUM) == {"w2"}
    assert "w1" in protect_counts(known, [], MINIMUM, "1er mars").tables["weeks"].hidden


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
