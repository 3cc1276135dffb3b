"""Fetch a form's full export, check it, and put it in the form's inbox under the day's date."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from consultation.download.conversation import Answer, Bounds, Conversation, site_of
from consultation.download.credentials import Credentials
from consultation.download.download_form import make_export, node_of, open_download_page
from consultation.download.login import log_in, log_out
from consultation.exports import match_columns, read_export
from consultation.exports.headings import HEADER_ROWS
from consultation.forms.form import Form, read_form
from consultation.machine.access import make_closed
from consultation.machine.checksums import checksum
from consultation.machine.disk import TEMPORARY, whole_file
from consultation.machine.settings import FetchSettings, Folders
from consultation.runs.arrivals import content_id
from consultation.runs.fetched_files import EMPTY, Check, note_check
from consultation.runs.inbox import exports_in
from consultation.words.errors import OrganiserError

ATTEMPTS = 3
MOST_PAGES = 2  # sent instead of the file: the second is no accident


@dataclass(frozen=True)
class Fetched:
    """The result of a fetch.

    - `answer_count`: the number of answers.
    - `export_id`: the SHA-256 of the export. Empty if there are no answers.
    - `file_name`: the new file of the inbox. Empty if the inbox already had the same bytes.
    """

    answer_count: int
    export_id: str = ""
    file_name: str = ""


def fetch(
    folders: Folders,
    form_id: str,
    credentials: Credentials,
    fetch_settings: FetchSettings,
    bounds: Bounds | None = None,
) -> Fetched:
    """Put the form's full export in its inbox, unless the inbox already has the same bytes. Also
    record how many answers the site had, and when: this record is called the check.

    Raises OrganiserError if the export can't be fetched. No new file is left then. Raises it too if
    the site has no answers although there was an export before, once a check of 0 answers is
    recorded.
    """
    form = read_form(folders.form_file(form_id))
    if form.source is None:
        raise OrganiserError("fetch_setting.no_source", where=f"{form_id}.toml")
    inbox = _ready_inbox(folders, form_id)
    aside = _aside(folders, form_id)
    try:
        with Conversation(site_of(form.source), fetch_settings, bounds) as talk:
            try:
                log_in(talk, credentials)
                count = _take_settled(talk, node_of(talk), form, credentials, aside)
            finally:
                log_out(talk)
        if not count:
            return _tell_of_empty_form(folders, form)
        return _keep(aside, inbox, form, count)
    finally:
        aside.unlink(missing_ok=True)


def _take_settled(
    talk: Conversation, node: int, form: Form, credentials: Credentials, aside: Path
) -> int:
    """Save the export to `aside`. Returns its number of answers. For a form without answers,
    returns 0 and saves nothing.

    The export is fetched again if the site sends a page instead of the file. It is fetched again
    too if its number of answers differs from the number that the site states before or after.
    Raises OrganiserError after 3 exports, or at the second page.
    """
    pages = 0
    for _ in range(ATTEMPTS):
        page = open_download_page(talk, node)
        if page.total == 0:
            return 0
        done = make_export(talk, page, credentials)
        answer = talk.take_file(talk.site.results(node, "download-file"), aside)
        if _is_page(aside, answer):
            pages += 1
            if pages == MOST_PAGES:
                raise OrganiserError("fetch_session.lost", where=talk.site.host)
            continue
        count = _count_answers(aside, form, host=talk.site.host)
        if count == page.total == done.total:
            return count
    raise OrganiserError("fetch_form.moving", where=talk.site.host)


def _is_page(path: Path, answer: Answer) -> bool:
    """True if the site sent a web page instead of the file, since the file had already been taken
    or the session had ended."""
    with path.open("rb") as file:
        opens_tag = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return answer.status != 200 or "html" in answer.media_type or opens_tag


def _count_answers(path: Path, form: Form, *, host: str) -> int:
    """The number of answers in the file. Raises OrganiserError if the file is cut, lacks the three
    header rows, or belongs to another form. `host` is the site's name, for messages."""
    count, is_whole = 0, True
    try:
        export = read_export(path, form)
        for record in export.records():
            count += 1
            is_whole &= not record.rule and len(record.cells) == len(export.headings)
    except OrganiserError:
        raise OrganiserError("fetch_file.cut", where=host) from None
    if len(export.header.rows) != HEADER_ROWS or not is_whole:
        raise OrganiserError("fetch_file.cut", where=host)
    try:
        match_columns(export, form)
    except OrganiserError as error:
        # Unknown questions don't matter here: the run reports them, with the lines to paste.
        if error.code == "other_form":
            raise OrganiserError("fetch_file.other_form", where=host) from None
    return count


def _ready_inbox(folders: Folders, form_id: str) -> Path:
    """Make the form's inbox if need be, and delete the remains of an interrupted copy in it. Raises
    OrganiserError if the folder of all inboxes is missing although there is data."""
    inbox = folders.inbox / form_id
    if not folders.inbox.is_dir() and any(folders.data.glob("*.duckdb")):
        raise OrganiserError("no_inbox", where=str(folders.inbox))
    make_closed(inbox)
    for left in inbox.glob(".*-complet*.tsv.tmp"):
        left.unlink()
    return inbox


def _aside(folders: Folders, form_id: str) -> Path:
    """The path of the fetched file until it is checked, in a folder that every run empties."""
    make_closed(folders.data / TEMPORARY)
    return folders.data / TEMPORARY / f"{form_id}.tsv"


def _keep(aside: Path, inbox: Path, form: Form, count: int) -> Fetched:
    """Copy the fetched file `aside` to the inbox, unless the inbox already has the same bytes.
    Record the check: `count` answers, now. Returns the result of the fetch."""
    export_id, now = checksum(aside), dt.datetime.now(dt.UTC)
    known = _known_contents(inbox)
    if export_id in known:
        note_check(inbox, export_id, _check(form, known[export_id], count, now), known)
        return Fetched(count, export_id)
    day = now.astimezone(ZoneInfo(form.time_zone)).date().isoformat()
    names = {path.name for path in inbox.iterdir()}
    target = inbox / _free_name(f"{day}-complet", names)
    # The check is written before the file, so that a run that reads the file finds the check.
    note_check(inbox, export_id, _check(form, target.name, count, now), known)
    with whole_file(target) as whole:
        shutil.copyfile(aside, whole)
    return Fetched(count, export_id, target.name)


def _tell_of_empty_form(folders: Folders, form: Form) -> Fetched:
    """The result of a fetch (0 answers) from a form that has none, and never had an export here.

    Raises OrganiserError if there was an export, after writing a check of 0 answers for the next
    runs: a person has to find out whether the form was emptied, or the address is another form's.
    """
    inbox = folders.inbox / form.form_id
    known = _known_contents(inbox)
    if not known and not folders.database(form.form_id).exists():
        return Fetched(0)
    note_check(inbox, EMPTY, _check(form, "", 0, dt.datetime.now(dt.UTC)), known)
    raise OrganiserError("fetch_form.emptied", where=form.form_id)


def _known_contents(inbox: Path) -> dict[str, str]:
    """The files of the inbox: SHA-256 of the content → name of the file."""
    return {export_id: path.name for path in exports_in(inbox) if (export_id := content_id(path))}


def _check(form: Form, file_name: str, count: int, now: dt.datetime) -> Check:
    return Check(file_name, form.source or "", count, first_at=now, fetched_at=now)


def _free_name(stem: str, taken: set[str]) -> str:
    number, name = 1, f"{stem}.tsv"
    while name in taken:
        number += 1
        name = f"{stem}-{number}.tsv"
    return name
