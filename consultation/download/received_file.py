"""Whether a file that a site gave is the whole export of the form, in the shape that was asked."""

from __future__ import annotations

from pathlib import Path

from consultation.download.conversation import Answer
from consultation.exports import match_columns, read_export
from consultation.exports.headings import HEADER_ROWS
from consultation.forms.form import Form
from consultation.words.errors import OrganiserError


def is_page(path: Path, answer: Answer) -> bool:
    """Whether the site gave a page in place of the file: it was taken, or the session is gone."""
    with path.open("rb") as file:
        return answer.status != 200 or "html" in answer.media_type or _opens_tag(file.read(512))


def _opens_tag(beginning: bytes) -> bool:
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def count_answers(path: Path, form: Form, *, host: str) -> int:
    """How many answers the file holds. Raises OrganiserError when it is not whole, lacks the three
    header rows, or is another form's."""
    count, is_whole = 0, True
    try:
        export = read_export(path, form)
        for record in export.records():
            count += 1
            is_whole &= not record.rule and len(record.cells) == len(export.headings)
    except OrganiserError as error:
        raise OrganiserError("fetch_file.cut", where=host, reason=error.what) from None
    if len(export.header.rows) != HEADER_ROWS or "preamble" in export.notes or not is_whole:
        raise OrganiserError("fetch_file.damaged", where=host)
    try:
        match_columns(export, form)
    except OrganiserError as error:
        # New questions are for the run to tell, with the lines to paste: the file is the form's.
        if error.code == "other_form":
            raise OrganiserError("fetch_file.other_form", where=host) from None
    return count
