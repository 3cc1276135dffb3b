"""Login to a Drupal 7 site, once, and logout. A refused password is never tried twice."""

from __future__ import annotations

from contextlib import suppress

from consultation.download.conversation import Answer, Conversation
from consultation.download.credentials import Credentials
from consultation.download.html_pages import HtmlForm
from consultation.words.errors import OrganiserError

FORM = "user_login"
# The module `honeypot` takes whoever sends a form faster for a robot.
HONEYPOT_SECONDS = 5.0
FORBIDDEN = 403


def log_in(talk: Conversation, credentials: Credentials) -> None:
    """Log the account in to the site.

    Raises OrganiserError if the site refuses, if it asks for a captcha, or if a page is not as
    expected.
    """
    answer = talk.follow(f"{talk.site.root}/user")
    if answer.url.endswith("/user/login"):
        # In maintenance, Drupal redirects /user to its login page, and refuses all other pages.
        talk.get(talk.site.page)
    form = _login_form(talk, answer)
    if form.has_captcha:
        raise _refusal(talk, form)
    talk.wait(HONEYPOT_SECONDS if form.fields_of("honeypot_time") else 0)
    sent = talk.post(talk.absolute(form.action, answer.url), _values(form, credentials))
    if not sent.location:
        raise _refusal(talk, sent.page.form(FORM, "name", "pass"))
    home = talk.follow(f"{talk.site.root}/user")
    if not talk.has_session or home.page.form(FORM, "name", "pass"):
        raise OrganiserError("fetch_session.not_kept", where=talk.site.host)


def log_out(talk: Conversation) -> None:
    """Log out, ignoring errors of the site."""
    if talk.has_session:
        with suppress(OrganiserError):
            talk.get(f"{talk.site.root}/user/logout")


def _login_form(talk: Conversation, answer: Answer) -> HtmlForm:
    form = answer.page.form(FORM, "name", "pass")
    if form is not None:
        return form
    if answer.status == FORBIDDEN:
        raise _refusal(talk, form)
    raise OrganiserError("fetch_page.changed", where=talk.site.host, page="/user")


def _values(form: HtmlForm, credentials: Credentials) -> list[tuple[str, str]]:
    """The names and values of the login form's fields, with the account's name and password filled
    in."""
    secrets = {"name": credentials.name, "pass": credentials.password}
    return [
        (name, secrets[name].get_secret_value() if name in secrets else value)
        for name, value in form.values()
    ]


def _refusal(talk: Conversation, form: HtmlForm | None) -> OrganiserError:
    """The error for a refused login. `form` is the login form that the site shows, or None. The
    site's reason is not quoted: a person can read it on the site."""
    is_riddle = form is not None and form.has_captcha
    error_id = "fetch_access.captcha" if is_riddle else "fetch_access.refused"
    return OrganiserError(error_id, where=talk.site.host)
