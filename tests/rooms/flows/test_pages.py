"""What Prefect's pages show and fetch: sentences, a report to read, nothing from elsewhere."""

import asyncio

import httpx
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from consultation.words.errors import OrganiserError
from flows.report import phrases
from flows.report.pages_report import markdown
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


def test_the_report_begins_with_what_is_to_be_mended():
    titles = [
        line
        for line in markdown(form_report(refused=(REFUSAL,), warnings=("!",))).splitlines()
        if line.startswith("#")
    ]

    assert titles == [
        "# Le titre",
        "## À corriger",
        "## Où en est-on",
        "## Attention",
        "## Fichiers, sur la machine qui fait les calculs",
    ]


def test_lines_to_paste_are_shown_as_they_are():
    refusal = OrganiserError(
        "unknown_columns.one",
        where="a.csv",
        form_id="petit",
        columns="- colonne 3",
        lines="[headerless]\n# 2 colonnes",
    )
    lines = [line.rstrip() for line in markdown(form_report(refused=(refusal,))).split("\n")]

    assert lines[4:13] == [
        "- a.csv\u00a0: cette colonne n’est pas dans la déclaration de petit\u00a0:",
        "  - colonne 3",
        "  Complétez la déclaration de petit, puis relancez.",
        "",
        "  ~~~~",
        "  [headerless]",
        "  # 2 colonnes",
        "  ~~~~",
        "",
    ]


def test_a_path_of_the_report_can_be_copied():
    # A browser does not follow a link to a file of the machine.
    assert "[/here/outputs/vsa/organisation/synthese.xlsx](file:" in markdown(form_report())


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
