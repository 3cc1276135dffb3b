"""The screen of a consultation's results, and the files of its releases."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from starlette.exceptions import HTTPException

from consultation.machine.settings import Folders, database_in
from consultation.questions.at_a_glance import Results, results_of
from consultation.releases.shown import ShownRelease, is_form_id, release_shown
from consultation.runs.journal import read_journal
from consultation.words.errors import OrganiserError
from flows.page.screens import NOT_FOUND, Screens


def routes(screens: Screens) -> APIRouter:
    """The results of each consultation, and the files of its releases."""
    router = APIRouter(prefix="/consultations/{form_id}")
    folders = screens.folders

    @router.get("")
    def show_results(request: Request, form_id: str, depot: str = "") -> HTMLResponse:
        release = release_or_none(folders, form_id, depot)
        results, problem = _results(release)
        return screens.show_step(
            request,
            "results.html",
            "results",
            form_id,
            record=read_journal(folders).form(form_id),
            release=release,
            results=results,
            problem=problem,
        )

    @router.get("/fichiers/{path:path}")
    def take_file(form_id: str, path: str, depot: str = "") -> FileResponse:
        file = release_of(folders, form_id, depot).file(path)
        if file is None or not file.is_file():
            raise HTTPException(NOT_FOUND)
        return FileResponse(file, filename=file.name)

    return router


def release_or_none(folders: Folders, form_id: str, name: str = "") -> ShownRelease | None:
    """The release in place, or the frozen one of that name; None where a declared form has none
    yet; 404 where there is no such form, or no such frozen release."""
    release = release_shown(folders, form_id, name)
    is_declared = is_form_id(form_id) and folders.form_file(form_id).is_file()
    if release is None and (name or not is_declared):
        raise HTTPException(NOT_FOUND)
    return release


def release_of(folders: Folders, form_id: str, name: str = "") -> ShownRelease:
    """The release in place, or the frozen one of that name; 404 where there is none."""
    release = release_shown(folders, form_id, name)
    if release is None:
        raise HTTPException(NOT_FOUND)
    return release


def _results(release: ShownRelease | None) -> tuple[Results | None, OrganiserError | None]:
    """The figures of a release, or why they can't be read; its files can still be taken."""
    if release is None:
        return None, None
    try:
        return results_of(database_in(release.folder)), None
    except OrganiserError as error:
        return None, error
