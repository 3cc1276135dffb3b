"""What screens of decisions share: what they are sent, each form's review, who decides, how an
error is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from consultation.care.erasing import note_sent
from consultation.care.erasure_letters import Letter, letters_to_send
from consultation.forms.form import read_form
from consultation.machine.lock import run_lock
from consultation.organisation.reviewing import Review
from consultation.organisation.waiting import KEY, Said
from consultation.releases.shown import is_form_id
from consultation.words.errors import OrganiserError
from flows.page.guard import PERSON
from flows.page.screens import Screens, SentPairs, number_in
from flows.page.way import PLACES

CONFLICT = 409


@dataclass(frozen=True)
class Fields:
    """A form as it was sent, and the name of who sent it, where one is known."""

    values: dict[str, list[str]]
    person: str = ""

    def one(self, name: str) -> str:
        """The only value of a field; empty when there is none."""
        return self.values.get(name, [""])[0]

    def number(self, name: str) -> int:
        """The number in a field; 0 when there is none."""
        return number_in(self.one(name))

    @property
    def author(self) -> str:
        """Who decides: the name that is known, else letters that were typed, without accents.
        Raises OrganiserError when nobody says so."""
        if self.person:
            return self.person
        plain = unicodedata.normalize("NFKD", self.one("initials")).upper()
        letters = "".join(re.findall("[A-Z]", plain))
        if not 1 <= len(letters) <= 3:
            raise OrganiserError("no_initials")
        return letters

    @property
    def words(self) -> list[str]:
        """The words to mask, one a line or separated by semicolons."""
        return [word.strip() for word in re.split(r"[;\r\n]+", self.one("words")) if word.strip()]


def _fields(pairs: SentPairs, request: Request) -> Fields:
    """The form that was sent."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return Fields(values, request.scope.get("state", {}).get(PERSON, ""))


SentFields = Annotated[Fields, Depends(_fields)]


class Reviews:
    """What each form's screens share, as long as the page is open; `initials` are of whoever typed
    theirs last."""

    def __init__(self, screens: Screens) -> None:
        self._screens = screens
        self._forms: dict[str, Review] = {}
        self.run = screens.run
        self.initials = ""

    def of(self, form_id: str) -> Review:
        """The form's review; 404 where there is no such form."""
        if not is_form_id(form_id) or not self._screens.folders.form_file(form_id).is_file():
            raise HTTPException(404)
        return self._forms.setdefault(form_id, Review(self._screens.folders, form_id))

    def show(self, request: Request, form_id: str, template: str, **values: object) -> HTMLResponse:
        """A screen, or a part of one, of the form."""
        self.of(form_id)
        shared: dict[str, object] = {"initials": self.initials, "key_column": KEY}
        if "hx-request" in request.headers:
            return self._screens.show(request, template, 200, form_id=form_id, **shared, **values)
        here = str(values["screen"]).partition("/")[0]
        step = next(name for name, place in PLACES.items() if place == here)
        return self._screens.show_step(request, template, step, form_id, **shared, **values)

    def letters(self, form_id: str) -> tuple[Letter, ...]:
        """The letters to send after an erasure; none while the form file can't be read."""
        folders = self._screens.folders
        with suppress(OrganiserError):
            return letters_to_send(folders, read_form(folders.form_file(form_id)))
        return ()

    def note_letters_sent(self, form_id: str) -> None:
        """It is noted that these letters were sent. Raises OrganiserError while a run goes on."""
        folders = self._screens.folders
        with run_lock(folders.data):
            note_sent(folders, form_id)

    def decide(
        self, form_id: str, sent: Fields, keys: dict[str, str], unless_decided: Collection[str] = ()
    ) -> tuple[Said, ...]:
        """Write the choices for whoever made them; return what others had decided meanwhile."""
        self.initials = sent.author  # never what is written: somebody else may decide at once
        return self.of(form_id).decide(sent.author, keys, sent.words, unless_decided)

    def undo(self, form_id: str, sent: Fields) -> None:
        """What its reader said of a row is taken back."""
        self.of(form_id).undo(sent.author, sent.one("key"))


def routes_with_errors(screens: Screens) -> type[APIRoute]:
    """Routes of which an error is shown where it does not take the place of what is being read;
    while a run goes on, a screen waits for its end."""

    class ErrorsShown(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def answer(request: Request) -> Response:
                try:
                    return await handle(request)
                except OrganiserError as error:
                    return _problem(screens, request, error)

            return answer

    return ErrorsShown


def _problem(screens: Screens, request: Request, error: OrganiserError) -> Response:
    is_part = "hx-request" in request.headers
    if error.code == "already_running" and request.method == "GET":
        return screens.show(request, "review_wait.html", run=screens.run, status=CONFLICT)
    answer = screens.problem(request, error)
    if is_part:
        answer.headers["hx-retarget"] = "#probleme"
        answer.headers["hx-reswap"] = "innerHTML"
    return answer
