"""The screen of a consultation's results: figures, what is left to do, files to take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from consultation.machine.access import make_closed
from consultation.machine.disk import naming
from consultation.machine.settings import Folders, database_in
from consultation.questions.at_a_glance import Results, results_of
from consultation.releases.freezing import frozen_releases
from consultation.releases.frozen_forms import freeze_release
from consultation.releases.shown import PIECE, ShownRelease, is_form_id, release_shown
from consultation.runs.journal import read_journal
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence, sheets
from flows.page.screens import NOT_FOUND, Screens, SentPairs

# The screens on which what stands on a sheet of a-decider.xlsx can be decided too.
DECIDED = {
    "a_relire": "relire",
    "a_relire_vite": "relire/vite",
    "a_verifier": "verifier",
    "retraits": "retraits",
}
# Tasks name this sheet for what the form file doesn't confirm.
UNCONFIRMED = "questions"


def routes(screens: Screens) -> APIRouter:
    """The results of each consultation, and the files of its releases."""
    router = APIRouter(prefix="/consultations/{form_id}")
    _add_results(router, screens)
    _add_files(router, screens.folders)
    return router


def _add_results(router: APIRouter, screens: Screens) -> None:
    folders = screens.folders

    @router.get("")
    def show_results(request: Request, form_id: str, depot: str = "") -> HTMLResponse:
        release = release_shown(folders, form_id, depot)
        is_declared = is_form_id(form_id) and folders.form_file(form_id).is_file()
        if release is None and (depot or not is_declared):
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
            is_declared=is_declared,
            places={} if depot else _places(form_id, is_declared=is_declared),
            screens=_screens_of(form_id),
            frozen=() if depot else _frozen(screens, form_id),
        )

    @router.post("/figer")
    def keep_for_good(form_id: str, sent: SentPairs) -> Response:
        _release_of(folders, form_id)
        name = dict(sent).get("name", "").strip()
        freeze_release(folders, form_id, name)
        where = f"/consultations/{form_id}?depot={name}"
        return Response(status_code=204, headers={"hx-redirect": where})


def _add_files(router: APIRouter, folders: Folders) -> None:
    @router.get("/fichiers/{path:path}")
    def take_file(form_id: str, path: str, depot: str = "") -> FileResponse:
        file = _release_of(folders, form_id, depot).file(path)
        if file is None or not file.is_file():
            raise HTTPException(NOT_FOUND)
        return FileResponse(file, filename=file.name)

    @router.get("/soumission.zip")
    def take_pack(form_id: str, depot: str = "") -> StreamingResponse:
        release = _release_of(folders, form_id, depot)
        if not release.pack_files:
            raise HTTPException(NOT_FOUND)
        archive = _archive(release, folders.data / "page")
        headers = {
            "content-length": str(archive.tell()),
            "content-disposition": f'attachment; filename="{release.pack_file}"',
        }
        return StreamingResponse(_pieces(archive), media_type="application/zip", headers=headers)


def _release_of(folders: Folders, form_id: str, name: str = "") -> ShownRelease:
    """The release in place, or the frozen one of that name; 404 where there is none."""
    release = release_shown(folders, form_id, name)
    if release is None:
        raise HTTPException(NOT_FOUND)
    return release


def _archive(release: ShownRelease, place: Path) -> IO[bytes]:
    """The pack as one file, in a file without a name: whatever ends this process, nothing is left
    of it."""
    make_closed(place)
    archive = TemporaryFile(dir=place)  # noqa: SIM115
    with naming(place):
        release.write_pack(archive)
    return archive


def _results(release: ShownRelease | None) -> tuple[Results | None, OrganiserError | None]:
    """The figures of a release, or why they can't be read; its files can still be taken."""
    if release is None:
        return None, None
    try:
        return results_of(database_in(release.folder)), None
    except OrganiserError as error:
        return None, error


def _places(form_id: str, *, is_declared: bool) -> dict[str, tuple[str, str]]:
    """Where each sheet's rows are seen to, and what to call it: a screen, else the workbook."""
    places = {}
    for workbook, file in sheets()["workbooks"].items():
        for title, _ in sheets()[workbook].values():
            address = _address(form_id, f"fichiers/organisation/{file}")
            places[title] = (address, f"{title} ({file})")
    if is_declared:
        places |= {title: (where, title) for title, where in _screens_of(form_id).items()}
        unconfirmed, _ = sheets()["synthese"][UNCONFIRMED]
        places[unconfirmed] = (
            _address(form_id, "declaration"),
            sentence("page", "declaration"),
        )
    return places


def _screens_of(form_id: str) -> dict[str, str]:
    """The address of the screen of each sheet that has one, by the sheet's title."""
    titles = sheets()["a_decider"]
    return {titles[sheet][0]: _address(form_id, place) for sheet, place in DECIDED.items()}


def _address(form_id: str, place: str) -> str:
    return f"/consultations/{form_id}/{place}"


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
