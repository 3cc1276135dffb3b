"""When systemd will start the next run, where it is systemd that starts them."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TIMER = "faire-masse.timer"
SECONDS = 2.0
# There while systemd runs the machine (sd_booted(3)).
BOOTED = Path("/run/systemd/system")


@dataclass(frozen=True)
class Timer:
    """A timer that is on. `next_run_at` (UTC) is not known while the run that it started goes on:
    systemd reckons it afterwards."""

    next_run_at: dt.datetime | None


def timer_state(timer: str = TIMER) -> Timer | None:
    """The timer as systemd sees it; None without systemd, or when the timer is not on.

    `list-timers` and not `show`, whose `--timestamp=unix` leaves a timer's times as text up to
    systemd 258 (systemd issue 39282).
    """
    if not BOOTED.is_dir():
        return None
    question = ["systemctl", "list-timers", timer, "--output=json"]
    with suppress(OSError, subprocess.SubprocessError, ValueError, LookupError, TypeError):
        answer = subprocess.run(  # noqa: S603  fixed
            question,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        timers = json.loads(answer.stdout)
        return Timer(_moment(timers[0]["next"])) if timers else None
    return None


def _moment(microseconds: int | None) -> dt.datetime | None:
    """From microseconds since 1970, systemd's unit of time; null or 0 is no moment."""
    if not microseconds:
        return None
    return dt.datetime.fromtimestamp(microseconds // 1_000_000, dt.UTC)
