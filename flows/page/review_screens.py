"""The screens on which organisers decide: texts to read before they leave, submissions to compare,
and requests of withdrawal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consultation.decisions.sheets import TO_CHECK, TO_READ, ReviewSheet
from consultation.screens.reading_draw import reading_draw
from consultation.screens.waiting import Pending, RowInList, is_decided, row_in_list
from consultation.warehouse.tables.to_decide import Submission, ToDecide
from consultation.words.errors import OrganiserError
from consultation.words.french import explanation, sentence, words
from flows.page.coding_screen import add_coded_questions, add_coding
from flows.page.review_state import Reviews, SentFields
from flows.page.screens import Screens
from flows.page.text_to_read import values_of_text
from flows.page.withdrawal_screens import add_erasure, add_withdrawals

QUICK_ROWS = 200
# Rows listed before and after the one that is shown.
NEAR = 250
WHO = ("sent_at", "name", "collective", "town", "consent", "box")


def routes(screens: Screens) -> APIRouter:
    """The routes of the screens on which organisers decide about a form."""
    reviews = Reviews(screens)
    router = APIRouter(prefix="/consultations/{form_id}")
    _add_rows(router, reviews, "relire", TO_READ, "review_text")
    _add_quick_texts(router, reviews)
    _add_rows(router, reviews, "verifier", TO_CHECK, "review_doubt")
    add_coding(router, reviews)
    add_coded_questions(router, reviews)
    add_withdrawals(router, reviews)
    add_erasure(router, reviews)
    return router


def _show_one(
    reviews: Reviews,
    request: Request,
    form_id: str,
    name: str,
    number: int,
    after: int = 0,
    announce: str = "",
    last: Mapping[str, object] | None = None,
) -> HTMLResponse:
    """Draw a row of the screen `name`: `relire` (texts to read) or `verifier` (submissions that may
    be the same person's). A request of htmx gets only the part of the screen that changes.

    - `number`: the row's number, or 0 for the first undecided row after the number `after`.
    - `announce`: a sentence for screen readers.
    - `last`: the decision just made (`key`, `number`, `told`), shown with a button to undo it.

    Raises OrganiserError before the first build, or if htmx asks for a row of an empty list.
    """
    review = reviews.of(form_id)
    rows, pending = review.rows(), review.pending()
    listed_rows = rows.texts if name == "relire" else rows.suspicions
    is_part = "hx-request" in request.headers
    if is_part and not listed_rows:  # a run has emptied the list that is still on the screen
        raise OrganiserError("no_such_row", where=form_id)
    template = f"parts/{name}.html" if is_part else f"{name}.html"
    values: dict[str, Any] = {"screen": name, "pending": pending, "rows": listed_rows}
    if listed_rows:
        place = row_in_list(listed_rows, pending, number, after)
        decided = pending.by_key.get(place.key)
        values |= {"place": place, "said": decided, "announce": announce, "last": last}
        start = max(0, place.number - 1 - NEAR)
        values["near"] = list(enumerate(listed_rows, start=1))[start : start + 2 * NEAR]
        values |= (
            {**values_of_text(place.row, rows, pending), **_draw_values(rows, pending, place.key)}
            if name == "relire"
            else _suspicion_values(rows, place)
        )
    answer = reviews.show(request, form_id, template, **values)
    if is_part and listed_rows:
        answer.headers["hx-replace-url"] = f"/consultations/{form_id}/{name}?n={place.number}"
    return answer


def _draw_values(rows: ToDecide, pending: Pending, key: str) -> dict[str, Any]:
    """The screen's values `draw`, the draw by lot (None if the form has none), and `rank`, a
    sentence on the text's rank in the draw (empty if the text has no rank)."""
    turn = rows.turns.get(key)
    rank = sentence("reading_draw", "rank", rank=turn.rank) if turn and turn.rank else ""
    return {"draw": reading_draw(rows.turns, pending), "rank": rank}


@dataclass(frozen=True)
class Pick:
    """A choice to offer for a row of the screen *À vérifier*: its id, its label, and its effect
    (`why`).

    `letter` is the key of the keyboard that makes the choice, empty if the choice needs a click. In
    a row about consent, only the least public consent that the person stated has a letter, and
    `is_safest`. In another row, the choices in `LETTERS` have one, unless the row was already
    decided at the last build.
    """

    choice: str
    words: str
    why: str = ""
    letter: str = ""
    is_safest: bool = False


LETTERS = {"same": "m", "different": "d", "deleted": "s", "incomplete": "i"}
OF_LEAST_PUBLIC = "p"


def _suspicion_values(rows: ToDecide, place: RowInList) -> dict[str, Any]:
    ids = str(place.row["Soumissions"] or "").split(", ") if place.key else []
    compared = [rows.submissions[each] for each in ids if each in rows.submissions]
    kind = place.key.partition("-")[0]
    stated = rows.told.get(place.key, ())
    return {
        "compared": compared,
        "lines": _lines(compared),
        "kind": kind,
        "picks": _stated_picks(stated) if kind == "consent" else _picks(kind, place, dict(stated)),
    }


def _picks(kind: str, place: RowInList, whys: Mapping[str, str]) -> list[Pick]:
    """The choices of a row that is not about consent. `kind` is the kind of question that the row
    asks. `whys`: choice → its effect. If `whys` lacks a choice, its effect is read from
    `schemas/words.toml`."""
    # A decision may keep a text from leaving: only a click changes it, no key of the keyboard.
    letters = {} if place.row["Déjà décidé"] else LETTERS
    return [
        Pick(
            choice,
            label[:1].upper() + label[1:],
            whys.get(choice) or explanation(f"{kind}_choice", choice),
            letters.get(choice, ""),
        )
        for choice, label in _labels(TO_CHECK, place.key).items()
    ]


def _stated_picks(stated: Sequence[tuple[str, str]]) -> list[Pick]:
    """The choices of a row about a person's consent: the consents that the person stated. `stated`
    are pairs of a consent and the sentence that describes the statement."""
    order = [word.id for word in words() if word.kind == "consent_choice"]
    least = max((consent for consent, _ in stated), key=order.index, default="")
    letters = {least: OF_LEAST_PUBLIC}
    return [
        Pick(consent, label, "", letters.pop(consent, ""), is_safest=consent == least)
        for consent, label in stated
    ]


def _lines(compared: Sequence[Submission]) -> list[tuple[str, list[str], bool]]:
    """The lines that compare submissions: a title, a cell per submission, and True if all cells are
    equal: `("Commune", ["Lyon", "Lyon"], True)`. Lines of empty cells are left out."""
    values = {
        sentence("page", f"review_{name}"): [getattr(each, name) or "" for each in compared]
        for name in WHO
    }
    for title in dict.fromkeys(title for each in compared for title in each.answers):
        values[title] = [each.answers.get(title, "") for each in compared]
    return [(title, cells, len(set(cells)) == 1) for title, cells in values.items() if any(cells)]


def _add_rows(
    router: APIRouter, reviews: Reviews, name: str, sheet: ReviewSheet, sentence_id: str
) -> None:
    """Add the routes of the screen `name`: show a row of `sheet`, decide it, undo the decision.
    `sentence_id` is the id of the sentence (topic `page`) that announces a decision."""

    @router.get(f"/{name}")
    def show_row(request: Request, form_id: str, n: int = 0) -> HTMLResponse:
        return _show_one(reviews, request, form_id, name, n)

    @router.post(f"/{name}")
    def decide_row(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        choice, key, number = sent.one("choice"), sent.one("key"), sent.number("n")
        of_others = reviews.decide(form_id, sent, {key: choice})
        if of_others:  # the row stays on the screen, with the decision of the other person
            announced = sentence("page", "review_second")
            return _show_one(reviews, request, form_id, name, number, announce=announced)
        label = _labels(sheet, key).get(choice, "")
        announced = sentence("page", sentence_id, number=number, choice=label)
        last = {"key": key, "number": number, "told": announced}
        return _show_one(reviews, request, form_id, name, 0, number, announced, last)

    @router.post(f"/{name}/annuler")
    def undo_row(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        reviews.undo(form_id, sent)
        announced = sentence("page", "review_undone")
        return _show_one(reviews, request, form_id, name, sent.number("n"), announce=announced)


def _labels(sheet: ReviewSheet, key: str) -> dict[str, str]:
    """The choices that `sheet` offers for a row, id → label: `same` → « même personne ».

    `key` is the row's key, which begins with the kind of the row's question. Empty if the sheet
    asks no such question.
    """
    question = sheet.question(key.partition("-")[0])
    return {choice: label for label, choice in question.choices.items()} if question else {}


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
    def decide_quick(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        held = set(sent.values.get("kept", ()))
        keys = {key: "withhold" if key in held else "send" for key in sent.values.get("keys", ())}
        of_others = reviews.decide(form_id, sent, keys, keys.keys() - held)
        announced = sentence("page", "review_sent_all")
        if of_others:
            announced = f"{announced} {sentence('page', 'review_left', count=len(of_others))}"
        return show(request, form_id, sent.number("n"), announced)

    @router.post("/relire/vite/annuler")
    def undo_quick(request: Request, form_id: str, sent: SentFields) -> HTMLResponse:
        reviews.undo(form_id, sent)
        return show(request, form_id, sent.number("n"), sentence("page", "review_undone"))
