"""When runs start: what is announced is what Prefect does."""

from __future__ import annotations

import asyncio
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from prefect.server.schemas.schedules import CronSchedule

from consultation.runs.schedule import Schedule, schedule_of
from flows.commands.cli import COMMANDS
from flows.commands.commands import parser

ZONE = "Europe/Paris"
PARIS = ZoneInfo(ZONE)
MORNING = Schedule("0 6 * * *", ZONE)


def test_the_schedule_is_in_the_time_of_its_place():
    """The night when clocks go forward, six o'clock is still six o'clock."""
    saturday = dt.datetime(2026, 3, 28, 12, tzinfo=PARIS)

    assert MORNING.next_after(saturday) == dt.datetime(2026, 3, 29, 6, tzinfo=PARIS)
    assert MORNING.next_after(saturday).astimezone(dt.UTC).hour == 4
    assert MORNING.last_before(saturday).astimezone(dt.UTC).hour == 5


@pytest.mark.parametrize(
    "text",
    [
        *("", "6h", "0 6 * *", "61 6 * * *", "0 6 30 2 *"),
        "0 0 6 * * *",  # six o'clock, or every second from midnight
        "0 6 */2 * 1",  # Mondays that are odd, or Mondays and odd days
        "0 6 L * *",
        "0 6 * * 5L",
        "0 6 * * 1#2",
        "0 6-6 * * *",  # at six, or at every hour
        "0 23/2 * * *",  # at 23, or at even hours
        "0 6 * * 1/2",  # with Sunday, or without
        "0 6 * * fri-mon",
        "0 0 */15 * *",  # Prefect leaves out the 1st of March
        "@daily",
    ],
)
def test_what_prefect_would_read_otherwise_or_not_at_all_is_refused(text):
    with pytest.raises(ValueError, match="schedule"):
        schedule_of(text)


def test_a_refused_schedule_is_said_in_french_and_exits_2(capsys):
    with pytest.raises(SystemExit) as refused:
        parser(COMMANDS).parse_args(["serve", "--cron", "0 0 6 * * *"])

    assert refused.value.code == 2
    assert (
        "--cron\u00a0: «\u00a00 0 6 * * *\u00a0» n’est pas une valeur possible"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    "cron",
    ["0 6 * * *", "0 */2 * * *", "0 6,18 * * MON-fri", "0 6 * * 0,7", "30 1-3 29 3 *"],
)
def test_the_starts_that_are_told_are_those_that_prefect_plans(cron):
    schedule, now = Schedule(schedule_of(cron).cron, ZONE), dt.datetime(2026, 5, 1, 7, tzinfo=PARIS)
    planned = CronSchedule(cron=cron, timezone=ZONE).get_dates(12, start=now)

    for start in asyncio.run(planned):
        now = schedule.next_after(now)
        assert now.timestamp() == start.timestamp()
        assert schedule.last_before(now + dt.timedelta(seconds=1)) == now
