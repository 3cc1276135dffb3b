"""When runs start, and what the service tells those who ask."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from consultation.lock import is_serving, service_lock
from consultation.schedule import Schedule, schedule_of
from consultation.service import Service, announce_service, forget_service, present_service
from consultation.settings import folders

PARIS = ZoneInfo("Europe/Paris")
MORNING = Schedule("0 6 * * *", "Europe/Paris")


def test_the_schedule_is_in_the_time_of_its_place():
    """The night when clocks go forward, six o'clock is still six o'clock."""
    saturday = dt.datetime(2026, 3, 28, 12, tzinfo=PARIS)

    assert MORNING.next_after(saturday) == dt.datetime(2026, 3, 29, 6, tzinfo=PARIS)
    assert MORNING.next_after(saturday).astimezone(dt.UTC).hour == 4
    assert MORNING.last_before(saturday).astimezone(dt.UTC).hour == 5


@pytest.mark.parametrize("text", ["", "6h", "0 6 * *", "61 6 * * *", "0 6 30 2 *"])
def test_what_is_no_schedule_is_refused(text):
    with pytest.raises(ValueError, match="schedule"):
        schedule_of(text)


def test_a_typed_schedule_is_kept_as_it_is():
    assert schedule_of("  0 6  * * 1-5 ").cron == "0 6 * * 1-5"


def test_a_service_is_told_of_as_long_as_it_holds_its_lock(tmp_path):
    here = folders(data=str(tmp_path), environment={})
    service = Service(MORNING, "http://127.0.0.1:4200", "http://127.0.0.1:4200/api", True)

    with service_lock(here.data):
        assert present_service(here) is None
        announce_service(here, service)
        assert is_serving(here.data)
        assert present_service(here) == service
        forget_service(here)
        assert present_service(here) is None

    assert not is_serving(here.data)
    assert present_service(here) is None
