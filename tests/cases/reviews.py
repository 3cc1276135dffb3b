"""The page's review of a run's form."""

from __future__ import annotations

from consultation.machine.lock import is_running
from consultation.screens.reviewing import Review
from tests.cases.runs import Run


def review_of(run: Run) -> Review:
    """The review of a run's form, when only other processes start runs."""
    return Review(run.folders, run.form_id, lambda: is_running(run.folders.data))
