"""What a public release shows, hides, and keeps from the one before."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from consultation.errors import OrganiserError
from consultation.protection.counts import Counts, PublicCounts, Sum
from consultation.protection.history import keep_release, read_releases
from consultation.protection.release import is_renewable, protect_counts
from tests.cases.public_counts import ALL, Shape, history

GROWTH = [round(100 * 1.13**run) for run in range(30)]


def question(**persons: int) -> Counts:
    """How many chose each option of a question, and how many answered."""
    counts = {**persons, "ont répondu": sum(persons.values())}
    return Counts(
        counts, [Sum("ont répondu", tuple(persons))], {"q": [*counts]}, everybody="ont répondu"
    )


def shown(counts: Counts, *earlier: PublicCounts) -> dict[str, int]:
    return dict(protect_counts(counts, earlier, 11, "1er mars").tables["q"].shown)


def test_all_is_shown_where_nobody_is_given_away() -> None:
    assert shown(question(oui=40, non=11, autre=0)) == {
        "oui": 40, "non": 11, "autre": 0, "ont répondu": 51
    }  # fmt: skip


def test_a_second_cell_is_hidden_the_one_that_tells_least() -> None:
    assert shown(question(oui=40, non=20, autre=3)) == {"oui": 40, "ont répondu": 63}


def test_few_who_did_not_choose_an_option_are_few_too() -> None:
    counts = Counts(
        {"ont répondu": 100, "vélo": 96, "pas vélo": 4, "train": 50, "pas train": 50},
        [Sum("ont répondu", ("vélo", "pas vélo")), Sum("ont répondu", ("train", "pas train"))],
        {"q": ["ont répondu", "vélo", "train"]},
        everybody="ont répondu",
    )

    assert shown(counts) == {"ont répondu": 100, "train": 50}


def test_a_release_stays_as_it_is_until_enough_changed() -> None:
    last = protect_counts(question(oui=200, non=100), [], 11, "1er mars")

    assert not is_renewable(last, question(oui=210, non=110), 11)
    assert protect_counts(question(oui=210, non=110), [last], 11, "2 mars") is last
    assert protect_counts(question(oui=280, non=140), [last], 11, "3 mars").dates == {2: "3 mars"}


def test_few_who_came_since_are_hidden_with_another() -> None:
    first = protect_counts(question(**{f"o{n}": 20 + n for n in range(9)}), [], 11, "1er mars")
    later = {"o0": 25, **{f"o{n}": 60 + n for n in range(1, 9)}}

    cells = shown(question(**later), first)

    assert cells == {
        **{f"o{n}": 60 + n for n in range(2, 9)},
        "ont répondu": 25 + sum(range(61, 69)),
    }


def test_a_table_that_would_show_much_less_keeps_its_old_figures() -> None:
    first = protect_counts(question(oui=40, non=30, autre=20), [], 11, "1er mars")
    moved = question(oui=45, non=130, autre=22)

    release = protect_counts(moved, [first], 11, "2 mars")

    assert release == first


@pytest.mark.parametrize("size", [0, 1, 4, 10])
def test_of_few_persons_in_all_nothing_is_shown(size: int) -> None:
    assert set(shown(question(oui=size, non=0)).values()) <= {0}


def test_the_order_in_which_counts_are_given_changes_nothing() -> None:
    counts = history(3, Shape((4, 3), (3, 3), frozenset({1})), [120])[0]
    turned = replace(
        counts,
        persons=dict(reversed(counts.persons.items())),
        sums=list(reversed(counts.sums)),
    )

    assert protect_counts(turned, [], 11, "") == protect_counts(counts, [], 11, "")


def test_releases_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "form.public.json"
    first = protect_counts(question(oui=200, non=100), [], 11, "1er mars")
    second = protect_counts(question(oui=300, non=200), [first], 11, "2 mars")

    assert read_releases(path) == ()
    keep_release(path, [], first)
    keep_release(path, [first], second)
    keep_release(path, [first, second], second)
    assert read_releases(path) == (first, second)


def test_a_file_of_releases_that_cannot_be_read_stops_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "form.public.json"
    path.write_text("[", encoding="utf-8")

    with pytest.raises(OrganiserError) as stopped:
        read_releases(path)

    assert stopped.value.code == "public_releases_unreadable"


@pytest.mark.slow
def test_figures_do_not_fall_away_as_releases_pile_up() -> None:
    """Measured: docs/decisions.md, « Few persons »."""
    released: list[PublicCounts] = []
    cells = []
    for counts in history(3, Shape((4, 6), (3, 4), frozenset({1})), GROWTH, leaving=0.005):
        released.append(protect_counts(counts, released, 11, str(counts.persons[ALL])))
        cells.append(sum(len(table.shown) for table in released[-1].tables.values()))

    assert all(later >= 0.8 * earlier for earlier, later in pairwise(cells))
    assert cells[-1] > 1.5 * cells[0]
