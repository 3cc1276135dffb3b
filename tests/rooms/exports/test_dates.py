"""In which order a file writes its dates."""

from __future__ import annotations

import pytest

from consultation.exports import DateEvidence


def seen(*cells: str) -> DateEvidence:
    evidence = DateEvidence("export.csv")
    evidence.see(cells)
    return evidence


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["15/02/2022 - 08:08"], "dmy"),
        (["02/15/2022 - 08:08"], "mdy"),
        (["15.02.2022"], "dmy"),
        (["2022-02-15 08:08:33"], "iso"),
        (["2022/02/15 - 08:08"], "iso"),
        (["05/03/2022 - 08:08", "", "06/03/2022 - 08:08", "3/31/2022 - 08:08"], "mdy"),
    ],
)
def test_one_date_above_the_twelfth_settles_the_order(cells, order):
    evidence = seen(*cells)

    assert evidence.settle_order() == order
    assert not evidence.is_assumed


def test_when_nothing_decides_day_first_is_assumed_and_said():
    evidence = seen("05/03/2022 - 08:08", "06/03/2022 - 09:00")

    assert evidence.settle_order() == "dmy"
    assert evidence.is_assumed


def test_without_any_date_nothing_is_assumed():
    evidence = seen("", "bientôt", "12:30", "0")

    assert evidence.settle_order() == "dmy"
    assert not evidence.is_assumed


@pytest.mark.parametrize(
    "cell", ["15/15/2022", "00/15/2022", "45/02/2022", "15/02/22", "1/2/20222"]
)
def test_what_is_no_date_is_no_evidence(cell):
    assert seen(cell, "02/15/2022").settle_order() == "mdy"
