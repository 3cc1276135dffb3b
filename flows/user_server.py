"""The Prefect server of those who have one: the environment names it (PREFECT_API_URL)."""

from __future__ import annotations

from prefect.client.orchestration import get_client

from consultation.errors import OrganiserError


def check_server_of_user() -> None:
    """The Prefect server that the environment names answers."""
    with get_client(sync_client=True) as client:
        if client.api_healthcheck() is not None:
            raise OrganiserError(
                "server_unreachable",
                where="PREFECT_API_URL",
                what="le serveur Prefect que cette variable désigne ne répond pas.",
                advice="Démarrez-le, ou retirez la variable\u00a0: un serveur propre à ce "
                "traitement sera alors utilisé.",
            )
