"""The screens on which an organiser declares a form, from a dropped export or from an existing form
file."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from consultation.forms.problems import as_identifier
from consultation.machine.settings import Folders
from consultation.proposals.declared import StandingForm
from consultation.proposals.form_files import (
    ask_about_standing,
    check_form_id,
    digest_of,
    form_changed,
    free_form_id,
    save_edited,
    write_new,
)
from consultation.proposals.given_answers import FieldProblem, RefusedAnswers
from consultation.proposals.six_questions import NewForm, ask_about
from consultation.screens.drops import Drop, give_to_form
from consultation.screens.shown import is_form_id
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from flows.page.checklist import checklist_of_new
from flows.page.declaration import Declaration, guess_of
from flows.page.dropping import waiting
from flows.page.run_process import RunProcess
from flows.page.screens import NOT_FOUND, Screens, SentPairs
from flows.page.sent_answers import ENDS, Do, Sent, answers_in, read_pairs

NEW = "/consultations/nouvelle"
STANDING = "/consultations/{form_id}/declaration"
# If two tabs declare the same form id, the second is refused.
_at_work = threading.Lock()


def routes(screens: Screens) -> APIRouter:
    """The routes of the screens for a new form, and of the screens for existing form files."""
    router = APIRouter()
    _add_new(router, screens)
    _add_existing(router, screens)
    return router


def _add_new(router: APIRouter, screens: Screens) -> None:
    """Add the routes that ask questions about a dropped export, and write its form file."""
    folders = screens.folders

    @router.get(NEW)
    def show_new(request: Request, fichier: str = "") -> HTMLResponse:
        drop = waiting(folders, fichier)
        draft = _asked_of(drop.path)
        draft = replace(draft, form_id=free_form_id(draft.guess.title, folders))
        declaration = guess_of(draft, form_id="")
        checklist = checklist_of_new(draft.guess.title or drop.name, str(request.url))
        return screens.show(
            request,
            "declaration.html",
            d=declaration,
            drop=drop,
            checklist=checklist,
            here="declare",
        )

    @router.post(NEW)
    def answer_new(request: Request, pairs: SentPairs, fichier: str = "") -> Response:
        drop = waiting(folders, fichier)
        draft = _asked_of(drop.path)
        sent = read_pairs(pairs, draft)
        title, form_id = (sent.answers.get(name, "").strip() for name in ("title", "form_id"))
        if not is_form_id(form_id):  # « Vélo à Lyon », or nothing
            form_id = as_identifier(form_id).replace("_", "-") or free_form_id(title, folders)
        draft = replace(draft, form_id=form_id)
        if sent.do not in ENDS:
            return _draw_again(screens, request, Declaration(draft, sent.answers), sent.do, drop)
        refused = _refused_id(form_id, folders) if form_id or title else None
        declaration = _check_answers(draft, sent, refused)
        if sent.do == "show" or declaration.text is None:
            return _show_answers(screens, request, declaration, drop)
        # A run that goes on has listed its forms already: only the next run finds this form.
        with _at_work:
            write_new(folders, form_id, declaration.text)
            give_to_form(drop, folders, form_id)
        return run_of_saved(screens.run)


def _add_existing(router: APIRouter, screens: Screens) -> None:
    """Add the routes that ask questions about an existing form file, and write it again."""
    folders = screens.folders

    def existing(form_id: str) -> StandingForm:
        if not any(path.stem == form_id for path in folders.forms.glob("*.toml")):
            raise HTTPException(NOT_FOUND)
        return ask_about_standing(folders, form_id)

    @router.get(STANDING)
    def show_existing(request: Request, form_id: str) -> HTMLResponse:
        draft = existing(form_id)
        declaration = guess_of(draft, digest=digest_of(draft))
        return screens.show_step(
            request, "declaration.html", "declare", form_id, d=declaration, drop=None
        )

    @router.post(STANDING)
    def answer_existing(request: Request, form_id: str, pairs: SentPairs) -> Response:
        draft = existing(form_id)
        sent = read_pairs(pairs, draft)
        if sent.answers.get("digest") != digest_of(draft):
            raise form_changed(draft)
        if sent.do not in ENDS:
            return _draw_again(screens, request, Declaration(draft, sent.answers), sent.do)
        declaration = _check_answers(draft, sent)
        is_to_write = sent.do == ("save" if draft.is_written_by_page else "take")
        if not is_to_write or declaration.text is None:
            return _show_answers(screens, request, declaration)
        save_edited(folders, draft, declaration.text)
        return run_of_saved(screens.run)


@lru_cache(maxsize=8)
def _asked_of(path: Path) -> NewForm:
    """The questions about a dropped file. They are cached, as a dropped file never changes."""
    return ask_about(path, "")


def _refused_id(form_id: str, folders: Folders) -> OrganiserError | None:
    try:
        check_form_id(form_id, folders)
    except OrganiserError as error:
        return error
    return None


def _check_answers(
    draft: NewForm | StandingForm, sent: Sent, refused_id: OrganiserError | None = None
) -> Declaration:
    """Make a form file from the answers. The declaration returned contains the answers, with the
    form file's text or, if an answer is refused, with all problems. `refused_id` is the reason
    why the form's id can't be used."""
    problems, text = [*sent.unseen], None
    if refused_id is not None:
        problems.append(FieldProblem(("form_id",), refused_id))
    try:
        text = draft.form_text(answers_in(sent.answers))
    except RefusedAnswers as refused:
        problems += refused.problems
    return Declaration(draft, sent.answers, problems, None if problems else text)


def _draw_again(
    screens: Screens,
    request: Request,
    declaration: Declaration,
    do: Do,
    drop: Drop | None = None,
) -> HTMLResponse:
    """Draw the declaration again. If the act `do` is `leave` or `place`, our suggestions are
    accepted first (`Suggestions.decide`). `drop` is the dropped export, None for an existing form
    file."""
    announced = sentence("page", "drawn_again")
    if do != "refresh":
        declaration.decided = do
        announced = sentence("page", "decided", count=declaration.decide(do))
    return _show_answers(screens, request, declaration, drop, announced)


def _show_answers(
    screens: Screens,
    request: Request,
    declaration: Declaration,
    drop: Drop | None = None,
    said_aloud: str = "",
) -> HTMLResponse:
    part = "parts/declaration.html"
    return screens.show(request, part, d=declaration, drop=drop, said_aloud=said_aloud)


def run_of_saved(run: RunProcess) -> Response:
    """Start a run to read a form file that was just saved, unless a run goes on. Returns a
    redirection to the screen of runs."""
    with suppress(OrganiserError):
        run.start()
    return Response(status_code=204, headers={"hx-redirect": "/passages"})
