"""The screen of a consultation's results, and the files of its releases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse
from starlette.exceptions import HTTPException

from consultation.machine.settings import Folders, database_in
from consultation.proposals.form_files import asks_what_is_coded, public_minimum
from consultation.runs.journal import read_journal
from consultation.screens.exploring import (
    MOST_TEXTS,
    Facet,
    Filter,
    View,
    view_of,
)
from consultation.screens.published_results import Results, results_of
from consultation.screens.shown import ShownRelease, is_form_id, release_shown
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence, sentences_of
from flows.page.screens import NOT_FOUND, Screens

# Between a facet and its value in an address.
BETWEEN = "="
LONGEST_WORDS = 200


@dataclass(frozen=True)
class Chosen:
    """The filters and words in the screen's URL, which choose the respondents to show.

    A filter is a facet with a value, such as the category « association ». `facets` are all facets
    of the release. `release_name` is the name of a frozen release, empty for the current release.
    `question` is the id of the question whose texts are shown, empty for all.
    """

    filters: tuple[Filter, ...]
    words: str
    release_name: str
    facets: Sequence[Facet] = ()
    question: str = ""

    def address(self, filters: Sequence[Filter], words: str = "", **more: object) -> str:
        """The address of the screen with other filters and words: `?f=category%3Dassoc&q=eau`."""
        parameters: list[tuple[str, object]] = [
            *(("f", f"{chosen.facet}{BETWEEN}{chosen.value}") for chosen in filters),
            *([("q", words)] if words else []),
            *more.items(),
            *([("depot", self.release_name)] if self.release_name else []),
        ]
        return f"?{urlencode(parameters)}"

    def reading(self, question: str, after: int = 0) -> str:
        """The address of a page of texts: `?f=…&apres=20&question=q1#textes`. The texts answer
        `question`, or any question if it is empty. The first `after` texts are skipped."""
        about = {"question": question} if question else {}
        return f"{self.address(self.filters, self.words, apres=after, **about)}#textes"

    def adding(self, facet: str, value: str) -> str:
        """The address of the screen with one more filter."""
        return self.address((*self.filters, Filter(facet, value)), self.words)

    def without(self, left_out: Filter) -> str:
        """The address of the screen without the filter `left_out`."""
        return self.address([chosen for chosen in self.filters if chosen != left_out], self.words)

    def label_of(self, chosen: Filter) -> str:
        """The words for a filter on screen: « Catégorie : Association »."""
        facet = next(facet for facet in self.facets if facet.name == chosen.facet)
        of_what = facet.title or sentence("facets", facet.name)
        return f"{of_what}\u00a0: {facet.labels[chosen.value]}"

    @property
    def is_somebody(self) -> bool:
        """True if filters or words restrict the respondents shown."""
        return bool(self.filters or self.words)


def routes(screens: Screens) -> APIRouter:
    """The routes of each consultation's results, and of the files of its releases."""
    router = APIRouter(prefix="/consultations/{form_id}")
    folders = screens.folders
    _add_files(router, folders)

    @router.get("")
    def show_results(
        request: Request,
        form_id: str,
        depot: str = "",
        f: Annotated[list[str] | None, Query()] = None,
        q: str = "",
        apres: Annotated[int | None, Query(ge=0, le=1_000_000_000)] = None,
        question: str = "",
    ) -> HTMLResponse:
        release = release_or_none(folders, form_id, depot)
        words = q.strip()[:LONGEST_WORDS]
        after = apres or 0
        filters = tuple(map(_filter_in, f or ()))
        read_view = partial(view_of, filters=filters, words=words, after=after, question=question)
        results, view, problem = _results(release, read_view)
        chosen = Chosen(view.filters, words, depot, view.facets, question) if view else None
        return screens.show_step(
            request,
            "results.html",
            "results",
            form_id,
            record=read_journal(folders).form(form_id),
            release=release,
            results=results,
            view=view,
            chosen=chosen,
            # Without a filter, texts are shown only on request.
            shows_texts=apres is not None or (chosen is not None and chosen.is_somebody),
            facet_titles=sentences_of("facets"),
            after=after,
            most_texts=MOST_TEXTS,
            fewest=public_minimum(folders, form_id),
            problem=problem,
            asks_coded=not depot and asks_what_is_coded(folders, form_id),
        )

    return router


def _add_files(router: APIRouter, folders: Folders) -> None:
    """Add the route that downloads a file of a release."""

    @router.get("/fichiers/{path:path}")
    def take_file(form_id: str, path: str, depot: str = "") -> FileResponse:
        file = release_of(folders, form_id, depot).file(path)
        if file is None or not file.is_file():
            raise HTTPException(NOT_FOUND)
        return FileResponse(file, filename=file.name)


def release_or_none(folders: Folders, form_id: str, name: str = "") -> ShownRelease | None:
    """The current release or, with `name`, the frozen release of that name. None if the form is
    declared and has no release yet. Answers the request with 404 if there is no such form or frozen
    release."""
    release = release_shown(folders, form_id, name)
    is_declared = is_form_id(form_id) and folders.form_file(form_id).is_file()
    if release is None and (name or not is_declared):
        raise HTTPException(NOT_FOUND)
    return release


def release_of(folders: Folders, form_id: str, name: str = "") -> ShownRelease:
    """The current release or, with `name`, the frozen release of that name. Answers the request
    with 404 if there is none."""
    release = release_shown(folders, form_id, name)
    if release is None:
        raise HTTPException(NOT_FOUND)
    return release


def _filter_in(text: str) -> Filter:
    """The filter written in an address: `category=assoc` → `Filter("category", "assoc")`. Unknown
    facets and values are not refused."""
    facet, _, value = text.partition(BETWEEN)
    return Filter(facet, value)


def _results(
    release: ShownRelease | None, read_view: Callable[[Path], View]
) -> tuple[Results | None, View | None, OrganiserError | None]:
    """A tuple of three: the figures of a release, the result of calling `read_view` with the path
    of its database, and the error if the database can't be read. With an error, the figures and the
    result are `None`. Without a release, all three are `None`."""
    if release is None:
        return None, None, None
    database = database_in(release.folder)
    try:
        return results_of(database), read_view(database), None
    except OrganiserError as error:
        return None, None, error
