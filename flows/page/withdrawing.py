"""The screen of withdrawals: what a request would take away, the request, its receipt."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consultation.decisions import WITHDRAWALS
from consultation.words.french import words
from flows.page.review_fields import SentFields
from flows.page.review_state import Reviews


def add_withdrawals(router: APIRouter, reviews: Reviews) -> None:
    requests = {choice: told for told, choice in WITHDRAWALS.requests.items()}
    meanings = {one.id: one.explanation for one in words() if one.kind == "withdrawal_request"}

    @router.get("/retraits")
    def show_withdrawals(request: Request, form_id: str) -> HTMLResponse:
        review = reviews.of(form_id)
        return reviews.show(
            request,
            form_id,
            "retraits.html",
            screen="retraits",
            pending=review.pending(),
            receipts=review.rows().receipts,
            requests=requests,
            meanings=meanings,
        )

    @router.post("/retraits/voir")
    def show_reached(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        reached = reviews.of(form_id).reach_of(sent.one("who"), sent.one("request"))
        return reviews.show(
            request,
            form_id,
            "parts/retrait_vu.html",
            reached=reached,
            is_alone=sent.one("request") == "erase" and "@" not in sent.one("who"),
            told=requests.get(sent.one("request"), ""),
            sent={name: sent.one(name) for name in ("who", "request", "remark")},
        )

    @router.post("/retraits")
    def ask(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        reviews.initials = sent.initials
        receipt = reviews.of(form_id).ask(
            reviews.initials, sent.one("who"), sent.one("request"), sent.one("remark")
        )
        return reviews.show(
            request,
            form_id,
            "parts/retrait_note.html",
            receipt=receipt,
            is_erasure=sent.one("request") == "erase",
            pending=reviews.of(form_id).pending(),
            requests=requests,
        )
