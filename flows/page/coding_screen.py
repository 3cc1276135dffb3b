"""The screen on which a person reads texts one after the other and codes each (chooses its themes),
with the keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from consultation.decisions.coding_sheets import CODING, PAGE_CODING
from consultation.proposals.form_files import (
    asks_what_is_coded,
    form_changed,
    save_edited,
    saved_form,
)
from consultation.proposals.page_file import lines_to_write
from consultation.screens.coding import (
    coders_in,
    coding_of,
    suggested_questions,
    text_questions,
    themes_for,
)
from consultation.screens.waiting import Pending
from consultation.warehouse.tables.to_decide import ToDecide
from consultation.words.errors import OrganiserError
from consultation.words.french import duration_in_words, sentence
from flows.page.declaring import run_of_saved
from flows.page.review_state import Reviews, SentFields

PLACE = "relire/coder"


def add_coding(router: APIRouter, reviews: Reviews) -> None:
    """Add the routes of the coding screen: show a text, store its themes, undo that. The themes
    chosen for a text are written to a file of the inbox, like a decision."""

    @router.get("/relire/coder")
    def show_text(
        request: Request, form_id: str, qui: str = "", n: int = 0, apres: int = 0
    ) -> HTMLResponse:
        return _show(request, reviews, form_id, qui, n, apres)

    @router.post("/relire/coder")
    def code_text(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        coder, number = sent.one("qui"), sent.number("n")
        fits_none = sent.one("choice") == "none"
        themes = [] if fits_none else sent.all("theme")
        if not (themes or fits_none) or len(themes) > len(CODING.columns.themes):
            raise OrganiserError("wrong_theme_count")
        who, key, is_quotable = sent.person or coder, sent.one("key"), bool(sent.one("quotable"))
        reviews.of(form_id).code(coder, who, key, themes, is_quotable=is_quotable)
        announcement = sentence("page", "coded", number=number)
        return _show(request, reviews, form_id, coder, 0, number, announcement)

    @router.post("/relire/coder/annuler")
    def undo_code(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        coder = sent.one("qui")
        reviews.of(form_id).uncode(coder, sent.person or coder, sent.one("key"))
        announcement = sentence("page", "review_undone")
        return _show(request, reviews, form_id, coder, sent.number("n"), announce=announcement)


def add_coded_questions(router: APIRouter, reviews: Reviews) -> None:
    """Add the route that writes the questions whose texts people code into the form file, then
    starts a run. If a person wrote or changed the form file, the route shows the lines to paste
    instead. With `do=take`, it writes them even into such a file."""

    @router.post("/relire/coder/questions")
    def choose_questions(request: Request, form_id: str, sent: SentFields) -> Response:
        rows, form = reviews.of(form_id).rows(), saved_form(reviews.folders, form_id)
        if form.coded_questions is not None:
            raise form_changed(form)
        questions = text_questions(rows, form.file.values["questions"])
        chosen = [
            each.question_id for each in questions if each.question_id in sent.all("question")
        ]
        if not chosen:
            raise OrganiserError("no_question_chosen")
        text = form.coding_text(chosen)
        if form.is_written_by_page or sent.one("do") == "take":
            save_edited(reviews.folders, form, text)
            return run_of_saved(reviews.run)
        lines = lines_to_write(form.file.text, text)
        return _show_questions(request, reviews, form_id, chosen, lines)


def _show(
    request: Request,
    reviews: Reviews,
    form_id: str,
    coder: str,
    n: int,
    after: int = 0,
    announce: str = "",
) -> HTMLResponse:
    """Draw the text with the number `n`. If `n` is 0, draw the first uncoded text after the number
    `after`. `announce` is a sentence for screen readers.

    If the form file does not list the questions to code, draw the choice of questions instead. If
    several people code and `coder` is none of them, ask who codes.
    """
    review = reviews.of(form_id)
    rows, pending = review.rows(), review.pending()
    if coders_in(rows) and asks_what_is_coded(reviews.folders, form_id):
        return _show_questions(request, reviews, form_id)
    values = _text_of_coder(rows, pending, coder, n, after)
    is_part = "hx-request" in request.headers
    template = "parts/coder.html" if is_part else "coder.html"
    response = reviews.show(
        request, form_id, template, screen=PLACE, pending=pending, announce=announce, **values
    )
    if is_part:
        address = f"/consultations/{form_id}/{PLACE}?qui={values['coder']}"
        response.headers["hx-replace-url"] = address
    return response


def _show_questions(
    request: Request, reviews: Reviews, form_id: str, ticked: Sequence[str] = (), lines: str = ""
) -> HTMLResponse:
    """Draw the choice of the questions to code. `ticked` are the ids of the ticked questions. If
    empty, `suggested_questions` are ticked.

    The page does not overwrite a form file that a person wrote or changed: `lines` are what the
    person has to paste into it, empty for a form file of the page.
    """
    review, form = reviews.of(form_id), saved_form(reviews.folders, form_id)
    questions = text_questions(review.rows(), form.file.values["questions"])
    values: dict[str, object] = {
        "asked": questions,
        "form": form,
        "ticked": ticked or suggested_questions(questions),
        "lines": lines,
    }
    template = "parts/coder_questions.html" if "hx-request" in request.headers else "coder.html"
    pending = review.pending()
    return reviews.show(request, form_id, template, screen=PLACE, pending=pending, **values)


def _text_of_coder(
    rows: ToDecide, pending: Pending, coder: str, n: int, after: int
) -> dict[str, Any]:
    """The values of the coding screen: `coders`, the current `coder` and, if the coder is known,
    the text to code. If the form has a single coder, that person is the current coder."""
    coders = coders_in(rows)
    coder = coder if coder in coders else coders[0] if len(coders) == 1 else ""
    values: dict[str, Any] = {"coders": coders, "coder": coder}
    if coder and rows.themes:
        coding = coding_of(coder, rows, pending.codes)
        text = coding.at(n, after)
        question_id = str(text.row[PAGE_CODING.columns.question_id])
        values |= {
            "coding": coding,
            "text": text,
            "themes": themes_for(question_id, rows.themes),
            "time_left": coding.time_left and duration_in_words(coding.time_left),
        }
    return values
