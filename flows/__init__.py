"""Orchestration only: the command line and the Prefect flows around the plain functions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consultation.runs.journal import Starter

# The process of `serve`, in the environment of the runs that it starts.
SERVED_BY = "SERVED_BY_FAIRE_MASSE"

# "1" in the environment of a run that the local page starts.
STARTED_BY_PAGE = "STARTED_BY_PAGE_OF_FAIRE_MASSE"


def starter() -> Starter:
    """The kind of process that started this one, as its environment says."""
    if os.environ.get(SERVED_BY):
        return "service"
    return "page" if os.environ.get(STARTED_BY_PAGE) else "command"
