"""The screen of runs: start a run and follow its output."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import asdict

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from consultation.decisions.belonging import declared_forms
from consultation.machine.lock import is_running, run_lock
from consultation.releases.examples import lay_example
from consultation.runs.advance import Advance, present_advance
from flows.page.checklist import checklist_of
from flows.page.run_process import RunProcess
from flows.page.screens import Screens, number_in

LOOK_SECONDS = 0.3


def routes(screens: Screens) -> APIRouter:
    """The routes that start a run, show its screen and send its progress to the screen."""
    router = APIRouter(prefix="/passages")
    run = screens.run
    _add_starting(router, screens)

    @router.get("")
    def show_run(request: Request) -> HTMLResponse:
        if run.goes_on:
            return screens.show(request, "run.html")
        forms = declared_forms(screens.folders)[0]
        checklists = [checklist_of(screens.folders, form.form_id) for form in forms]
        return screens.show(request, "run.html", lines=run.lines(), checklists=checklists)

    @router.get("/fin")
    def say_end(request: Request, neuf: bool = False) -> Response:
        """Return the part of the screen that shows the end of a run or, with `neuf`, a header that
        makes htmx reload the screen. While a run goes on, the response is empty."""
        if run.goes_on:
            return Response(status_code=204)
        if neuf:
            return Response(status_code=204, headers={"hx-refresh": "true"})
        return screens.show(request, "parts/run_ended.html")

    @router.get("/suite")
    async def follow_run(request: Request) -> StreamingResponse:
        events = _events(run, number_in(request.headers.get("last-event-id", "")))
        return StreamingResponse(events, media_type="text/event-stream")

    return router


def _add_starting(router: APIRouter, screens: Screens) -> None:
    """Add the route that starts a run, and the route that first copies the example's files into
    the inbox."""
    run = screens.run

    @router.post("")
    def start_run() -> Response:
        run.start()
        # htmx goes where the answer says, as a page of its own.
        return Response(status_code=204, headers={"hx-redirect": "/passages"})

    @router.post("/exemple")
    def start_example() -> Response:
        run.refuse_while_going_on()
        with run_lock(screens.folders.data):
            lay_example(screens.folders)
        return start_run()


async def _events(run: RunProcess, known: int) -> AsyncIterator[str]:
    """Yield the run as server-sent events: its progress, its lines of output, then its end. The
    first `known` lines are skipped. A run that no page started has no lines."""
    sent_advance: Advance | None = None
    while True:
        goes_on = await run_sync(lambda: run.goes_on)
        # Until the run takes its lock, the progress on the disk is that of the run before.
        is_at_work = await run_sync(is_running, run.folders.data)
        advance = await run_sync(present_advance, run.folders)
        if is_at_work and advance and advance != sent_advance:
            sent_advance = advance
            yield f"event: advance\ndata: {json.dumps(asdict(advance))}\n\n"
        for line in (await run_sync(run.lines))[known:] if run.is_ours else ():
            known += 1
            yield f"id: {known}\ndata: {json.dumps(line)}\n\n"
        if not goes_on:
            yield "event: end\ndata: \n\n"
            return
        yield ": waiting\n\n"
        await anyio.sleep(LOOK_SECONDS)
