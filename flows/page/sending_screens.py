"""The screens of what leaves: the pack and the reasons not to send it yet, frozen releases, and the
public folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from consultation.forms.note_blanks import points_untold
from consultation.forms.problems import as_identifier
from consultation.machine.access import make_closed
from consultation.machine.disk import naming
from consultation.machine.settings import PACK, PUBLIC, Folders
from consultation.releases.addenda import change_counts
from consultation.releases.freezing import frozen_releases, refuse_name, refuse_project
from consultation.releases.held_back import refuse_while_waiting
from consultation.runs.journal import read_journal
from consultation.runs.tombstones import HandedIn, read_register
from consultation.screens.shown import CHUNK, ShownRelease, release_shown
from consultation.words.french import sheets
from flows.page.checklist import SHEETS
from flows.page.results_screen import release_of, release_or_none
from flows.page.review_state import letters_of
from flows.page.screens import NOT_FOUND, Screens, SentPairs


class Sent(NamedTuple):
    """A frozen release, as the screen lists it. `frozen_on` is None if the day is unknown.

    - `changes`: kind of change → number of changes since this release was frozen. Empty except for
      the last frozen release with a pack.
    - `handed_in`: the files about an erased person that the recipient must replace or delete.
      `None` if there are none, or if the letters that ask for it were sent.
    """

    release: ShownRelease
    frozen_on: dt.date | None
    changes: Mapping[str, int]
    handed_in: HandedIn | None


def routes(screens: Screens) -> APIRouter:
    """The routes of the screens that show the pack and the public folder, download their archives
    and freeze what was sent."""
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
            places=_links_of_sheets(form_id, is_declared=is_declared),
            untold=points_untold(folders.form_file(form_id)) if is_declared else (),
            sent=list(_sent(folders, form_id, release)),
            letters=letters_of(folders, form_id),
            failure=read_journal(folders).form(form_id).failure,
        )

    @router.get("/publier")
    def show_public(request: Request, form_id: str) -> HTMLResponse:
        release = release_or_none(folders, form_id)
        return screens.show_step(request, "publier.html", "publish", form_id, release=release)

    _add_keeping(router, screens)
    return router


def _add_keeping(router: APIRouter, screens: Screens) -> None:
    """Add the route that freezes a release, and the routes that download the folders of a release
    as zip archives."""
    folders = screens.folders

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
        files = {PACK: release.pack_files, PUBLIC: release.public_files, release.addendum: part}
        if not files.get(part):
            raise HTTPException(NOT_FOUND)
        if part != PUBLIC and not depot:
            refuse_while_waiting(folders, form_id)
        archive = _archive(release, part, folders.data / "page")
        headers = {
            "content-length": str(archive.tell()),
            "content-disposition": f'attachment; filename="{release.archive_name(part)}"',
        }
        return StreamingResponse(_chunks(archive), media_type="application/zip", headers=headers)


def _archive(release: ShownRelease, part: str, folder: Path) -> IO[bytes]:
    """The zip archive of a folder of the release: `part` is the pack, its addendum or the public
    folder. It is a temporary file in the folder `folder`, without a name. So the disk keeps nothing
    of it, even if this process is killed."""
    make_closed(folder)
    archive = TemporaryFile(dir=folder)  # noqa: SIM115
    with naming(folder):
        release.write_archive(part, archive)
    return archive


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _links_of_sheets(form_id: str, *, is_declared: bool) -> dict[str, tuple[str, str]]:
    """Where to see the rows of each sheet: title of the sheet → address and link text,
    `("/consultations/vsa/relire", "À relire")`. The address is that of the page's screen or,
    without a screen, of the workbook that contains the sheet."""
    address, links = f"/consultations/{form_id}", {}
    for workbook, file in sheets()["workbooks"].items():
        for sheet, (title, _) in sheets()[workbook].items():
            links[title] = (f"{address}/fichiers/organisation/{file}", f"{title} ({file})")
            if is_declared and sheet in SHEETS:
                links[title] = (f"{address}/{SHEETS[sheet]}", title)
    return links


def _sent(folders: Folders, form_id: str, present: ShownRelease | None) -> Iterator[Sent]:
    """Yield the frozen releases of the form, the oldest first. `present` is the current release,
    None if there is none."""
    frozen = frozen_releases(folders.outputs, form_id)
    to_tell = {request.name: request for request in read_register(folders.data, form_id).to_tell}
    latest = max((each.number for each in frozen if each.has_pack), default=0)
    addendum = present.folder / present.addendum if present and present.addendum else None
    changes = change_counts(addendum) if addendum else {}
    for each in frozen:
        if release := release_shown(folders, form_id, each.name):
            own = changes if each.number == latest else {}
            yield Sent(release, each.frozen_on, own, to_tell.get(each.name))
