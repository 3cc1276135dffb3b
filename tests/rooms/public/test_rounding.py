"""Counts of persons as everybody may be told them: the rule, and what a reader of five releases
and of the packs finds out all the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from consultation.public.question_tables import ColumnCounts
from consultation.public.rounding import Cell, Rounding
from tests.cases.public_adversary import Reader, Release, few_cells
from tests.cases.public_counts import ALL, Counts, Shape, history_with_packs

HISTORIES = 500
ROUNDING = Rounding(11)

# --- the rule ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minimum", "persons", "told"),
    [
        *((11, persons, None) for persons in (1, 10)),
        *((11, persons, 15) for persons in (11, 12, 17)),
        *((11, persons, told) for persons, told in ((0, 0), (18, 20), (22, 20), (23, 25))),
        *((5, persons, told) for persons, told in ((0, 0), (4, None), (5, 5), (7, 5), (8, 10))),
        *((20, persons, told) for persons, told in ((19, None), (20, 20), (22, 20), (23, 25))),
    ],
)
def test_a_count_is_told_to_the_nearest_5_few_as_few_and_nobody_as_nobody(minimum, persons, told):
    assert Rounding(minimum).of(persons) == told


@pytest.mark.parametrize("minimum", [5, 11, 20])
def test_no_share_is_above_all_of_it_and_none_is_of_few(minimum):
    rounding = Rounding(minimum)
    for base in range(rounding.fewest, 130):
        for count in range(base + 1):
            cell = rounding.cell(count, base)
            assert (cell.share is None) == (0 < count < minimum)
            assert 0 <= (cell.whole_share or 0) <= 1


def test_a_share_is_of_rounded_counts_without_decimals_and_of_fewer_than_50_nothing_is_told():
    assert ROUNDING.cell(48, 152) == Cell(ROUNDING.of(48), ROUNDING.of(152))
    assert Cell(50, 150).whole_share == 0.33
    assert ROUNDING.few == "10 ou moins"
    assert [Rounding(minimum).fewest for minimum in (5, 11, 60)] == [50, 50, 60]


@pytest.mark.parametrize(
    ("whole", "parts", "is_left"),
    [
        (97, (48, 48, 1), False),  # 97 are the most that are told as 95, 48 the least as 50
        (97, (48, 47, 2), True),
        (208, (52, 52, 52, 52), False),  # the least of 210, the most of 50
        (210, (52, 52, 52, 54), True),
        (60, (60, 0, 0), True),
        (17, (1,) * 17, False),
    ],
)
def test_rounded_numbers_that_tell_each_other_leave_no_room(whole, parts, is_left):
    assert ROUNDING.leaves_room(whole, parts) == is_left


# --- who has all releases and the packs --------------------------------------------------------


def moments_of(seed: int) -> tuple[list[tuple[Counts, Counts]], bool]:
    """Moments of a consultation, each with what its pack holds; whether it only grew."""
    random_ = random.Random(seed)  # noqa: S311
    groups = tuple(random_.randint(2, 5) for _ in range(random_.randint(1, 2)))
    options = tuple(random_.randint(2, 4) for _ in range(random_.randint(1, 2)))
    several = frozenset(q for q in range(len(options)) if random_.random() < 0.4)
    sizes = [random_.randint(ROUNDING.fewest, 150)]
    for _ in range(4):
        sizes.append(max(ROUNDING.fewest, round(sizes[-1] * random_.uniform(0.95, 1.5))))
    leaving, agreeing = random_.choice([0, 0, 0.02, 0.1]), random_.choice([0.5, 0.8, 0.95])
    shape = Shape(groups, options, several)
    moments = history_with_packs(seed, shape, sizes, leaving, agreeing)
    return moments, not leaving and sizes == sorted(sizes)


def printed_of(counts: Counts, fewest: int = ROUNDING.fewest) -> dict[str, int | None]:
    """What the tables of a release print: no question and no column of fewer answers,
    and no groups, choices of one each or totals of them whose roundings leave no room."""
    persons, left_out = counts.persons, set()
    for one in counts.sums:
        leaves_room = ROUNDING.leaves_room(persons[one.whole], [persons[c] for c in one.parts])
        column, _, state = one.whole.rpartition("/")
        starts = (f"{column}/o", f"{column}/t")
        has_choices = state in ("ont", "t0", "t1") and all(
            part.startswith(starts) for part in one.parts
        )
        if one.whole == ALL and not leaves_room and not any("/" in part for part in one.parts):
            left_out.update(one.parts)
        elif (state == "ont" and persons[one.whole] < fewest) or (
            has_choices and persons[one.whole] and not leaves_room
        ):
            left_out.add(column)
    return {
        cell: ROUNDING.of(persons[cell])
        for cells in counts.tables.values()
        for cell in cells
        if not {cell, cell.rpartition("/")[0]} & left_out - {""}
    }


def every_cell(_release: Release, _cell: str) -> bool:
    return True


def told(
    seed: int,
    *,
    is_beside_packs: bool = False,
    is_looked_at: Callable[[Release, str], bool] = every_cell,
    fewest: int = ROUNDING.fewest,
) -> Sequence[tuple[int, str]]:
    """The cells of 1 to 10 persons of which a reader of all releases has the one number."""
    moments, has_growth = moments_of(seed)
    releases = [Release(printed_of(counts, fewest), counts, sent) for counts, sent in moments]
    if not is_beside_packs:
        releases = [replace(one, sent=None) for one in releases]
    reader = Reader(releases, ROUNDING.minimum, fewest, has_growth=has_growth)
    return reader.fixed(list(few_cells(releases, ROUNDING.minimum, is_looked_at)))


# The first of all, and those by which persons are found where columns of fewer answers are printed.
TELLING = (85, 105, 181, 305, 330, 353, 398, 411, 418, 467)
MANY = {"marks": pytest.mark.exhaustive}
SEEDS = [(*range(40), *TELLING), pytest.param(range(40, HISTORIES), **MANY)]


def test_two_sides_that_tell_how_few_are_between_them_are_not_told():
    """Of 97 persons, told as 95, 48 and 48, told as 50 each, leave one."""
    chosen = {("", "a"): 24, ("", "b"): 24, ("", "c"): 24, ("", "d"): 24, ("", "none"): 1}
    column = ColumnCounts(Counter({"": 97}), Counter(chosen))
    one, other = {"Pour": ("a", "b")}, {"Contre": ("c", "d")}

    assert column.is_told("", ROUNDING, one)
    assert column.is_told("", ROUNDING, other)
    assert not column.is_told("", ROUNDING, one | other)


FEW_MISSING = range(1, ROUNDING.minimum)


def printed_or_of_many_missing(release: Release, cell: str) -> bool:
    """What is only computed may be told where 1 to 10 persons are missing from the pack, which then
    says nearly all by itself: docs/publier-les-resultats.md warns of it."""
    return cell in release.printed or release.missing not in FEW_MISSING


@pytest.mark.parametrize(
    "how",
    [{}, {"is_beside_packs": True, "is_looked_at": printed_or_of_many_missing}],
    ids=["alone", "beside exact packs"],
)
@pytest.mark.parametrize("seeds", SEEDS, ids=["50", "all"])
def test_five_releases_fix_no_cell_of_1_to_10_persons_printed_or_computed(seeds, how):
    fixed = {seed: told(seed, **how) for seed in seeds}

    assert {seed: cells for seed, cells in fixed.items() if cells} == {}


def test_the_reader_finds_persons_where_columns_of_few_answers_are_printed():
    """Seed 85: columns of 50 answers and more alone tell nothing, all columns do."""
    assert told(85, fewest=0)
    assert not told(85)


def test_the_reader_finds_persons_where_only_few_are_not_told():
    """What the search is worth: every count of enough persons is printed as it is."""
    moments, has_growth = moments_of(1)
    releases = []
    for counts, _ in moments:
        exact = {cell: counts.persons[cell] for cell in printed_of(counts)}
        few = {cell for cell, count in exact.items() if 0 < count < ROUNDING.minimum}
        releases.append(Release({**exact, **dict.fromkeys(few)}, counts))
    reader = Reader(releases, ROUNDING.minimum, 0, has_growth=has_growth, slack=0)

    assert reader.fixed(list(few_cells(releases, ROUNDING.minimum, every_cell)))
