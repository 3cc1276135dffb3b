"""The screen to which people drop a file. The file arrives in chunks, is recognised, and is moved
to the inbox of its form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from consultation.decisions.belonging import belonging_of, declared_forms
from consultation.decisions.page_lines import is_page_file
from consultation.exports.export import read_export
from consultation.exports.first_look import FirstLook, first_look
from consultation.machine.failures import for_organisers
from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders
from consultation.runs.arrivals import files_waiting, name_as_text
from consultation.runs.inbox import exports_in
from consultation.runs.journal import read_journal
from consultation.screens.drops import (
    Drop,
    arrival,
    discard,
    drop_called,
    give_to_form,
    refuse_too_large,
    same_file,
)
from consultation.screens.shown import is_form_id
from consultation.words.errors import OrganiserError
from flows.page.screens import NOT_FOUND, Screens, SentPairs

CREATED, REFUSED = 201, 400


def routes(screens: Screens) -> APIRouter:
    """The routes that take dropped files, give them to a form, or discard them."""
    router = APIRouter(prefix="/fichiers")
    folders = screens.folders
    _add_taking_away(router, screens)
    _add_receiving(router, screens)

    @router.get("/{drop_id}")
    def show_file(request: Request, drop_id: str) -> HTMLResponse:
        drop = waiting(folders, drop_id)
        forms, _ = declared_forms(folders)
        belonging = belonging_of(drop.path, forms)
        likely = {form.form_id: form for form in belonging.forms}
        return screens.show(
            request,
            "drop.html",
            drop=drop,
            belonging=belonging,
            likely=likely,
            forms=sorted(forms, key=lambda form: form.form_id not in likely),
            look=look_at(drop.path),
            same=same_file(drop, folders),
            titles={form.form_id: form.title for form in forms},
        )

    @router.post("/{drop_id}/ranger")
    def give_file(request: Request, drop_id: str, sent: SentPairs) -> HTMLResponse:
        drop = waiting(folders, drop_id)
        forms, _ = declared_forms(folders)
        form = next((form for form in forms if form.form_id == dict(sent).get("form_id")), None)
        if form is None:
            raise OrganiserError("no_form_chosen", where=drop.name)
        target = give_to_form(drop, folders, form.form_id)
        return screens.show(request, "parts/drop_given.html", name=target.name, form=form)

    return router


def _add_receiving(router: APIRouter, screens: Screens) -> None:
    """Add the route that receives a file."""

    @router.post("")
    async def receive_file(request: Request, x_nom: Annotated[str, Header()] = "") -> Response:
        try:
            drop = await _receive(screens, request, unquote(x_nom))
        except ClientDisconnect:
            return Response(status_code=REFUSED)  # nobody reads it
        except Exception as error:
            problem = for_organisers(error, "")
            return JSONResponse({"problem": problem.message}, REFUSED)
        return JSONResponse({"where": f"/fichiers/{drop.drop_id}"}, CREATED)


def _add_taking_away(router: APIRouter, screens: Screens) -> None:
    """Add the routes that delete a dropped file, or a file of a form's inbox that no run has
    accepted."""
    folders = screens.folders

    @router.delete("/en-attente/{form_id}/{name}")
    def take_away(form_id: str, name: str) -> Response:
        screens.run.refuse_while_going_on()
        with run_lock(folders.data):
            for path in _unread(folders, form_id) if is_form_id(form_id) else ():
                if name_as_text(path) == name:
                    path.unlink()
        return Response(status_code=204, headers={"hx-refresh": "true"})

    @router.delete("/{drop_id}")
    def discard_file(drop_id: str) -> Response:
        discard(folders.data, drop_id)
        return Response(status_code=204, headers={"hx-redirect": "/"})


def _unread(folders: Folders, form_id: str) -> Iterator[Path]:
    """Yield the files of a form's inbox that no run has read, or that the last run refused.
    Unfinished downloads and decisions made on the page are left out."""
    folder, record = folders.inbox / form_id, read_journal(folders).form(form_id)
    waiting = files_waiting(folder, record.seen)
    for path in exports_in(folder) if folder.is_dir() else ():
        is_refused = name_as_text(path) in record.refused_files
        if (is_refused or path in waiting) and not is_page_file(path):
            yield path


@lru_cache(maxsize=64)
def look_at(path: Path) -> FirstLook | None:
    """The number and dates of the answers in a dropped export. None if the file can't be read as an
    export."""
    try:
        return first_look(read_export(path))
    except OrganiserError:
        return None


def waiting(folders: Folders, drop_id: str) -> Drop:
    """The dropped file with this id. Answers the request with 404 if there is no such file."""
    drop = drop_called(folders.data, drop_id)
    if drop is None:
        raise HTTPException(NOT_FOUND)
    return drop


async def _receive(screens: Screens, request: Request, name: str) -> Drop:
    """Receive the body of the request as a dropped file called `name`. Raises OrganiserError if it
    gets larger than an export may be, ClientDisconnect if the sender goes away, and OSError if the
    disk refuses it. An incomplete file is deleted."""
    announced_size = request.headers.get("content-length", "")
    refuse_too_large(name, int(announced_size) if announced_size.isdecimal() else 0)
    arriving = await run_sync(arrival, screens.folders.data, name)
    try:
        async for chunk in request.stream():
            await run_sync(arriving.write, chunk)
        drop = await run_sync(arriving.keep)
    finally:
        arriving.end()
    screens.received.add(drop.drop_id)
    return drop
