"""What Prefect's pages show and fetch: sentences, a report to read, nothing from elsewhere."""

import asyncio

import httpx
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route


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
