"""Read the download page of a form, ask for the export, and wait while the site makes it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from consultation.download.conversation import Answer, Conversation
from consultation.download.credentials import Credentials
from consultation.download.html_pages import HtmlForm, Page, kind_of
from consultation.words.errors import OrganiserError

FORM = "webform_results_download_form"
RANGE = "range[range_type]"
START = "range[start_date]"
SHOWN = 300
# Every answer, drafts too. The range is a date, not « all »: after « all », the account's next
# download of « only new » answers would lack these.
CHOICES = {
    "format": "delimited",
    "delimiter": r"\t",  # a backslash and a t
    "header_keys": "0",
    "select_keys": "0",
    "select_format": "separate",
    RANGE: "range_date",
}
# Choices that only some sites and forms have.
WHERE_ASKED = {"range[completion_type]": "all", "range[confirmed]": "0"}


@dataclass(frozen=True)
class DownloadPage:
    """The download page, its HTML form, and its number of answers, which includes drafts."""

    answer: Answer
    form: HtmlForm
    total: int


def node_of(talk: Conversation) -> int:
    """The number of the form in Drupal, from its address or its page. Raises OrganiserError if
    neither contains it."""
    site = talk.site
    if site.node is not None:
        return site.node
    answer = talk.get(site.page)
    number = _node_of_page(answer.page)
    if number is not None:
        return number
    if answer.status == 404:
        raise OrganiserError("fetch_form.absent", where=site.host)
    raise OrganiserError("fetch_page.no_number", where=site.host)


def _node_of_page(page: Page) -> int | None:
    """The number that Drupal writes on a node's page, in a class of its body or in its short
    link: `page-node-123`, `/node/123` → 123. None without either."""
    paths = [urlsplit(link).path for link in page.short_links]
    marks = [*page.body_classes, *paths]
    numbers = (re.fullmatch(r"(?:page-node-|.*/node/)(\d+)", mark) for mark in marks)
    return next((int(number[1]) for number in numbers if number), None)


def open_download_page(talk: Conversation, node: int) -> DownloadPage:
    """Open the download page of the form with this number in Drupal. Raises OrganiserError if there
    is none, if the account may not see it, or if its content is not as expected."""
    answer = talk.follow(talk.site.results(node, "download"))
    if answer.status == 404:
        raise OrganiserError("fetch_form.absent", where=talk.site.host)
    # Some sites redirect to their login page if the account may not see the page.
    is_it = urlsplit(answer.url).path.endswith(f"/node/{node}/webform-results/download")
    if answer.status != 200 or not is_it:
        raise OrganiserError("fetch_form.absent", where=talk.site.host)
    return read_download_page(talk, answer)


def read_download_page(talk: Conversation, answer: Answer) -> DownloadPage:
    """The download page in a response of the site. Raises OrganiserError if its content is not as
    expected."""
    form = answer.page.form(FORM, "format", RANGE)
    total = _total(answer.page, form) if form else None
    if form is None or total is None:
        raise _page_changed(talk, answer)
    return DownloadPage(answer, form, total)


def _total(page: Page, form: HtmlForm) -> int | None:
    """The number of answers that the site states: the only number in the label of the choice « all
    answers », « Toutes (1 234) » → 1234. None if the label has no number, or several."""
    everything = [choice for choice in form.fields_of(RANGE) if choice.get("value") == "all"]
    labels = [page.labels.get(choice.get("id"), choice.tail or "") for choice in everything]
    numbers = re.findall(r"\d+(?:[\s.,’']\d{3})*", "".join(labels[:1]))
    return int(re.sub(r"\D", "", numbers[0])) if len(numbers) == 1 else None


def export_request(talk: Conversation, page: DownloadPage) -> list[tuple[str, str]]:
    """The fields to post, as (name, value), to get every answer and every question as tab-separated
    text.

    They have the page's default values, but for three things: our choices replace them, the box of
    each question is ticked, and the other text fields that limit the range of answers are empty.
    Raises OrganiserError if the page does not offer one of our choices.
    """
    form = page.form
    wanted = {**CHOICES, START: _earliest(form)}
    wanted |= {name: value for name, value in WHERE_ASKED.items() if form.fields_of(name)}
    if not wanted[START] or not all(_is_offered(form, *choice) for choice in wanted.items()):
        raise _page_changed(talk, page.answer)
    fields = [
        (name, "" if _is_bound(form, name) else value)
        for name, value in form.values()
        if name not in wanted and not name.startswith("components[")
    ]
    boxes = [
        (box.get("name"), box.get("value"))
        for box in form.fields
        if box.get("name", "").startswith("components[") and kind_of(box) == "checkbox"
    ]
    return [*fields, *boxes, *wanted.items()]


def _earliest(form: HtmlForm) -> str:
    """The first of January 2000, in the format of the example in the field of the first date:
    « 14/03/2022 » → `01/01/2000`. Empty if the example is not a date in digits."""
    example = next((field.get("placeholder", "") for field in form.fields_of(START)), "")
    numbers = re.findall(r"\d+", example)
    if len(numbers) != 3 or re.search(r"[^\W\d_]", example):
        return ""
    return re.sub(r"\d+", lambda number: "2000" if len(number[0]) == 4 else "01", example)


def _is_offered(form: HtmlForm, name: str, value: str) -> bool:
    return any(
        kind_of(field) in ("text", "hidden") or value in field.xpath("@value | .//option/@value")
        for field in form.fields_of(name)
        if "disabled" not in field.attrib
    )


def _is_bound(form: HtmlForm, name: str) -> bool:
    """True for a text field that limits which answers are exported, such as the last date:
    `range[end]` → True."""
    is_text = any(kind_of(field) == "text" for field in form.fields_of(name))
    return name.startswith("range[") and is_text


def _page_changed(talk: Conversation, answer: Answer) -> OrganiserError:
    page = urlsplit(answer.url).path
    return OrganiserError("fetch_page.changed", where=talk.site.host, page=page)


def make_export(talk: Conversation, page: DownloadPage, credentials: Credentials) -> DownloadPage:
    """Ask for the export and wait until it is ready. Returns the download page as it is after that.

    Raises OrganiserError if the site refuses, loses the session or makes no progress.
    """
    action = talk.absolute(page.form.action, page.answer.url)
    answer = talk.post(action, export_request(talk, page))
    if not answer.location:
        raise _refusal(talk, answer, credentials)
    path = urlsplit(page.answer.url).path
    done = _follow_batch(talk, answer.location, end=path[path.rindex("/node/") :])
    return read_download_page(talk, done)


def _follow_batch(talk: Conversation, url: str, *, end: str) -> Answer:
    """Follow the pages that the site shows while it makes the export. Returns the page after them,
    whose path ends with `end`.

    Raises OrganiserError if the session is lost, or if the export makes no progress.
    """
    moved_at, progress = time.monotonic(), ("", "")
    while True:
        answer = talk.get(url)
        if urlsplit(url).path.endswith(end) and answer.status == 200:
            return answer
        refresh = answer.page.refresh
        url = answer.location or (refresh and talk.absolute(refresh, answer.url))
        if not url or not _is_of_batch(url, end):
            raise OrganiserError("fetch_session.lost", where=talk.site.host)
        now = (url, answer.page.progress)
        if now != progress:
            moved_at, progress = time.monotonic(), now
        if time.monotonic() - moved_at > talk.bounds.standstill:
            raise OrganiserError("fetch_site.slow", where=talk.site.host)


def _is_of_batch(url: str, end: str) -> bool:
    """True if the address is a page that the site shows while it makes the export, or the page
    after them, whose path ends with `end`."""
    parts = urlsplit(url)
    return parts.path.endswith(end) or (parts.path.endswith("/batch") and "id=" in parts.query)


def _refusal(talk: Conversation, answer: Answer, credentials: Credentials) -> OrganiserError:
    """The error for an export that the site did not begin to make. It quotes the site's message,
    unless the message contains the account's name or password."""
    site_words = " ".join(answer.page.errors)
    secrets = (credentials.name, credentials.password)
    if not site_words or any(secret.get_secret_value() in site_words for secret in secrets):
        return OrganiserError("fetch_session.lost", where=talk.site.host)
    return OrganiserError("fetch_form.refused", where=talk.site.host, reason=site_words[:SHOWN])
