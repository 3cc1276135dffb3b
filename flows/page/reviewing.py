"""The screens on which organisers decide: texts read again, submissions compared, withdrawals."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from consultation.decisions import TO_CHECK, TO_READ, WITHDRAWALS
from consultation.errors import OrganiserError
from consultation.organisation.reviewing import Review, is_decided, text_of
from consultation.organisation.waiting import Pending
from consultation.warehouse.build.publications import Row
from consultation.warehouse.build.to_decide import Submission, ToDecide
from flows.page.review_fields import Fields, mentions_of, pieces, sent_fields
from flows.page.screens import Screens

Sent = Annotated[Fields, Depends(sent_fields)]
KEY = TO_READ.columns.key
QUICK_ROWS = 200
# Rows listed before and after the one that is shown.
NEAR = 250
WHO = {
    "sent_at": "Envoyée le",
    "name": "Nom",
    "collective": "Collectif",
    "town": "Commune",
    "consent": "Consentement",
    "box": "Où est-elle",
}
_FORM_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
NO_CONTENT, CONFLICT = 204, 409


@dataclass(frozen=True)
class Place:
    """A row among those of its screen; numbers begin at 1."""

    number: int
    row: Row
    count: int
    decided: int
    next_open: int

    @property
    def key(self) -> str:
        """The key of the row; empty where nothing can be decided."""
        return str(self.row[KEY] or "")


class Reviews:
    """What each form's screens share, as long as the page is open; `initials` are of whoever
    decided last."""

    def __init__(self, screens: Screens) -> None:
        self._screens = screens
        self._forms: dict[str, Review] = {}
        self.initials = ""

    def of(self, form_id: str) -> Review:
        """The form's review; 404 where there is no such form."""
        if (
            not _FORM_ID.fullmatch(form_id)
            or not self._screens.folders.form_file(form_id).is_file()
        ):
            raise HTTPException(404)
        return self._forms.setdefault(form_id, Review(self._screens.folders, form_id))

    def show(self, request: Request, form_id: str, template: str, **values: object) -> HTMLResponse:
        """A screen, or a part of one, of the form."""
        review = self.of(form_id)
        shared: dict[str, object] = {
            "form_id": form_id,
            "form": review.rows().form,
            "initials": self.initials,
            "key_column": KEY,
        }
        return self._screens.show(request, template, 200, **shared, **values)

    def decide(self, form_id: str, sent: Fields, keys: dict[str, str]) -> None:
        """The choices are written for whoever made them."""
        initials = sent.initials
        self.initials = initials
        self.of(form_id).decide(initials, keys, sent.words)

    def undo(self, form_id: str, sent: Fields) -> None:
        """What its reader said of a row is taken back."""
        self.of(form_id).undo(sent.initials, sent.one("key"))


def routes(screens: Screens) -> APIRouter:
    """The screens of decisions of each form."""
    reviews = Reviews(screens)
    router = APIRouter(prefix="/consultations/{form_id}", route_class=_told_by(screens))
    _add_texts(router, reviews)
    _add_quick_texts(router, reviews)
    _add_suspicions(router, reviews)
    _add_withdrawals(router, reviews)

    @router.get("/attente")
    def wait_for_run() -> Response:
        return Response(
            status_code=NO_CONTENT, headers={} if screens.run.goes_on else {"hx-refresh": "true"}
        )

    return router


