"""Any life of a consultation: what leaves, boxes and answers are what the plain rules say.

People answer, save drafts, edit, send twice, skip a grid; organisers export all or a part, with or
without columns, in any order, decide, withdraw and erase people, change the form file, lose the
working database. After each run: nobody leaves more publicly than the least they said and was not
decided (`raised`), everybody who agreed leaves or is asked about (`lost`), boxes are the model's,
and so is what an answer says; the pack waits for what is asked (`sent`), and for nothing else
(`needless`).
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest

from tests.cases.histories import drawn_history
from tests.cases.lived import Life, smallest


def assert_as_told(numbers: range) -> None:
    """Assert that these histories end as the model says. Show the smallest that does not."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            steps = drawn_history(number)
            differences = Life(Path(folder)).live(steps).differences
        assert not differences, (number, differences, smallest(steps, differences[0]))


@pytest.mark.slow
def test_what_leaves_is_what_the_rules_say():
    assert_as_told(range(8))


@pytest.mark.exhaustive
@pytest.mark.timeout(0)
def test_what_leaves_is_what_the_rules_say_in_thousands_of_histories():
    first = random.SystemRandom().randrange(10**9)
    assert_as_told(range(first, first + 2_000))
