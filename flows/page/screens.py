"""What all screens share: the folders, the templates, and how an error is shown."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.templating import Jinja2Templates

from consultation.errors import OrganiserError
from consultation.settings import Folders
from flows.page.guard import CHANGE_HEADER, Session
from flows.page.run_process import RunProcess

HERE = Path(__file__).parent


class Screens:
    """Screens over some folders. Templates escape all that they are given; whole pages have the
    secret with which their own requests change things (guard.py)."""

    def __init__(self, folders: Folders, session: Session) -> None:
        self.folders = folders
        self.run = RunProcess(folders)
        self._templates = Jinja2Templates(directory=HERE / "templates")
        self._templates.env.globals |= {
            "change_header": CHANGE_HEADER,
            "change_secret": session.change,
        }

    def show(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """The screen of a template, filled."""
        return self._templates.TemplateResponse(request, template, values, status_code=status)

    def problem(
        self, request: Request, error: OrganiserError | None, status: int = 400
    ) -> HTMLResponse:
        """What is wrong, where, what to do; without an error, that the address leads nowhere. A
        request for a part of a page gets it as a part."""
        is_part = "hx-request" in request.headers
        template = "parts/problem.html" if is_part else "problem.html"
        return self.show(request, template, status, error=error)
