"""The first screen: each consultation with its state, and an area where people drop an export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from consultation.care.status import FormStatus, Status, status_of
from consultation.decisions.belonging import declared_forms
from consultation.machine.lock import run_lock
from consultation.releases.examples import has_own_work, is_unanswered, take_away
from consultation.runs.journal import FormRecord
from consultation.screens.drops import drops
from consultation.screens.shown import ShownRelease, is_form_id, release_shown
from consultation.words.french import ago, sentence
from flows.page.checklist import Checklist, checklist_of
from flows.page.dropping import look_at
from flows.page.screens import NOT_FOUND, Screens
from flows.report.status_report import names_on_a_line, say

COUNTS = ("counted", "sendable")


@dataclass(frozen=True)
class Consultation:
    """A consultation on the first screen. `checklist` holds its steps. `failure` is the error of
    its form file or last run, empty if there is none. `is_unanswered`: nothing is lost if it is
    removed. `facts` are sentences on its counts and files, `line` the most urgent sentence."""

    form_id: str
    checklist: Checklist
    release: ShownRelease | None
    failure: str
    is_unanswered: bool
    facts: tuple[str, ...]
    line: str


def routes(screens: Screens) -> APIRouter:
    """The routes that show the first screen, and remove a consultation without real answers."""
    router = APIRouter()

    @router.get("/")
    def home(request: Request) -> HTMLResponse:
        state = status_of(screens.folders)
        return screens.show(
            request,
            "home.html",
            consultations=list(consultations_of(screens, state)),
            drops=[(drop, look_at(drop.path)) for drop in drops(screens.folders.data)],
            last=state.last_run,
            problems=state.problems if state.forms else (),
            has_stopped=state.was_interrupted,
            has_own_work=has_own_work(screens.folders),
        )

    @router.delete("/consultations/{form_id}")
    def take_unanswered_away(form_id: str) -> Response:
        if not is_form_id(form_id):
            raise HTTPException(NOT_FOUND)
        screens.run.refuse_while_going_on()
        with run_lock(screens.folders.data):
            take_away(screens.folders, form_id)
        return Response(status_code=204, headers={"hx-redirect": "/"})

    return router


def consultations_of(screens: Screens, state: Status) -> Iterator[Consultation]:
    """Yield the consultations that have a form file or a folder in the inbox. If the whole inbox is
    missing, also the consultations of past runs."""
    forms, wrong = declared_forms(screens.folders)
    known = {form.form_id: form for form in state.forms}
    for form_id in sorted({*(form.form_id for form in forms), *wrong, *known}):
        form = known.get(form_id) or FormStatus(form_id, FormRecord(), (), has_ended=False)
        release = release_shown(screens.folders, form_id)
        checklist = checklist_of(screens.folders, form_id)
        yield Consultation(
            form_id,
            checklist,
            release,
            wrong[form_id].message if form_id in wrong else form.record.failure,
            is_unanswered(screens.folders, form_id),
            tuple(_facts(state, form.record, release)),
            _line(form, checklist, release),
        )


def _facts(state: Status, record: FormRecord, release: ShownRelease | None) -> Iterator[str]:
    """Yield sentences on the counts, on the age of the last full export, and on the files that the
    last run refused."""
    if release:
        yield from (sentence("home", name, count=release.manifest.counts[name]) for name in COUNTS)
    full = record.latest_full_export
    if full and full.made_at:
        yield sentence("home", "full_export", ago=ago(state.age(full.made_at)))
    if record.refused_files:
        yield say("refused_files", files=names_on_a_line(record.refused_files))


def _line(form: FormStatus, checklist: Checklist, release: ShownRelease | None) -> str:
    """The most urgent sentence about a consultation: a problem, else the next thing to do, else its
    state."""
    if form.record.waiting_withdrawals:
        return say("held_back", files=names_on_a_line(form.record.waiting_withdrawals))
    if form.has_ended:
        return say("data_deleted")
    if checklist.next:
        return checklist.next.why
    return sentence("home", "nothing_to_do") if release else sentence("standing", "nothing")
