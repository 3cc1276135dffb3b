"""The screen on which a person codes texts, one at a time, with the keyboard alone."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consultation.decisions.coding_sheets import PAGE_CODING
from consultation.screens.coding import coders_in, coding_of, themes_for
from consultation.screens.waiting import Pending
from consultation.warehouse.tables.to_decide import ToDecide
from consultation.words.errors import OrganiserError
from consultation.words.french import duration_in_words, sentence
from flows.page.review_state import Reviews, SentFields

PLACE = "relire/coder"


def add_coding(router: APIRouter, reviews: Reviews) -> None:
    """The texts of a coder; what they find is a line in the inbox, like a decision."""

    def show(
        request: Request, form_id: str, coder: str, n: int, after: int = 0, announce: str = ""
    ) -> HTMLResponse:
        review = reviews.of(form_id)
        pending = review.pending()
        values = _text_of_coder(review.rows(), pending, coder, n, after)
        is_part = "hx-request" in request.headers
        template = "parts/coder.html" if is_part else "coder.html"
        shown = reviews.show(
            request, form_id, template, screen=PLACE, pending=pending, announce=announce, **values
        )
        if is_part:
            address = f"/consultations/{form_id}/{PLACE}?qui={values['coder']}"
            shown.headers["hx-replace-url"] = address
        return shown

    @router.get("/relire/coder")
    def show_text(
        request: Request, form_id: str, qui: str = "", n: int = 0, apres: int = 0
    ) -> HTMLResponse:
        return show(request, form_id, qui, n, apres)

    @router.post("/relire/coder")
    def code_text(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        coder, here, found = sent.one("qui"), sent.number("n"), sent.values.get("theme", [])
        if not found and sent.one("choice") != "none":
            raise OrganiserError("no_theme_chosen")
        who, key, is_quotable = sent.person or coder, sent.one("key"), bool(sent.one("quotable"))
        reviews.of(form_id).code(coder, who, key, found, is_quotable=is_quotable)
        return show(request, form_id, coder, 0, here, sentence("page", "coded", number=here))

    @router.post("/relire/coder/annuler")
    def undo_code(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        coder = sent.one("qui")
        reviews.of(form_id).uncode(coder, sent.person or coder, sent.one("key"))
        told = sentence("page", "review_undone")
        return show(request, form_id, coder, sent.number("n"), announce=told)


def _text_of_coder(
    rows: ToDecide, pending: Pending, coder: str, n: int, after: int
) -> dict[str, Any]:
    """Return the values of the screen: who codes and, once a coder is chosen, a text to code.

    Of a single coder, that person is chosen.
    """
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
