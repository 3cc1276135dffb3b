"""The screens of withdrawals and erasures: the effects of a request, the request itself, and the
letters to send."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from consultation.care.erasing import note_sent
from consultation.decisions.sheets import WITHDRAWALS
from consultation.machine.lock import run_lock
from consultation.runs.tombstones import read_register
from consultation.words.french import sentence, words
from flows.page.review_state import Reviews, SentFields, letters_of

NO_CONTENT = 204


def add_withdrawals(router: APIRouter, reviews: Reviews) -> None:
    """Add the routes of withdrawals: show the screen, show the effects of a request, record the
    request."""
    requests = {choice: label for label, choice in WITHDRAWALS.requests.items()}
    meanings = {word.id: word.explanation for word in words() if word.kind == "withdrawal_request"}

    @router.get("/retraits")
    def show_withdrawals(request: Request, form_id: str) -> HTMLResponse:
        values = _withdrawals_of(reviews, form_id) | {"requests": requests, "meanings": meanings}
        return reviews.show(request, form_id, "retraits.html", **values)

    @router.post("/retraits/voir")
    def show_reached(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        reached = reviews.of(form_id).reach_of(sent.one("who"), sent.one("request"))
        return reviews.show(
            request,
            form_id,
            "parts/retrait_vu.html",
            reached=reached,
            told=requests.get(sent.one("request"), ""),
            sent={name: sent.one(name) for name in ("who", "request", "remark")},
        )

    @router.post("/retraits")
    def ask(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        reviews.initials = sent.author
        review, is_erasure = reviews.of(form_id), sent.one("request") == "erase"
        review.ask(sent.author, sent.one("who"), sent.one("request"), sent.one("remark"))
        return reviews.show(
            request,
            form_id,
            "parts/retrait_note.html",
            is_erasure=is_erasure,
            pending=review.pending(),
            requests=requests,
        )


def _withdrawals_of(reviews: Reviews, form_id: str) -> dict[str, object]:
    """The values of the screen of withdrawals: the requests that no run has read, the requests
    obeyed, and the letters to send."""
    return {
        "screen": "retraits",
        "pending": reviews.of(form_id).pending(),
        "receipts": reviews.receipts(form_id),
        "letters": letters_of(reviews.folders, form_id),
        "register": read_register(reviews.folders.data, form_id),
        "is_foreseen": reviews.is_foreseen(form_id),
        "how": sentence("erasure", "not_done", form_id=form_id),
    }


def add_erasure(router: APIRouter, reviews: Reviews) -> None:
    """Add the routes of an erasure: its preview, the erasure itself (if the field `yes` is `1`),
    and the note that its letters were sent. All answer 404 without a form file. All raise
    OrganiserError while a run goes on."""

    @router.post("/effacer")
    def erase(form_id: str, sent: SentFields) -> Response:
        reviews.of(form_id)
        if sent.one("yes") == "1":
            reviews.run.start("erase", form_id, "--yes")
        else:
            reviews.run.start("foresee", form_id)
        return Response(status_code=NO_CONTENT, headers={"hx-refresh": "true"})

    @router.post("/effacer/envoye")
    def note_letters_sent(request: Request, form_id: str) -> HTMLResponse:
        reviews.of(form_id)
        with run_lock(reviews.folders.data):
            note_sent(reviews.folders, form_id)
        return reviews.show(request, form_id, "parts/lettres.html", letters=(), is_sent=True)
