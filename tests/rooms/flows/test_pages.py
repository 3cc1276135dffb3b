"""What Prefect's pages show and fetch: sentences, a report to read, nothing from elsewhere."""

import asyncio

import httpx
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from consultation.words.errors import OrganiserError
from flows.report import phrases
from flows.report.phrases import kept_report
from flows.report.report import RunReport
from tests.cases.reports import REFUSAL, form_report


def test_a_run_that_went_well_says_only_what_there_is():
    report = RunReport(forms=(form_report(),), problems=())

    assert phrases.ending(report) == "1 formulaire à jour."


def test_problems_stay_apart_where_line_breaks_are_lost():
    other = OrganiserError("unreadable_file.changed", where="b.csv")
    form = form_report(refused=(REFUSAL, other, REFUSAL), failure=other)
    report = RunReport(forms=(form,), problems=())
    shown = " ".join(phrases.ending(report).replace("\u00a0", " ").split())

    assert shown == (
        "0 formulaire à jour, 1 en échec, 3 exports refusés."
        " • a.csv : ce fichier a changé pendant sa lecture. Attendez la fin de la copie ou de la"
        " synchronisation, puis relancez."
        " • b.csv : ce fichier a changé pendant sa lecture. Attendez la fin de la copie ou de la"
        " synchronisation, puis relancez."
    )


def test_the_report_begins_with_what_is_to_be_mended_and_has_whole_paths():
    lines = kept_report(form_report(refused=(REFUSAL,), warnings=("!",))).split("\n")

    assert lines[0] == REFUSAL.message.split("\n")[0]
    assert "Le titre (vsa)" in lines
    assert any("/here/outputs/vsa" in line for line in lines)


def test_pages_are_told_to_fetch_nothing_elsewhere():
    from flows.server.server_process import OwnPagesOnly  # all of Prefect: four seconds

    page = Starlette(routes=[Route("/", lambda _: HTMLResponse("<p>Bonjour</p>"))])

    async def fetched() -> httpx.Response:
        transport = httpx.ASGITransport(app=OwnPagesOnly(page))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/")

    policy = asyncio.run(fetched()).headers["content-security-policy"]

    assert policy.startswith("default-src 'self' ")
    assert "http" not in policy
