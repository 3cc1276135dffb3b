"""The sentences of a run are the reviewed sentences."""

from tests.said import WRITTEN, said


def test_a_run_says_what_was_reviewed():
    assert said() == WRITTEN.read_text("utf-8"), "python -m tests.said"
