"""The Prefect server of those who have one: the environment names it (PREFECT_API_URL)."""

from __future__ import annotations

from prefect.client.orchestration import get_client

from consultation.errors import OrganiserError


def check_server_of_user() -> None:
    """The Prefect server that the environment names answers."""
    if not _answers():
        raise OrganiserError("server_unreachable")


def failure() -> OrganiserError | None:
    """Why a run that had begun could not end: the server, the user's or that of `serve`, answers
    no more; None when it does."""
    return None if _answers() else OrganiserError("server_gone")


def _answers() -> bool:
    with get_client(sync_client=True) as client:
        return client.api_healthcheck() is None
