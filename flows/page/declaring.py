"""The screens on which a consultation is declared: six questions, asked of an export that was
dropped or of a form file that stands, and the form file that their answers write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from consultation.errors import OrganiserError
from consultation.french import sentence
from consultation.proposals.answers import FieldProblem, RefusedAnswers
from consultation.proposals.declared import StandingForm
from consultation.proposals.form_files import (
    ask_about_standing,
    check_form_id,
    digest_of,
    form_changed,
    free_form_id,
    write_edited,
    write_new,
)
from consultation.proposals.questionnaire import NewForm, ask_about
from consultation.runs.drops import Drop, drop_called, give_to_form
from flows.page.declaration import Declaration, Do, Pairs, answers_in, guessed, read_pairs
from flows.page.screens import NOT_FOUND, Screens

TOO_LARGE = 413
LARGEST_FORM = 1 << 22  # bytes: thousands of columns
NEW = "/consultations/nouvelle"


async def _sent_pairs(request: Request) -> Pairs:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            raise HTTPException(TOO_LARGE)
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


Check = Callable[[], None]
SentPairs = Annotated[Pairs, Depends(_sent_pairs)]


def routes(screens: Screens) -> APIRouter:
    """A new consultation, and the declaration of each that stands."""
    router = APIRouter()
    folders = screens.folders

    def answered(
        request: Request, declaration: Declaration, do: Do, drop: Drop | None = None
    ) -> HTMLResponse:
        said = sentence("page", "drawn_again") if do == "refresh" else ""
        part = "parts/declaration.html"
        return screens.show(request, part, d=declaration, drop=drop, said_aloud=said)

    def dropped(drop_id: str) -> Drop:
        drop = drop_called(folders.data, drop_id)
        if drop is None:
            raise HTTPException(NOT_FOUND)
        return drop

    def standing(form_id: str) -> StandingForm:
        if not any(path.stem == form_id for path in folders.forms.glob("*.toml")):
            raise HTTPException(NOT_FOUND)
        return ask_about_standing(folders, form_id)

    @router.get(NEW)
    def show_new(request: Request, fichier: str = "") -> HTMLResponse:
        drop = dropped(fichier)
        asked = _asked_of(drop.path)
        form_id = free_form_id(asked.guess.title, folders)
        return screens.show(
            request, "declaration.html", d=guessed(asked, form_id=form_id), drop=drop
        )

    @router.post(NEW)
    def answer_new(request: Request, sent: SentPairs, fichier: str = "") -> Response:
        drop = dropped(fichier)
        declaration, do = read_pairs(sent, _asked_of(drop.path))
        given = declaration.given
        form_id = given.get("form_id", "").strip() or free_form_id(given.get("title", ""), folders)
        given["form_id"] = form_id
        if do != "refresh":
            asked = replace(_asked_of(drop.path), form_id=form_id)
            declaration = _checked(declaration, asked, lambda: check_form_id(form_id, folders))
        if do != "save" or declaration.problems or declaration.text is None:
            return answered(request, declaration, do, drop)
        screens.run.refuse_while_going_on()
        write_new(folders, form_id, declaration.text)
        give_to_form(drop, folders, form_id)
        return _run(screens)

    @router.get("/consultations/{form_id}/declaration")
    def show_standing(request: Request, form_id: str) -> HTMLResponse:
        asked = standing(form_id)
        declaration = guessed(asked, digest=digest_of(asked))
        return screens.show(request, "declaration.html", d=declaration, drop=None)

    @router.post("/consultations/{form_id}/declaration")
    def answer_standing(request: Request, form_id: str, sent: SentPairs) -> Response:
        asked = standing(form_id)
        if dict(sent).get("digest") != digest_of(asked):
            raise form_changed(asked)
        declaration, do = read_pairs(sent, asked)
        if do != "refresh":
            declaration = _checked(declaration, asked)
        if do != "save" or declaration.problems or declaration.text is None:
            return answered(request, declaration, do)
        screens.run.refuse_while_going_on()
        write_edited(asked, declaration.text)
        return _run(screens)

    return router


@lru_cache(maxsize=8)
def _asked_of(path: Path) -> NewForm:
    """What is asked of a file that was dropped: it never changes, nor does another take its
    place."""
    return ask_about(path, "")


def _checked(
    declaration: Declaration, asked: NewForm | StandingForm, check_id: Check = lambda: None
) -> Declaration:
    """The answers with the form file that they make, or with all that is wrong with them."""
    problems, text = list(declaration.problems), None
    try:
        check_id()
    except OrganiserError as error:
        problems.append(FieldProblem(("form_id",), error))
    try:
        text = asked.form_text(answers_in(declaration))
    except RefusedAnswers as refused:
        problems += refused.problems
    return Declaration(asked, declaration.given, problems, None if problems else text)


def _run(screens: Screens) -> Response:
    screens.run.start()
    return Response(status_code=204, headers={"hx-redirect": "/passages"})
