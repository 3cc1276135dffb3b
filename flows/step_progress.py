"""What a run is doing, told to the person who waits and kept by Prefect."""

from __future__ import annotations

from prefect import get_run_logger

from consultation.words.screen import harmless_text
from flows.terminal import show_line


def announce(line: str) -> None:
    """The line is on standard error and in the run's log."""
    line = harmless_text(line)
    show_line(line)
    get_run_logger().info(line)
