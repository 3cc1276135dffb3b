"""What the service tells those who ask."""

from __future__ import annotations

from consultation.machine.lock import is_serving, service_lock
from consultation.machine.settings import folders
from consultation.runs.schedule import Schedule
from consultation.runs.service import Service, announce_service, forget_service, present_service

MORNING = Schedule("0 6 * * *", "Europe/Paris")


def test_a_service_is_told_of_as_long_as_it_holds_its_lock(tmp_path):
    here = folders(data=str(tmp_path), environment={})
    service = Service(MORNING, "http://127.0.0.1:4200")

    with service_lock(here.data):
        assert present_service(here) is None
        announce_service(here, service)
        assert is_serving(here.data)
        assert present_service(here) == service
        forget_service(here)
        assert present_service(here) is None

    assert not is_serving(here.data)
    assert present_service(here) is None
