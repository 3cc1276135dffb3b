"""The screen of a consultation's results: figures, what is left to do, files to take."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, StreamingResponse
from starlette.exceptions import HTTPException

from consultation.errors import OrganiserError
from consultation.french import sheets
from consultation.machine.access import make_closed
from consultation.machine.disk import naming
from consultation.questions.results import Results, results_of
from consultation.releases.freezing import frozen_releases
from consultation.releases.shown import PIECE, ShownRelease, is_form_id, release_shown
from consultation.runs.journal import read_journal
from consultation.settings import database_in
from flows.page.screens import NOT_FOUND, Screens

# The screens on which what stands on a sheet of a-decider.xlsx can be decided too.
DECIDED = {
    "a_relire": "relire",
    "a_relire_vite": "relire/vite",
    "a_verifier": "verifier",
    "retraits": "retraits",
}


def routes(screens: Screens) -> APIRouter:
    """The results of each consultation, and the files of its releases."""
    router = APIRouter(prefix="/consultations/{form_id}")
    folders = screens.folders

    def published(form_id: str, name: str) -> ShownRelease:
        release = release_shown(folders, form_id, name)
        if release is None:
            raise HTTPException(NOT_FOUND)
        return release

    @router.get("")
    def show_results(request: Request, form_id: str, depot: str = "") -> HTMLResponse:
        release = release_shown(folders, form_id, depot)
        is_known = is_form_id(form_id) and folders.form_file(form_id).is_file()
        if release is None and (depot or not is_known):
            raise HTTPException(NOT_FOUND)
        results, problem = _results(release)
        return screens.show(
            request,
            "results.html",
            form_id=form_id,
            record=read_journal(folders).form(form_id),
            release=release,
            results=results,
            problem=problem,
            places=_places(screens, request, form_id),
            screens=_decided(screens, request, form_id),
            frozen=() if depot else _frozen(screens, form_id),
            declaration=_screen(screens, request, form_id, "declaration"),
        )

    @router.get("/fichiers/{path:path}")
    def take_file(form_id: str, path: str, depot: str = "") -> FileResponse:
        file = published(form_id, depot).file(path)
        if file is None or not file.is_file():
            raise HTTPException(NOT_FOUND)
        return FileResponse(file, filename=file.name)

    @router.get("/soumission.zip")
    def take_pack(form_id: str, depot: str = "") -> StreamingResponse:
        release = published(form_id, depot)
        if release.manifest.pack is None:
            raise HTTPException(NOT_FOUND)
        place = folders.data / "page"
        make_closed(place)
        # A file without a name: whatever ends this process, nothing is left of it.
        archive = TemporaryFile(dir=place)  # noqa: SIM115
        with naming(place):
            release.write_pack(archive)
        headers = {
            "content-length": str(archive.tell()),
            "content-disposition": f'attachment; filename="{release.pack_file}"',
        }
        return StreamingResponse(_pieces(archive), media_type="application/zip", headers=headers)

    return router


def _results(release: ShownRelease | None) -> tuple[Results | None, OrganiserError | None]:
    """The figures of a release, or why they can't be read; its files can still be taken."""
    if release is None:
        return None, None
    try:
        return results_of(database_in(release.folder)), None
    except OrganiserError as error:
        return None, error


def _places(screens: Screens, request: Request, form_id: str) -> dict[str, str]:
    """Where each sheet's rows are seen to: a screen where there is one, else its workbook."""
    places = {}
    for workbook, file in sheets()["workbooks"].items():
        for sheet, (title, _) in sheets()[workbook].items():
            screen = _screen(screens, request, form_id, DECIDED.get(sheet, ""))
            places[title] = screen or f"/consultations/{form_id}/fichiers/organisation/{file}"
    return places


def _decided(screens: Screens, request: Request, form_id: str) -> dict[str, str]:
    """The screens on which something is decided, by title."""
    titles = sheets()["a_decider"]
    found = {
        titles[sheet][0]: _screen(screens, request, form_id, name)
        for sheet, name in DECIDED.items()
    }
    return {title: address for title, address in found.items() if address}


def _screen(screens: Screens, request: Request, form_id: str, name: str) -> str:
    """The address of another screen of the consultation; empty where there is none."""
    address = f"/consultations/{form_id}/{name}"
    return address if name and screens.leads(request, address) else ""


def _frozen(screens: Screens, form_id: str) -> tuple[ShownRelease, ...]:
    """What was handed in, the first frozen first."""
    found = frozen_releases(screens.folders.outputs, form_id)
    shown = (release_shown(screens.folders, form_id, one.name) for one in found)
    return tuple(one for one in shown if one)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
