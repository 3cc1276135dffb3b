"""The parts that all screens share: folders, templates, errors, and the fields of a request, which
are limited in size."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from starlette.templating import Jinja2Templates

from consultation.machine.compression import LARGEST_EXPORT
from consultation.machine.settings import Folders
from consultation.screens.drops import discard
from consultation.screens.searching import excerpt, runs_of_matches
from consultation.screens.waiting import choice_of
from consultation.words.errors import OrganiserError
from consultation.words.french import (
    capitalise,
    date,
    french_digits,
    label,
    moment,
    number,
    share,
)
from consultation.words.screen import harmless_line, harmless_text
from consultation.words.templates import FrenchTemplates
from flows.page.checklist import checklist_of
from flows.page.guard import CHANGE_HEADER, Session
from flows.page.run_process import RunProcess

HERE = Path(__file__).parent
NOT_FOUND = 404
# Enough for a declaration of thousands of columns.
MOST_BYTES = 1 << 22
MOST_FIELDS = 100_000


class Screens:
    """The parts that all screens share: folders, templates, the current run, files dropped by this
    page.

    Templates escape all values. Each whole page contains the secret that its requests need to
    change something (guard.py).
    """

    def __init__(self, folders: Folders, session: Session) -> None:
        self.folders = folders
        self.run = RunProcess(folders)
        # The ids of files dropped since the page was opened: deleted at its end.
        self.received: set[str] = set()
        loader = FrenchTemplates(HERE / "templates")
        self.templates = Environment(loader=loader, autoescape=True)
        self._templates = Jinja2Templates(env=self.templates)
        self.templates.globals |= {
            "change_header": CHANGE_HEADER,
            "change_secret": session.change,
            "choice_of": choice_of,
            "label": label,
            "largest": LARGEST_EXPORT,
            "run": self.run,
        }
        self.templates.filters |= {
            "decimals": decimals,
            "file_size": file_size,
            "excerpt": excerpt,
            "found": runs_of_matches,
            "capitalise": capitalise,
            "date": date,
            "moment": moment,
            "number": number,
            "plain": harmless_line,
            "plain_lines": harmless_text,
            "share": share,
        }

    def show(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """The response that shows a template filled with the values."""
        return self._templates.TemplateResponse(request, template, values, status_code=status)

    def show_step(
        self, request: Request, template: str, here: str, form_id: str, **values: object
    ) -> HTMLResponse:
        """The screen of a step of a consultation, under the list of all its steps. `here` is the
        name of the step: `read`."""
        checklist = checklist_of(self.folders, form_id)
        return self.show(
            request, template, 200, here=here, checklist=checklist, form_id=form_id, **values
        )

    def discard_received(self) -> None:
        """Delete the files that were dropped since the page was opened and that nobody gave to a
        form."""
        for drop_id in self.received:
            discard(self.folders.data, drop_id)

    def problem(
        self, request: Request, error: OrganiserError | None, status: int = 400
    ) -> HTMLResponse:
        """Draw an error. If `error` is None, say that the address leads nowhere. A request of htmx
        gets a part of a page, any other request a whole page."""
        is_part = "hx-request" in request.headers
        template = "parts/problem.html" if is_part else "problem.html"
        return self.show(request, template, status, error=error)


def decimals(value: float) -> str:
    """A number with two decimals in French: 0.67 → « 0,67 », -0.1 → « -0,10 »."""
    return french_digits(f"{value:.2f}")


def file_size(count: int) -> str:
    """A size in bytes in French: 12,000 → « 12 Ko », 3,400,000 → « 3,4 Mo », 3 → « 1 Ko »."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))}\u00a0Ko"
    return f"{number(round(count / 1_000_000, 1))}\u00a0Mo"


async def _sent_pairs(request: Request) -> list[tuple[str, str]]:
    """The fields of a request in their order, as pairs of name and value. Raises OrganiserError if
    the fields have more than 4 MiB, are more than 100,000, or are not UTF-8."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_BYTES:
            raise OrganiserError("request_too_large")
    try:
        text = content.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise OrganiserError("request_too_large") from None


SentPairs = Annotated[list[tuple[str, str]], Depends(_sent_pairs)]


def number_in(text: str) -> int:
    """The number that a text is: « 12 » → 12. 0 for any other text (« x »), and for nine digits or
    more."""
    return int(text) if text.isdecimal() and len(text) < 9 else 0
