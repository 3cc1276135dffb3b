"""« Aide »: the guides of docs/ as screens, with a search. Nothing is fetched from a site."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from starlette.exceptions import HTTPException

from consultation.screens.searching import bare_words
from flows.page.screens import HERE, NOT_FOUND, Screens

# The guides of an installed package, else of a clone.
DOCS = next(path for path in (HERE / "guide", HERE.parent.parent / "docs") if path.is_dir())
FIRST, TABLES = "guide-organisateur", "tables"
# Guides for developers, not shown here.
LEFT_OUT = {"decisions", "from-answers-to-counts", "glossary", "performance", "prefect"}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


class Section(NamedTuple):
    """A section of a guide: its address, heading and text."""

    address: str
    title: str
    text: str

    def has(self, words: str) -> bool:
        """True if the section contains each of the words, regardless of accents and capitals.
        False without words."""
        section_words = bare_words(f"{self.title} {self.text}")
        wanted = bare_words(words).split()
        return bool(wanted) and all(word in section_words for word in wanted)


def routes(screens: Screens) -> APIRouter:
    """The routes of the guides and of their search."""
    router = APIRouter(prefix="/aide")

    @router.get("")
    def search_guides(request: Request, mots: str = "") -> HTMLResponse:
        matches = [section for section in sections() if section.has(mots)]
        return screens.show(request, "aide.html", words=mots, found=matches)

    @router.get("/{page}")
    def show_guide(request: Request, page: str) -> HTMLResponse:
        if page not in pages():
            raise HTTPException(NOT_FOUND)
        html = Markup(MARKDOWN.renderer.render(tokens_of(page), MARKDOWN.options, {}))  # noqa: S704  ours
        return screens.show(request, "aide.html", words="", told=html)

    return router


@cache
def pages() -> dict[str, Traversable]:
    """Name → file of each guide: the organisers' guide first, the dictionary of tables last."""
    guides = {path.stem: path for path in sorted(DOCS.glob("*.md")) if path.stem not in LEFT_OUT}
    return {FIRST: guides[FIRST], **guides, TABLES: files("sql") / "README.md"}


@cache
def tokens_of(page: str) -> list[Token]:
    """The guide called `page` as Markdown tokens. Headings get anchors, and links to other guides
    get their address on the page: `regles.md` → `/aide/regles`."""
    tokens = MARKDOWN.parse(pages()[page].read_text("utf-8"))
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", anchor_of(inline.content))
    for child in (child for token in tokens for child in token.children or ()):
        if child.type == "link_open":
            target = str(child.attrs["href"]).replace("../sql/README.md", f"{TABLES}.md")
            child.attrSet("href", re.sub(r"^([a-z-]+)\.md(?=#|$)", r"/aide/\1", target))
        elif child.type == "image":
            child.attrSet("src", f"/aide/{child.attrs['src']}")
    return tokens


def anchor_of(heading: str) -> str:
    """The anchor of a heading, slugged as GitHub does: « Un accord » → `un-accord`."""
    return re.sub(r"[^\w -]", "", heading.lower().replace("\u00a0", "")).replace(" ", "-")


@cache
def sections() -> tuple[Section, ...]:
    """The sections of all guides, each from its heading to the next."""
    listed: list[Section] = []
    for page in pages():
        for before, token in pairwise(tokens_of(page)):
            heading = "".join(child.content or " " for child in token.children or ())
            if before.type == "heading_open":
                listed.append(Section(f"/aide/{page}#{before.attrs['id']}", heading, ""))
            elif heading:
                listed[-1] = listed[-1]._replace(text=f"{listed[-1].text} {heading}")
    return tuple(listed)
