"""In which order a file writes its dates."""

from __future__ import annotations

import pytest

from consultation.exports import DateEvidence


def seen(*cells: str) -> DateEvidence:
    evidence = DateEvidence("export.csv")
    evidence.see(cells)
    return evidence


@pytest.mark.parametrize(
    "cell", ["15/15/2022", "00/15/2022", "45/02/2022", "15/02/22", "1/2/20222"]
)
def test_what_is_no_date_is_no_evidence(cell):
    assert seen(cell, "02/15/2022").settle_order() == "mdy"
