"""From the request of an export to its file being ready: the site's work, a second at a time."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from consultation.download.conversation import Answer, Conversation
from consultation.download.credentials import Credentials
from consultation.download.download_form import DownloadPage, export_request, read_download_page
from consultation.words.errors import OrganiserError

SHOWN = 300


def make_export(talk: Conversation, page: DownloadPage, credentials: Credentials) -> DownloadPage:
    """The export that was asked for is ready to be taken; returns the page as it is then.

    Raises OrganiserError when the site refuses, loses the session or does not get on.
    """
    action = talk.absolute(page.form.action, page.answer.url)
    answer = talk.post(action, export_request(talk, page))
    if not answer.location:
        raise _refusal(talk, answer, credentials)
    path = urlsplit(page.answer.url).path
    done = _follow_batch(talk, answer.location, end=path[path.rindex("/node/") :])
    return read_download_page(talk, done)


def _follow_batch(talk: Conversation, url: str, *, end: str) -> Answer:
    """The page whose path ends so, once the site's work has led there."""
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
    """Whether an address is of the work under way: no other link is ever followed."""
    parts = urlsplit(url)
    return parts.path.endswith(end) or (parts.path.endswith("/batch") and "id=" in parts.query)


def _refusal(talk: Conversation, answer: Answer, credentials: Credentials) -> OrganiserError:
    """Why the site did not begin, in its own words if they quote nothing of the account."""
    said = " ".join(answer.page.errors)
    secrets = (credentials.name, credentials.password)
    if not said or any(secret.get_secret_value() in said for secret in secrets):
        return OrganiserError("fetch_session.lost", where=talk.site.host)
    return OrganiserError("fetch_form.refused", where=talk.site.host, reason=said[:SHOWN])
