"""A page of a Drupal site: its forms with their fields, and the few marks that decide what it is.

Tolerant on purpose: themes differ, and only names and types of fields are stable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]

BUTTONS = ("submit", "image")
TICKED = ("checkbox", "radio")
DISABLED = "disabled"
UNSENT = (*BUTTONS, "button", "reset", "file", DISABLED)


@dataclass
class Field:
    """A field of a form; `choices` are a list's values, `value` what it would send as it stands,
    `text` what is written between it and the next one."""

    name: str
    kind: str
    value: str
    identifier: str = ""
    placeholder: str = ""
    is_ticked: bool = False
    choices: list[str] = field(default_factory=list)
    text: str = ""


@dataclass
class HtmlForm:
    """A form of a page, its fields in their order."""

    action: str
    fields: list[Field] = field(default_factory=list)
    has_captcha: bool = False

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


@dataclass
class Page:
    """What a page says. `rows` are the addresses of each row of its tables, `titles` its title and
    main headings, `errors` what Drupal shows of errors, `labels` those of fields by their ids."""

    forms: list[HtmlForm] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
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
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.finish()
    return reader.page


@dataclass
class _Capture:
    """An element whose text is wanted: `depth` elements of its own kind are open in it."""

    kind: str
    tag: str
    key: str = ""
    depth: int = 1
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._captures: list[_Capture] = []
        self._form: HtmlForm | None = None
        self._row: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        for capture in self._captures:
            capture.depth += capture.tag == tag
            capture.parts += [" "] if capture.kind == "error" else []  # an item of a list, maybe
        self._look_at_page(tag, had)
        if tag == "form":
            self._form = HtmlForm(had.get("action", ""))
            self.page.forms.append(self._form)
        if self._form is not None:
            self._look_at_field(self._form, tag, had)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for capture in self._captures:
            capture.depth -= capture.tag == tag
        self._close([capture for capture in self._captures if capture.depth <= 0])
        if tag == "form":
            self._form = None
        if tag in ("tr", "table"):
            self._row = None

    def handle_data(self, data: str) -> None:
        is_heading = any(capture.kind == "heading" for capture in self._captures)
        for capture in self._captures:
            # Above an error Drupal has a heading for those who don't see its colour.
            if not (is_heading and capture.kind == "error"):
                capture.parts.append(data)
        if self._form and self._form.fields:
            self._form.fields[-1].text += data

    def finish(self) -> None:
        """Close what the page left open."""
        self._close(self._captures)

    def _close(self, captures: Iterable[_Capture]) -> None:
        for capture in list(captures):
            self._captures.remove(capture)
            match capture.kind:
                case "title":
                    self.page.titles.append(capture.text)
                case "error":
                    self.page.errors.append(capture.text)
                case "label":
                    self.page.labels.setdefault(capture.key, capture.text)
                case "progress":
                    self.page.progress = capture.text
                case "textarea" if self._form and self._form.fields:
                    self._form.fields[-1].value = "".join(capture.parts)

    def _look_at_page(self, tag: str, had: Attributes) -> None:
        page, classes = self.page, had.get("class", "").lower().split()
        match tag:
            case "title" | "h1":
                self._captures.append(_Capture("title", tag))
            case "h2" | "h3" | "h4":
                self._captures.append(_Capture("heading", tag))
            case "label" if "for" in had:
                self._captures.append(_Capture("label", tag, had["for"]))
            case "body":
                page.body_classes = classes
            case "meta" if had.get("http-equiv", "").lower() == "refresh":
                page.refresh = _address_in(had.get("content", "")) or page.refresh
            case "tr":
                self._row = []
                page.rows.append(self._row)
            case "link" if "shortlink" in had.get("rel", "").lower():
                page.short_links.append(had.get("href", ""))
            case "a" if "href" in had and self._row is not None:
                self._row.append(had["href"])
        if {"messages", "error"} <= set(classes):
            self._captures.append(_Capture("error", tag))
        if "percentage" in classes:
            self._captures.append(_Capture("progress", tag))

    def _look_at_field(self, form: HtmlForm, tag: str, had: Attributes) -> None:
        marks = " ".join(had.get(name, "") for name in ("class", "name", "id")).lower()
        form.has_captcha |= "captcha" in marks
        name, identifier = had.get("name", ""), had.get("id", "")
        if tag == "option":
            self._look_at_option(form, had)
        elif tag in ("input", "button"):
            kind = had.get("type", "text" if tag == "input" else "submit").lower()
            kind = DISABLED if "disabled" in had else kind
            value = had.get("value", "on" if kind in TICKED else "")
            ticked = "checked" in had
            form.fields.append(
                Field(name, kind, value, identifier, had.get("placeholder", ""), ticked)
            )
        elif tag in ("select", "textarea"):
            form.fields.append(Field(name, DISABLED if "disabled" in had else tag, "", identifier))
            if tag == "textarea":
                self._captures.append(_Capture("textarea", tag))

    @staticmethod
    def _look_at_option(form: HtmlForm, had: Attributes) -> None:
        if not form.fields or form.fields[-1].kind != "select":
            return
        chosen = form.fields[-1]
        chosen.choices.append(had.get("value", ""))
        if "selected" in had or len(chosen.choices) == 1:
            chosen.value = chosen.choices[-1]


def _address_in(content: str) -> str:
    """The address of `0; URL=/batch?id=1`, quoted or not."""
    _, _, address = content.partition(";")
    word, _, address = address.strip().partition("=")
    return address.strip().strip("'\"") if word.strip().lower() == "url" else ""
