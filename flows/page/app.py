"""The page as an application: its screens, styles and errors."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from consultation.machine.failures import for_organisers
from consultation.machine.settings import Folders
from consultation.screens.drops import discard_old
from consultation.words.errors import OrganiserError
from flows.page import (
    declaring,
    dropping,
    guide,
    home,
    results_screen,
    review_screens,
    run_screen,
    sending_screens,
)
from flows.page.guard import Session
from flows.page.screens import HERE, NOT_FOUND, Screens


def make_app(folders: Folders, session: Session) -> FastAPI:
    """The page as an application for these folders. The application itself answers every request,
    so a `Guard` (guard.py) must stand before it. Files dropped more than a day ago are deleted."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    screens = Screens(folders, session)
    discard_old(folders)
    app.state.screens = screens
    app.mount("/page", StaticFiles(directory=HERE / "static"))
    app.mount("/aide/images", StaticFiles(directory=guide.DOCS / "images"))
    for routes in (
        home.routes,
        declaring.routes,  # its « nouvelle » must match before any form id
        dropping.routes,
        review_screens.routes,
        run_screen.routes,
        results_screen.routes,
        sending_screens.routes,
        guide.routes,
    ):
        app.include_router(routes(screens))

    @app.exception_handler(HTTPException)
    async def say_not_found(request: Request, error: HTTPException) -> Response:
        is_there = error.status_code != NOT_FOUND
        problem = OrganiserError("request_too_large") if is_there else None
        return screens.problem(request, problem, error.status_code)

    @app.exception_handler(RequestValidationError)
    def say_not_ours(request: Request, error: RequestValidationError) -> Response:
        return screens.problem(request, OrganiserError("request_too_large"), 422)

    @app.exception_handler(OrganiserError)
    def say_refusal(request: Request, error: OrganiserError) -> Response:
        return screens.problem(request, error)

    @app.exception_handler(Exception)
    def say_problem(request: Request, error: Exception) -> Response:
        return screens.problem(request, for_organisers(error, ""), 500)

    return app
