"""A screen of the local page as plain text: headings, paragraphs, tables, buttons and fields."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "summary": "> "}
# Each begins a line of its own.
BLOCKS = {
    *MARKS, "p", "div", "form", "fieldset", "legend", "section", "article", "ul", "ol", "dl",
    "details", "table", "tr", "textarea", "select", "pre", "main", "nav", "caption",
}  # fmt: skip
CELLS = ("th", "td", "dd")
PRESSED = ("value", "data-key")
# What is in one of these is one line, whatever it holds.
TOGETHER = ("nav", *CELLS)
LEFT_OUT = ("script", "style", "head", "kbd", "svg")
ALONE = ("input", "meta", "link", "br", "img", "rect", "path", "line", "circle", "progress")
# Files beside, told in LISEZMOI.txt, and what is another at each run: dropped files, times, sizes.
CHANGES = (
    (re.compile(r".*/(?:statistiques|parquet)/.*\n"), ""),
    (re.compile(r"\b[0-9a-f]{16,}\b"), "…"),
    (re.compile(r"(?<=à )\d\d:\d\d\b"), "…"),
    (re.compile(r"\b\d\d/\d\d/20(?:2[6-9]|[3-9]\d)\b"), "…"),
    (re.compile(r" ?\(?\b[\d,]+ [KM]o\b\)?"), ""),
)


class Screen(HTMLParser):
    """The lines of a screen; `<…>` is where a link leads, `{…}` a field, `[…]` a button, its words
    after its value and its key."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._left_out = 0
        self._within = 0
        self._links: list[str] = []
        self._options: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        by_name = {name: value or "" for name, value in attrs}
        is_aside = tag in LEFT_OUT or by_name.get("class") in ("skip", "home")
        if self._left_out or is_aside:
            self._left_out += tag not in ALONE
            return
        if tag in BLOCKS and not self._within:
            self._begin(MARKS.get(tag, ""))
        elif tag in BLOCKS:
            self._say(" · " if tag == "li" else " ")
        self._within += tag in TOGETHER
        if tag in CELLS and self.lines[-1].strip():
            self._say(" | ")
        match tag:
            case "input" if by_name.get("type") != "hidden":
                self._say(f" {_field(by_name)} ")
            case "select" | "textarea":
                self._say(f"{{{by_name.get('name', '')}: ")
            case "option":
                self._say("*" if "selected" in by_name else "")
            case "button":
                self._say(
                    " ".join(["[", *(by_name[name] for name in PRESSED if by_name.get(name)), ""])
                )
            case "a":
                self._links.append(by_name.get("href", ""))
            case "mark" | "ins":
                self._say("_")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= tag not in ALONE
            return
        ends = {"button": "] ", "option": " · ", "select": "}", "textarea": "}", "mark": "_"}
        self._say(ends.get(tag, "_" if tag == "ins" else ""))
        if tag == "a" and (link := self._links.pop()):
            self._say(f" <{link}>")
        self._within -= tag in TOGETHER
        if tag in BLOCKS and not self._within:
            self._begin("")

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._say(data)

    def _say(self, text: str) -> None:
        self.lines[-1] += text

    def _begin(self, mark: str) -> None:
        if self.lines[-1].strip() in ("", "-"):
            self.lines[-1] = mark or self.lines[-1]
        else:
            self.lines.append(mark)


def _field(attributes: dict[str, str]) -> str:
    """A field, with its value: `{name: value}`; `(x)` is a chosen radio button, `[x]` a box."""
    name, value = attributes.get("name", attributes.get("id", "")), attributes.get("value", "")
    mark = "x" if "checked" in attributes else " "
    if attributes.get("type") == "radio":
        return f"({mark} {value})"
    if attributes.get("type") == "checkbox":
        return f"[{mark} {name} {value}]"
    return f"{{{name}: {value}}}"


def screen_text(page: str) -> str:
    """The text of a screen, the same at each run."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in Screen(page).lines)
    text = "".join(f"{line}\n" for line in lines if line)
    for changing, instead in CHANGES:
        text = changing.sub(instead, text)
    return text
