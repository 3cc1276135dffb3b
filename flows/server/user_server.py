"""The Prefect server of those who have one: the environment names it (PREFECT_API_URL)."""

from __future__ import annotations

from prefect.client.orchestration import get_client

from consultation.errors import OrganiserError


def check_server_of_user() -> None:
    """The Prefect server that the environment names answers."""
    if not _answers():
        raise OrganiserError(
            "server_unreachable",
            where="PREFECT_API_URL",
            what="le serveur Prefect que cette variable désigne ne répond pas.",
            advice="Démarrez-le, ou retirez la variable\u00a0: un serveur propre à ce "
            "traitement sera alors utilisé.",
        )


def failure() -> OrganiserError | None:
    """Why a run that had begun could not end: the server, the user's or that of `serve`, answers
    no more; None when it does."""
    if _answers():
        return None
    return OrganiserError(
        "server_gone",
        where="Prefect",
        what="le serveur à qui ce passage parlait (celui de «\u00a0faire-masse serve\u00a0», ou"
        " celui de PREFECT_API_URL) s'est arrêté en route.",
        advice="Ce qui est publié est entier. Remettez-le en marche, puis relancez la commande.",
    )


def _answers() -> bool:
    with get_client(sync_client=True) as client:
        return client.api_healthcheck() is None