def _told_by(screens: Screens) -> type[APIRoute]:
    """Routes of which an error is shown where it does not take the place of what is being read;
    while a run goes on, a screen waits for its end."""

    class Told(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def answer(request: Request) -> Response:
                try:
                    return await handle(request)
                except OrganiserError as error:
                    return _problem(screens, request, error)

            return answer

    return Told


def _problem(screens: Screens, request: Request, error: OrganiserError) -> Response:
    is_part = "hx-request" in request.headers
    if error.code == "already_running" and request.method == "GET":
        return screens.show(request, "review_wait.html", run=screens.run, status=CONFLICT)
    answer = screens.problem(request, error)
    if is_part:
        answer.headers["hx-retarget"] = "#probleme"
        answer.headers["hx-reswap"] = "innerHTML"
    return answer


def _place(rows: Sequence[Row], pending: Pending, number: int | None, after: int = 0) -> Place:
    """The row of that number, or the first that nobody has decided, if any, from `after` on."""
    is_done = [is_decided(row) or str(row[KEY]) in pending.by_key for row in rows]
    can_be = [bool(row[KEY]) for row in rows]
    left = [place for place, done in enumerate(is_done, start=1) if not done and can_be[place - 1]]

    def following(start: int) -> int:
        return next((place for place in left if place > start), left[0] if left else 0)

    here = number or following(after) or min(after + 1, len(rows))
    here = min(max(here, 1), len(rows))
    decided = sum(done and can for done, can in zip(is_done, can_be, strict=True))
    return Place(here, rows[here - 1], sum(can_be), decided, following(here))


def _show_one(
    reviews: Reviews,
    request: Request,
    form_id: str,
    name: str,
    number: int | None,
    after: int = 0,
    announce: str = "",
) -> HTMLResponse:
    """One row of a screen, alone where a part was asked for."""
    review = reviews.of(form_id)
    rows, pending = review.rows(), review.pending()
    asked = rows.texts if name == "relire" else rows.suspicions
    is_part = "hx-request" in request.headers
    template = f"parts/{name}.html" if is_part else f"{name}.html"
    values: dict[str, Any] = {"screen": name, "pending": pending, "rows": asked}
    if asked:
        place = _place(asked, pending, number, after)
        values |= {"place": place, "said": pending.by_key.get(place.key), "announce": announce}
        start = max(0, place.number - 1 - NEAR)
        values["near"] = list(enumerate(asked, start=1))[start : start + 2 * NEAR]
        values |= _text_values(place.row) if name == "relire" else _suspicion_values(rows, place)
    answer = reviews.show(request, form_id, template, **values)
    if is_part and asked:
        answer.headers["hx-replace-url"] = f"/consultations/{form_id}/{name}?n={place.number}"
    return answer


def _text_values(row: Row) -> dict[str, Any]:
    mentions = mentions_of(row["À regarder de près"])
    return {
        "mentions": mentions,
        "pieces": pieces(text_of(row), [words for _, words in mentions]),
    }


def _suspicion_values(rows: ToDecide, place: Place) -> dict[str, Any]:
    ids = str(place.row["Soumissions"] or "").split(", ") if place.key else []
    compared = [rows.submissions[each] for each in ids if each in rows.submissions]
    kind = place.key.partition("-")[0]
    question = TO_CHECK.question(kind) if kind else None
    return {
        "compared": compared,
        "lines": _lines(compared),
        "kind": kind,
        "choices": {choice: told for told, choice in question.choices.items()} if question else {},
    }


def _lines(compared: Sequence[Submission]) -> list[tuple[str, list[str], bool]]:
    """Lines of submissions side by side: title, what each says, whether all say the same."""
    values = {
        title: [getattr(each, name) or "" for each in compared] for name, title in WHO.items()
    }
    for title in dict.fromkeys(title for each in compared for title in each.answers):
        values[title] = [each.answers.get(title, "") for each in compared]
    return [(title, told, len(set(told)) == 1) for title, told in values.items() if any(told)]


def _add_texts(router: APIRouter, reviews: Reviews) -> None:
    choices = {choice: told for told, choice in TO_READ.questions[0].choices.items()}

    @router.get("/relire")
    def show_text(request: Request, form_id: str, n: int = 0) -> HTMLResponse:
        return _show_one(reviews, request, form_id, "relire", n)

    @router.post("/relire")
    def decide_text(request: Request, form_id: str, sent: Sent) -> HTMLResponse:
        choice, here = sent.one("choice"), sent.number("n")
        reviews.decide(form_id, sent, {sent.one("key"): choice})
        told = choices.get(choice, "")
        return _show_one(reviews, request, form_id, "relire", None, here, told)

    @router.post("/relire/annuler")
    def undo_text(request: Request, form_id: str, sent: Sent) -> HTMLResponse:
        reviews.undo(form_id, sent)
        return _show_one(reviews, request, form_id, "relire", sent.number("n"), 0, "annulé")


def _add_quick_texts(router: APIRouter, reviews: Reviews) -> None:
    def show(request: Request, form_id: str, n: int, announce: str = "") -> HTMLResponse:
        review = reviews.of(form_id)
        rows, pending = review.rows().quick_texts, review.pending()
        start = min(max(n, 1), max(len(rows), 1)) - 1
        values = {
            "screen": "relire/vite",
            "pending": pending,
            "rows": rows,
            "shown": [(row, is_decided(row)) for row in rows[start : start + QUICK_ROWS]],
            "first": start + 1,
            "page_size": QUICK_ROWS,
            "announce": announce,
        }
        template = "parts/relire_vite.html" if announce else "relire_vite.html"
        return reviews.show(request, form_id, template, **values)

    @router.get("/relire/vite")
    def show_quick(request: Request, form_id: str, n: int = 1) -> HTMLResponse:
        return show(request, form_id, n)

    @router.post("/relire/vite")
    def decide_quick(request: Request, form_id: str, sent: Sent) -> HTMLResponse:
        kept = set(sent.values.get("kept", ()))
        keys = {key: "withhold" if key in kept else "send" for key in sent.values.get("keys", ())}
        reviews.decide(form_id, sent, keys)
        return show(request, form_id, sent.number("n"), "décidés")

    @router.post("/relire/vite/annuler")
    def undo_quick(request: Request, form_id: str, sent: Sent) -> HTMLResponse:
        reviews.undo(form_id, sent)
        return show(request, form_id, sent.number("n"), "annulé")


def _add_suspicions(router: APIRouter, reviews: Reviews) -> None:
    @router.get("/verifier")
    def show_suspicion(request: Request, form_id: str, n: int = 0) -> HTMLResponse:
        return _show_one(reviews, request, form_id, "verifier", n)

    @router.post("/verifier")
    def decide_suspicion(request: Request, form_id: str, sent: Sent) -> HTMLResponse:
        reviews.decide(form_id, sent, {sent.one("key"): sent.one("choice")})
        here = sent.number("n")
        return _show_one(reviews, request, form_id, "verifier", None, here, "décidé")

    @router.post("/verifier/annuler")
    def undo_suspicion(request: Request, form_id: str, sent: Sent) -> HTMLResponse:
        reviews.undo(form_id, sent)
        return _show_one(reviews, request, form_id, "verifier", sent.number("n"), 0, "annulé")


def _add_withdrawals(router: APIRouter, reviews: Reviews) -> None:
    requests = {choice: told for told, choice in WITHDRAWALS.requests.items()}

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
        )

    @router.post("/retraits/voir")
    def show_reached(request: Request, form_id: str, sent: Sent) -> HTMLResponse:
        reached = reviews.of(form_id).reached(sent.one("who"))
        return reviews.show(
            request,
            form_id,
            "parts/retrait_vu.html",
            reached=reached,
            told=requests.get(sent.one("request"), ""),
            sent={name: sent.one(name) for name in ("who", "request", "remark")},
        )

    @router.post("/retraits")
    def ask(request: Request, form_id: str, sent: Sent) -> HTMLResponse:
        reviews.initials = sent.initials
        receipt = reviews.of(form_id).ask(
            reviews.initials, sent.one("who"), sent.one("request"), sent.one("remark")
        )
        return reviews.show(
            request,
            form_id,
            "parts/retrait_note.html",
            receipt=receipt,
            pending=reviews.of(form_id).pending(),
            requests=requests,
        )
