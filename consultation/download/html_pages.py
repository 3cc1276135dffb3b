"""A page of a Drupal site: its forms with their fields, and the few marks that decide what it is.

Tolerant on purpose: themes differ, and only names and types of fields are stable.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

BUTTONS = ("submit", "image")
TICKED = ("checkbox", "radio")
DISABLED = "disabled"
UNSENT = (*BUTTONS, "button", "reset", "file", DISABLED)


@dataclass(frozen=True)
class Field:
    """A field of a form; `choices` are a list's values, `value` what it would send as it stands,
    `text` what is written right after it."""

    name: str
    kind: str
    value: str
    identifier: str
    placeholder: str
    is_ticked: bool
    choices: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class HtmlForm:
    """A form of a page, its fields in their order."""

    action: str
    fields: list[Field]
    has_captcha: bool

    def fields_of(self, name: str) -> list[Field]:
        """The fields of that name."""
        return [one for one in self.fields if one.name == name]

    def value_of(self, name: str) -> str:
        """The value of the first field of that name; empty without one."""
        return next((one.value for one in self.fields_of(name)), "")

    def values(self) -> list[tuple[str, str]]:
        """What a browser would send: every field as it stands, and the first button."""
        buttons = [one for one in self.fields if one.kind in BUTTONS and one.name][:1]
        return [
            (one.name, one.value)
            for one in self.fields
            if one.name
            and (one.kind not in UNSENT or one in buttons)
            and (one.kind not in TICKED or one.is_ticked)
        ]


@dataclass(frozen=True)
class Page:
    """What a page says. `titles` are its title and main headings, `errors` what Drupal shows of
    errors, `labels` those of fields by their ids."""

    forms: list[HtmlForm] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    short_links: list[str] = field(default_factory=list)
    body_classes: list[str] = field(default_factory=list)
    refresh: str = ""
    progress: str = ""

    def form(self, form_id: str, *names: str) -> HtmlForm | None:
        """The form of that Drupal id, else the first with fields of all these names."""
        exact = (one for one in self.forms if one.value_of("form_id") == form_id)
        alike = (one for one in self.forms if all(map(one.fields_of, names)))
        return next(exact, None) or next(alike, None)


def read_page(text: str) -> Page:
    """What the text of a page holds."""
    try:
        root = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8"))
    except ParserError:  # nothing at all
        return Page()
    meta = [one for one in root.iter("meta") if one.get("http-equiv", "").lower() == "refresh"]
    return Page(
        forms=[_form(one) for one in root.iter("form")],
        errors=[_error(one) for one in root.find_class("messages") if "error" in one.classes],
        titles=[_text(one) for one in root.iter("title", "h1")],
        labels={one.get("for"): _text(one) for one in root.iter("label") if one.get("for")},
        short_links=[
            one.get("href", "") for one in root.iter("link") if "shortlink" in one.get("rel", "")
        ],
        body_classes=[name for body in root.iter("body") for name in body.classes],
        refresh=next((found for one in meta if (found := _address_in(one.get("content", "")))), ""),
        progress="".join(map(_text, root.find_class("percentage"))),
    )


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _error(element: HtmlElement) -> str:
    """What it says, without the heading for those who don't see its colour."""
    for heading in [*element.iter("h2", "h3", "h4")]:
        heading.drop_tree()
    return " ".join(map(_text, element.findall(".//li") or [element]))


def _form(element: HtmlElement) -> HtmlForm:
    marks = element.xpath("descendant-or-self::*/@class | descendant-or-self::*/@name | .//@id")
    fields = element.iter("input", "button", "select", "textarea")
    return HtmlForm(
        action=element.get("action", ""),
        fields=list(map(_field, fields)),
        has_captcha=any("captcha" in mark.lower() for mark in marks),
    )


def _field(element: HtmlElement) -> Field:
    kind = element.tag
    if kind in ("input", "button"):
        kind = element.get("type", "text" if kind == "input" else "submit").lower()
    choices = tuple(one.get("value", "") for one in element.iter("option"))
    chosen = [one.get("value", "") for one in element.iter("option") if "selected" in one.attrib]
    if element.tag == "textarea":
        value = element.text_content()
    else:
        value = element.get("value", "on" if kind in TICKED else "")
    return Field(
        name=element.get("name", ""),
        kind=DISABLED if "disabled" in element.attrib else kind,
        value=[*choices[:1], *chosen][-1] if choices else value,
        identifier=element.get("id", ""),
        placeholder=element.get("placeholder", ""),
        is_ticked="checked" in element.attrib,
        choices=choices,
        text=element.tail or "",
    )


def _address_in(content: str) -> str:
    """The address of `0; URL=/batch?id=1`, quoted or not."""
    _, _, address = content.partition(";")
    word, _, address = address.strip().partition("=")
    return address.strip().strip("'\"") if word.strip().lower() == "url" else ""
