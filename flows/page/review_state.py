"""The parts that screens of decisions share: the fields sent, each form's review, the author, and
errors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from consultation.care.erasure_letters import Letter, letters_to_send
from consultation.forms.form import read_form
from consultation.machine.settings import Folders
from consultation.releases.freezing import frozen_releases
from consultation.releases.still_held import receipts_with_frozen_packs
from consultation.runs.inbox import exports_in
from consultation.screens.reviewing import Review
from consultation.screens.shown import is_form_id
from consultation.screens.waiting import KEY, PendingDecision
from consultation.warehouse.tables.publications import Row
from consultation.words.errors import OrganiserError
from flows.page.checklist import PATHS
from flows.page.guard import PERSON
from flows.page.screens import Screens, SentPairs, number_in


@dataclass(frozen=True)
class Fields:
    """The fields that a screen sent, name → values. `person` is the name of the person who sent
    them. It is empty if the page is on a port, since only a Unix socket tells who sends."""

    values: dict[str, list[str]]
    person: str = ""

    def one(self, name: str) -> str:
        """The first value of the field `name`. Empty if there is none."""
        return self.values.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """All values of the field `name`."""
        return self.values.get(name, [])

    def number(self, name: str) -> int:
        """The number in the field `name`. 0 if there is none."""
        return number_in(self.one(name))

    @property
    def author(self) -> str:
        """The author of a decision: the name of the person if known, else the typed initials:
        « éb » → `EB`. Raises OrganiserError if the initials are not one to three letters."""
        if self.person:
            return self.person
        plain = unicodedata.normalize("NFKD", self.one("initials")).upper()
        letters = "".join(re.findall("[A-Z]", plain))
        if not 1 <= len(letters) <= 3:
            raise OrganiserError("no_initials")
        return letters

    @property
    def words(self) -> list[str]:
        """The words to mask, typed on several lines or between semicolons: « Léo; Ana » → `Léo`,
        `Ana`."""
        return [word.strip() for word in re.split(r"[;\r\n]+", self.one("words")) if word.strip()]


def _fields(pairs: SentPairs, request: Request) -> Fields:
    """The fields of the request, grouped by name."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return Fields(values, request.scope.get("state", {}).get(PERSON, ""))


SentFields = Annotated[Fields, Depends(_fields)]


class Reviews:
    """The review (`Review`) of each form: its questions to people and their decisions. Reviews are
    kept in memory while the page is open. `initials` were typed last, and are filled in on the next
    screen."""

    def __init__(self, screens: Screens) -> None:
        self._screens = screens
        self._forms: dict[str, Review] = {}
        self.run = screens.run
        self.folders = screens.folders
        self.initials = ""

    def of(self, form_id: str) -> Review:
        """The review of a form. Answers the request with 404 if the form has no form file."""
        if not is_form_id(form_id) or not self.folders.form_file(form_id).is_file():
            raise HTTPException(404)
        review = Review(self.folders, form_id, lambda: self.run.goes_on)
        return self._forms.setdefault(form_id, review)

    def show(self, request: Request, form_id: str, template: str, **values: object) -> HTMLResponse:
        """Draw `template`: the whole screen with the steps of the form or, for a request of htmx, a
        part of it. A whole screen needs the value `screen`, its path after
        `/consultations/<form_id>/`, such as `relire/vite`. 404 without a form file."""
        self.of(form_id)
        shared: dict[str, object] = {"initials": self.initials, "key_column": KEY}
        if "hx-request" in request.headers:
            return self._screens.show(request, template, 200, form_id=form_id, **shared, **values)
        screen = str(values["screen"]).partition("/")[0]
        step = next(name for name, path in PATHS.items() if path == screen)
        return self._screens.show_step(request, template, step, form_id, **shared, **values)

    def receipts(self, form_id: str) -> Sequence[Row]:
        """The withdrawal requests that runs have obeyed, each with the receipt to send back. Raises
        OrganiserError before the first build."""
        frozen = frozen_releases(self.folders.outputs, form_id)
        return receipts_with_frozen_packs(self.of(form_id).rows().receipts, frozen)

    def is_foreseen(self, form_id: str) -> bool:
        """True if the last preview of an erasure is still valid: no file came to the inbox after
        the last act in the journal began (a preview, a run or another act). False if the journal is
        empty."""
        last, inbox = self.run.last, self.folders.inbox / form_id
        came = (path.stat().st_mtime for path in exports_in(inbox))
        return last is not None and max(came, default=0) <= last.started_at.timestamp()

    def decide(
        self, form_id: str, sent: Fields, keys: dict[str, str], unless_decided: Collection[str] = ()
    ) -> tuple[PendingDecision, ...]:
        """Write the author's choices, `keys` (key of a row → choice), to the disk. A row of
        `unless_decided` (keys) is skipped if somebody else has decided it. Returns the decisions of
        other people on the rows of `keys`. Raises OrganiserError without an author, and as
        `Review.decide` does."""
        self.initials = sent.author  # only to fill in the next screen
        return self.of(form_id).decide(sent.author, keys, sent.words, unless_decided)

    def undo(self, form_id: str, sent: Fields) -> None:
        """Take back the author's decision on the row with the sent key. Raises OrganiserError
        without an author, during a run, or if since then a run has read the decision or somebody
        else has decided."""
        self.of(form_id).undo(sent.author, sent.one("key"))


def letters_of(folders: Folders, form_id: str) -> tuple[Letter, ...]:
    """The letters to send after the erasures of a form. Empty if the form file can't be read."""
    with suppress(OrganiserError):
        return letters_to_send(folders, read_form(folders.form_file(form_id)))
    return ()
