"""What a run is doing, told to the person who waits and kept by Prefect."""

from __future__ import annotations

import sys
from contextlib import suppress

from prefect import get_run_logger

from consultation.screen import harmless_text


def announce(line: str) -> None:
    """The line is on standard error and in the run's log."""
    line = harmless_text(line)
    # Someone who closes their terminal, or pipes into `head`, does not stop a publication.
    with suppress(OSError):
        print(line, file=sys.stderr, flush=True)
    get_run_logger().info(line)
