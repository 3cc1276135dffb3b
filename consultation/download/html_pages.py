"""A page of a Drupal site: its forms with their fields, and the few elements that identify it.

Tolerant on purpose: themes differ, and only names and types of fields are stable.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import ParserError
from lxml.html import FormElement, HtmlElement, HTMLParser, document_fromstring

BUTTONS = ("submit", "image")
TICKED = ("checkbox", "radio")


@dataclass(frozen=True)
class HtmlForm:
    """A form of an HTML page."""

    element: FormElement

    @property
    def action(self) -> str:
        """The address to which the form is sent, as the page writes it."""
        return str(self.element.get("action", ""))

    @property
    def fields(self) -> list[HtmlElement]:
        """The fields and buttons of the form, in their order."""
        return [*self.element.iter("input", "button", "select", "textarea")]

    @property
    def has_captcha(self) -> bool:
        """True if the form has a captcha."""
        marks = self.element.xpath(
            "descendant-or-self::*/@class | descendant-or-self::*/@name | .//@id"
        )
        return any("captcha" in mark.lower() for mark in marks)

    def fields_of(self, name: str) -> list[HtmlElement]:
        """The fields with this name."""
        return [element for element in self.fields if element.get("name", "") == name]

    def value_of(self, name: str) -> str:
        """The value of the first field with this name. Empty without such a field."""
        return next((element.get("value", "") for element in self.fields_of(name)), "")

    def values(self) -> list[tuple[str, str]]:
        """The names and values that a browser would send if somebody pressed the first button of
        the form."""
        buttons = [
            element
            for element in self.fields
            if kind_of(element) in BUTTONS and element.get("name")
        ][:1]
        pressed = [(element.get("name"), element.get("value", "")) for element in buttons]
        return [*self.element.form_values(), *pressed]


def kind_of(element: HtmlElement) -> str:
    """The type of a field: `<input type="radio">` → `radio`, `<input>` → `text`. For a list or a
    text area, the name of its tag: `<select>` → `select`."""
    plain = {"input": "text", "button": "submit"}.get(element.tag, element.tag)
    return str(element.get("type", plain)).lower() if plain != element.tag else str(plain)


@dataclass(frozen=True)
class Page:
    """The parts of a page that we use: forms, errors that Drupal shows, labels of fields by the
    fields' ids…"""

    forms: list[HtmlForm] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    short_links: list[str] = field(default_factory=list)
    body_classes: list[str] = field(default_factory=list)
    refresh: str = ""
    progress: str = ""

    def form(self, form_id: str, *names: str) -> HtmlForm | None:
        """The form with this Drupal id. Without it, the first form that has fields with all these
        names. None if there is neither."""
        exact = (candidate for candidate in self.forms if candidate.value_of("form_id") == form_id)
        alike = (candidate for candidate in self.forms if all(map(candidate.fields_of, names)))
        return next(exact, None) or next(alike, None)


def read_page(text: str) -> Page:
    """Parse the HTML text of a page. An empty text gives an empty page."""
    try:
        root = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8"))
    except ParserError:  # nothing at all
        return Page()
    for box in root.iter("input"):  # a box that nobody filled is sent as well
        box.set("value", box.get("value", "on" if kind_of(box) in TICKED else ""))
    meta = [
        element
        for element in root.iter("meta")
        if element.get("http-equiv", "").lower() == "refresh"
    ]
    return Page(
        forms=[HtmlForm(element) for element in root.iter("form")],
        errors=[
            _error(element) for element in root.find_class("messages") if "error" in element.classes
        ],
        labels={
            element.get("for"): _text(element)
            for element in root.iter("label")
            if element.get("for")
        },
        short_links=[
            element.get("href", "")
            for element in root.iter("link")
            if "shortlink" in element.get("rel", "")
        ],
        body_classes=[name for body in root.iter("body") for name in body.classes],
        refresh=next(
            (address for element in meta if (address := _address_in(element.get("content", "")))),
            "",
        ),
        progress="".join(map(_text, root.find_class("percentage"))),
    )


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _error(element: HtmlElement) -> str:
    """The text of an error message, without its heading for screen readers."""
    for heading in [*element.iter("h2", "h3", "h4")]:
        heading.drop_tree()
    return " ".join(map(_text, element.findall(".//li") or [element]))


def _address_in(content: str) -> str:
    """The address in the content of a refresh header: `0; URL=/batch?id=1` → `/batch?id=1`. Quotes
    around it are removed. Empty if there is no address."""
    _, _, address = content.partition(";")
    word, _, address = address.strip().partition("=")
    return address.strip().strip("'\"") if word.strip().lower() == "url" else ""
