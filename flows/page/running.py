"""The screen of runs: start one, and read what it says while it says it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from flows.page.run_process import RunProcess
from flows.page.screens import Screens
from flows.page.sent_form import number_in

LOOK_SECONDS = 0.3


def routes(screens: Screens) -> APIRouter:
    """The screen of runs, and the events that it follows."""
    router = APIRouter(prefix="/passages")
    run = screens.run

    @router.get("")
    def show_run(request: Request) -> HTMLResponse:
        return screens.show(request, "run.html", lines=() if run.goes_on else run.lines())

    @router.post("")
    def start_run() -> Response:
        run.start()
        # htmx goes where the answer says, as a page of its own.
        return Response(status_code=204, headers={"hx-redirect": "/passages"})

    @router.get("/fin")
    def say_end(request: Request) -> Response:
        """Nothing as long as a run goes on: what is on the screen stays true."""
        if run.goes_on:
            return Response(status_code=204)
        return screens.show(request, "parts/run_ended.html")

    @router.get("/suite")
    async def follow_run(request: Request) -> StreamingResponse:
        events = _events(run, number_in(request.headers.get("last-event-id", "")))
        return StreamingResponse(events, media_type="text/event-stream")

    return router


async def _events(run: RunProcess, known: int) -> AsyncIterator[str]:
    """Each line that the run says, numbered, beyond those that are known; then its end.

    Of a run that was started elsewhere, only the end is seen.
    """
    while True:
        goes_on = await run_sync(lambda: run.goes_on)
        for line in (await run_sync(run.lines))[known:] if run.is_ours else ():
            known += 1
            yield f"id: {known}\ndata: {json.dumps(line)}\n\n"
        if not goes_on:
            yield "event: end\ndata: \n\n"
            return
        yield ": waiting\n\n"
        await anyio.sleep(LOOK_SECONDS)
