"""The first screen: each consultation with its state, and the place to drop an export."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consultation.care.status import status_of
from flows.page.screens import Screens


def routes(screens: Screens) -> APIRouter:
    """The first screen."""
    router = APIRouter()

    @router.get("/")
    def home(request: Request) -> HTMLResponse:
        return screens.show(request, "home.html", status=200, state=status_of(screens.folders))

    return router
