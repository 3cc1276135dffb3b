"""When systemd will start the next run, where it is systemd that starts them."""

from __future__ import annotations

import datetime as dt
import subprocess
from contextlib import suppress
from pathlib import Path

TIMER = "faire-masse.timer"
SECONDS = 2.0
# There while systemd runs the machine (sd_booted(3)).
BOOTED = Path("/run/systemd/system")


def next_timer_run(timer: str = TIMER) -> dt.datetime | None:
    """The timer's next start, in UTC; None without systemd, or when the timer is not on."""
    if not BOOTED.is_dir():
        return None
    question = ["systemctl", "show", timer, "--property=NextElapseUSecRealtime", "--value"]
    with suppress(OSError, subprocess.SubprocessError, ValueError):
        answer = subprocess.run(  # noqa: S603  a fixed question
            [*question, "--timestamp=unix"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        seconds = int(answer.stdout.strip().removeprefix("@"))
        return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds > 0 else None
    return None
