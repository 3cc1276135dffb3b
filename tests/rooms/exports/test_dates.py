"""In which order a file writes its dates."""

from __future__ import annotations

import pytest

from consultation.exports import DateEvidence


@pytest.mark.parametrize(
    ("cells", "order", "is_assumed"),
    [
        # One date above the twelfth settles it.
        ("15/02/2022 - 08:08", "dmy", False),
        ("05/03/2022 - 08:08, , 06/03/2022 - 08:08, 3/31/2022 - 08:08", "mdy", False),
        ("02.15.2022", "mdy", False),
        ("2022-02-15 08:08:33", "iso", False),
        ("2022/02/15 - 08:08", "iso", False),
        # Day first is assumed where nothing decides, and nothing where there is no date.
        ("05/03/2022 - 08:08, 06/03/2022 - 09:00", "dmy", True),
        (", bientôt, 12:30, 0", "dmy", False),
        # What is no date is no evidence.
        ("15/15/2022, 00/15/2022, 45/02/2022, 15/02/22, 13/2/20222, 02/15/2022", "mdy", False),
    ],
)
def test_the_order_is_the_one_in_which_every_date_can_be_read(cells, order, is_assumed):
    evidence = DateEvidence("export.csv")
    evidence.see(cells.split(", "))

    assert (evidence.settle_order(), evidence.is_assumed) == (order, is_assumed)
