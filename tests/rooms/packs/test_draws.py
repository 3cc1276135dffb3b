"""The bounds of draws in a pack, made again by `verify`."""

from __future__ import annotations

import pytest

from consultation.packs.verification.draws import problems_of_draws

TITLES = "draw,population_count,judged_count,found_count,left_share,most_share\n"
SOUND = f"reading,2626,300,0,{24 / 2326!r},{24 / 2626!r}\n"
READ_WHOLE = "recall,30,30,2,,0.06666666666666667\n"


@pytest.fixture
def pack(tmp_path):
    (tmp_path / "statistiques").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (SOUND, None),
        (READ_WHOLE, None),
        (SOUND.replace("300,0", "300,1"), "la borne du tirage «\u00a0reading\u00a0»"),
        (SOUND.replace("2626,300", "2626,100"), "la borne du tirage"),
        (SOUND.replace("300,0", "300,none"), "illisible"),
        ("reading,0,0,0,,\n", "illisible"),
    ],
)
def test_a_bound_that_its_counts_do_not_permit_is_told(pack, row, problem):
    (pack / "statistiques" / "draws.csv").write_text(TITLES + row)

    told = problems_of_draws(pack)
    assert len(told) == (problem is not None)
    assert all(problem in sentence for sentence in told)


def test_a_pack_without_draws_has_nothing_to_make_again(pack):
    assert problems_of_draws(pack) == []
