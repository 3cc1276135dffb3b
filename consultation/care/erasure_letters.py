"""The letters to send after an erasure: to each person who asked for it, and to the recipient.

They can be read until somebody marks them as sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from consultation.forms.form import Form
from consultation.machine.settings import Folders
from consultation.runs.tombstones import HandedIn, Request, read_register
from consultation.words.french import date, sentence

words = partial(sentence, "erasure")
LETTERS = "\n--- "
"""The separator before each letter when several are shown together."""


@dataclass(frozen=True)
class Letter:
    """A letter to copy. `title` describes its addressee without a name."""

    title: str
    text: str


def letters_to_send(folders: Folders, form: Form) -> tuple[Letter, ...]:
    """The letters not marked as sent: a letter for each request that was carried out, then the
    letter to the recipient, if there is any."""
    register = read_register(folders.data, form.form_id)
    receipts = (
        Letter(words("receipt_title", **figures_of(request)), _receipt(form, request))
        for request in register.to_answer
    )
    to_recipient = [_to_recipient(form, register.to_tell)] if register.to_tell else []
    return (*receipts, *to_recipient)


def figures_of(request: Request) -> dict[str, object]:
    """The dates, kind and count of a request, to fill sentences in French: 31 January 2022 →
    `{"asked_on": "31/01/2022", …}`."""
    return {
        "asked_on": date(request.asked_on),
        "kind": words(f"asked_{request.kind}"),
        "count": request.submission_count,
        "due_on": date(request.due_on),
        "done_on": date(request.done_on) if request.done_on else "",
    }


def _receipt(form: Form, request: Request) -> str:
    """The text of the letter to somebody who was erased."""

    def parts() -> Iterator[str]:
        figures = {"title": form.title, "recipient": form.recipient, **figures_of(request)}
        yield words("hello")
        yield words("receipt_done", **figures)
        if request.files:
            yield words("receipt_files", files=", ".join(request.files))
        yield words("receipt_left", **figures)
        if form.kept_until:
            yield words("receipt_backups", until=date(form.kept_until))
        yield words("receipt_again", **figures)

    return "\n\n".join(parts())


def _to_recipient(form: Form, handed_in: tuple[HandedIn, ...]) -> Letter:
    """The letter to the form's recipient, who received frozen releases (`handed_in`) that hold an
    erased person."""

    def parts() -> Iterator[str]:
        yield words("hello")
        yield words("recipient_asks", title=form.title)
        for frozen in handed_in:
            lines = [words("recipient_release", name=frozen.name)]
            lines += (words("recipient_delete", file=file) for file in frozen.deleted)
            lines += (words("recipient_replace", file=file) for file in frozen.replaced)
            yield "\n".join(lines)
        yield words("recipient_instead")

    return Letter(words("recipient_title", recipient=form.recipient), "\n\n".join(parts()))
