"""The reasons not to hand in the release in place, such as a request to withdraw that the next run
has to read first. If no run can read the request, the release itself is marked as not to be sent.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from consultation.decisions.arrived_file import decision_file, form_named
from consultation.machine.access import close_release
from consultation.machine.checksums import SUMS, checksum, read_sums, sum_line
from consultation.machine.disk import write_whole
from consultation.machine.json_files import replace_json
from consultation.machine.settings import Folders
from consultation.notices.facts import PackState
from consultation.releases.manifest import MANIFEST, ListedFile, Manifest, read_manifest
from consultation.runs.arrivals import Signature, new_among, seen_now, signature_of
from consultation.runs.inbox import exports_in
from consultation.runs.journal import read_journal
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

README = "LISEZMOI.txt"


def abandoned_releases(folders: Folders) -> tuple[str, ...]:
    """The ids of the forms with a release and an inbox folder, but without a form file. No run
    reads such an inbox."""
    names = (path.name for path in folders.outputs.glob("*") if (path / MANIFEST).is_file())
    return tuple(
        name
        for name in sorted(names)
        if (folders.inbox / name).is_dir() and not folders.form_file(name).is_file()
    )


def waiting_withdrawals(folders: Folders, form_id: str) -> tuple[str, ...]:
    """The names of the files with requests to withdraw that the release in place ignores, also in
    other forms' inboxes. Files of decisions that can't be read are included, as they may hold such
    a request. Empty if the release has no pack. Neither the form file nor the database is read,
    since they may be broken."""
    manifest = read_manifest(folders.release(form_id))
    if manifest is None or manifest.pack is None:
        return ()
    obeyed = {file["sha256"] for file in manifest.inputs.get("decisions", ())}
    files = exports_in(folders.inbox / form_id)
    digests = {file.name: _digest_if_asking(file, signature_of(file), form_id) for file in files}
    waiting = (name for name, digest in digests.items() if digest not in {None, *obeyed})
    return (*waiting, *misplaced_requests(folders, form_id))


def misplaced_requests(folders: Folders, form_id: str) -> tuple[str, ...]:
    """The files in other forms' inboxes that were written for this form and have requests to
    withdraw, or can't be read. With their folder: `quartier/retraits.xlsx`. No run obeys them
    there."""
    return tuple(
        f"{folder.name}/{file.name}"
        for folder in sorted(folders.inbox.glob("*/"))
        if folder.name != form_id
        for file in exports_in(folder)
        if form_named(file) == form_id
        and _digest_if_asking(file, signature_of(file), form_id) is not None
    )


def waiting_reason(folders: Folders, form_id: str) -> str:
    """The id of the reason not to hand in the release in place. Empty if nothing waits for a run.

    - `waiting_withdrawals`: a request to withdraw waits, in this inbox or in another form's.
    - `waiting_files`: another file of the inbox waits, or a form file saved during a run.
    """
    if waiting_withdrawals(folders, form_id):
        return "waiting_withdrawals"
    before = read_journal(folders).form(form_id)
    files = seen_now(exports_in(folders.inbox / form_id), before.seen) if before.seen else {}
    known = {*before.contents, *(file.content_id or "" for file in before.seen.values())}
    is_waiting = folders.kept_form_file(form_id).exists() or new_among(files, known)
    return "waiting_files" if is_waiting else ""


def refuse_while_waiting(folders: Folders, form_id: str) -> None:
    """Raise OrganiserError if a file waits for a run (`waiting_reason`), since the release in place
    may not be handed in before that run."""
    if waiting_reason(folders, form_id):
        raise OrganiserError("waits_for_run", where=form_id)


@lru_cache(maxsize=256)
def _digest_if_asking(file: Path, _known: Signature | None, form_id: str) -> str | None:
    """The SHA-256 of a file with a request to withdraw somebody. `None` if it has no such request.
    An empty text if the file, or a request in it, can't be read.

    A workbook takes seconds to read, so the result is cached until the file's signature (`_known`)
    changes.
    """
    try:
        content = decision_file(file, form_id, "UTC")
    except OrganiserError:
        return ""
    if content is None:
        return None
    if content.has_unread_withdrawals:
        return ""
    return content.sha256 if content.withdraws else None


def hold_back(folders: Folders, form_id: str) -> None:
    """Mark the release in place as no longer to be sent, with valid checksums.

    The read-me file and the manifest say so. Only their two checksums are computed again, so that
    a change that somebody made to another file still shows. The pack and its own checksums stay
    the same.
    """
    release, reason = folders.release(form_id), sentence("reasons", "waiting_withdrawals")
    manifest = read_manifest(release)
    if manifest is None or manifest.pack is None or reason in manifest.pack.reasons:
        return
    readme = release / README
    write_whole(readme, (sentence("held_back", "readme") + readme.read_text("utf-8")).encode())
    replace_json(release / MANIFEST, _held_back(manifest, manifest.pack, reason, readme))
    sums = read_sums(release / SUMS)
    sums |= {name: checksum(release / name) for name in (README, MANIFEST)}
    lines = "".join(sum_line(digest, name) for name, digest in sums.items())
    write_whole(release / SUMS, lines.encode())
    close_release(release)


def _held_back(manifest: Manifest, pack: PackState, reason: str, readme: Path) -> Manifest:
    readme_file = ListedFile(path=README, size=readme.stat().st_size, sha256=checksum(readme))
    files = tuple(readme_file if file.path == README else file for file in manifest.files)
    draft = replace(pack, reasons=(*pack.reasons, reason))
    return manifest.model_copy(update={"pack": draft, "files": files})
