"""The screens of what leaves: the pack, what keeps it from leaving, what was frozen; the public
folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from consultation.forms.form import read_form
from consultation.forms.note_blanks import points_untold, unfinished_keys
from consultation.forms.problems import as_identifier
from consultation.machine.access import make_closed
from consultation.machine.disk import naming
from consultation.machine.settings import Folders
from consultation.packs.index_file import PACK
from consultation.public.public_folder import PUBLIC
from consultation.releases.freezing import frozen_releases, refuse_name, refuse_project
from consultation.releases.held_back import refuse_while_waiting
from consultation.releases.shown import PIECE, ShownRelease, release_shown
from consultation.words.errors import OrganiserError
from consultation.words.french import sheets
from flows.page.results_screen import release_of, release_or_none
from flows.page.screens import NOT_FOUND, Screens, SentPairs
from flows.page.way import SHEETS


def routes(screens: Screens) -> APIRouter:
    """What is handed in, and what everybody may read."""
    router = APIRouter(prefix="/consultations/{form_id}")
    folders = screens.folders

    @router.get("/envoyer")
    def show_pack(request: Request, form_id: str) -> HTMLResponse:
        release = release_or_none(folders, form_id)
        is_declared = folders.form_file(form_id).is_file()
        return screens.show_step(
            request,
            "envoyer.html",
            "send",
            form_id,
            release=release,
            is_declared=is_declared,
            places=_places(form_id, is_declared=is_declared),
            unfinished=_unfinished_keys(folders, form_id) if is_declared else (),
            untold=points_untold(folders.form_file(form_id)) if is_declared else (),
            frozen=_frozen(folders, form_id),
        )

    @router.get("/publier")
    def show_public(request: Request, form_id: str) -> HTMLResponse:
        release = release_or_none(folders, form_id)
        return screens.show_step(request, "publier.html", "publish", form_id, release=release)

    @router.post("/figer")
    def keep_for_good(form_id: str, sent: SentPairs) -> Response:
        release_of(folders, form_id)
        typed = dict(sent).get("name", "")
        name = as_identifier(typed).replace("_", "-") or typed
        refuse_while_waiting(folders, form_id)
        refuse_name(folders.outputs, form_id, name)
        refuse_project(folders.release(form_id))
        screens.run.start("freeze", form_id, f"--name={name}")
        return Response(status_code=204, headers={"hx-refresh": "true"})

    @router.get("/{part}.zip")
    def take_folder(form_id: str, part: str, depot: str = "") -> StreamingResponse:
        release = release_of(folders, form_id, depot)
        if not {PACK: release.pack_files, PUBLIC: release.public_files}.get(part):
            raise HTTPException(NOT_FOUND)
        if part == PACK and not depot:
            refuse_while_waiting(folders, form_id)
        archive = _archive(release, part, folders.data / "page")
        headers = {
            "content-length": str(archive.tell()),
            "content-disposition": f'attachment; filename="{release.archive_name(part)}"',
        }
        return StreamingResponse(_pieces(archive), media_type="application/zip", headers=headers)

    return router


def _archive(release: ShownRelease, part: str, place: Path) -> IO[bytes]:
    """The pack, or the public folder, in a file without a name: whatever ends this process, nothing
    is left of it."""
    make_closed(place)
    archive = TemporaryFile(dir=place)  # noqa: SIM115
    with naming(place):
        release.write_archive(part, archive)
    return archive


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _places(form_id: str, *, is_declared: bool) -> dict[str, tuple[str, str]]:
    """Where each sheet's rows are seen to, and what to call it: a screen, else the workbook."""
    here, places = f"/consultations/{form_id}", {}
    for workbook, file in sheets()["workbooks"].items():
        for sheet, (title, _) in sheets()[workbook].items():
            places[title] = (f"{here}/fichiers/organisation/{file}", f"{title} ({file})")
            if is_declared and sheet in SHEETS:
                places[title] = (f"{here}/{SHEETS[sheet]}", title)
    return places


def _unfinished_keys(folders: Folders, form_id: str) -> tuple[str, ...]:
    """What the documents of the pack still lack and the declaration has a field for."""
    try:
        return unfinished_keys(read_form(folders.form_file(form_id)).pack)
    except OrganiserError:  # its own screen says what is wrong
        return ()


def _frozen(folders: Folders, form_id: str) -> tuple[ShownRelease, ...]:
    """What was handed in, the first frozen first."""
    found = frozen_releases(folders.outputs, form_id)
    shown = (release_shown(folders, form_id, one.name) for one in found)
    return tuple(one for one in shown if one)
