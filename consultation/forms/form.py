"""The reading of a form file into a `Form`, the declaration that the rest of the package works
with."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from consultation.forms.choice_lists import Listing, read_choices
from consultation.forms.contradictions import STATES, DeclaredForm, check_form
from consultation.forms.form_parts import Category, Consent, ConsentRule, Option, Question, ticks
from consultation.forms.named_questions import public_questions
from consultation.forms.note_blanks import blanks_of
from consultation.forms.problems import Problem, as_identifier, example_hint, form_file_error, quote
from consultation.forms.refusing_labels import check_refusals
from consultation.forms.sending import sending_parts
from consultation.forms.shapes import read_shape
from consultation.forms.spelling import spelling_in_xlsx, spelling_of
from consultation.forms.texts import FormText
from consultation.forms.toml_file import read_toml, toml_of
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from schemas import form as declared
from schemas.form_values import date_after

# Tables of a form file that change no answer as it is read.
BESIDE_ANSWERS = ("coding", "expected", "pack", "publish", "retention", "review", "source")

__all__ = [
    "Category",
    "Consent",
    "ConsentRule",
    "Form",
    "Option",
    "Question",
    "read_form",
    "spelling_of",
]


@dataclass(frozen=True)
class Form:
    """A form as its form file declares it. Times are local to `time_zone`.

    `sha256` changes with every edit of the form file or of its files of choices. `reading_sha256`
    doesn't change with the tables of `BESIDE_ANSWERS`, such as `[pack]`. `sending_parts` has a
    digest for each part that decides what leaves.
    """

    form_id: str
    sha256: str
    reading_sha256: str
    sending_parts: Mapping[str, str]
    title: str
    recipient: str
    time_zone: str
    closes_at: datetime | None
    ignored: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    consent: Consent | None
    category: Category | None
    questions: tuple[Question, ...]
    expected_min: int | None
    expected_max: int | None
    totals_withheld: str | None  # why the pack does not say how many did not agree
    review: str  # which texts a person reads before the pack is final: all, draw, none
    kept_until: date | None  # the day from which the files read and the working data are deleted
    source: str | None = None  # the form's page on the site that exports are fetched from
    # Outputs in addition to workbooks and pack. `public_questions` has every published question.
    publish: declared.Publish = field(default_factory=declared.Publish)
    pack: declared.Pack = field(default_factory=declared.Pack)  # facts for the documents
    coding: declared.Coding = field(default_factory=declared.Coding)  # how texts are coded
    blanks: tuple[str, ...] = ()  # blanks left in its documents
    is_example: bool = False  # its answers are invented, and all that is made of them says so

    def as_example(self) -> Form:
        """A copy of the form for invented answers. Its title says that they are invented."""
        return replace(self, title=sentence("example", "title", title=self.title), is_example=True)


def read_form(path: Path, content: bytes | None = None) -> Form:
    """Read the form declared in a file. With `content`, these bytes are read instead of the file,
    to check them before they are written.

    Raises OrganiserError if the file's name is bad, or its bytes are not UTF-8 or TOML. For other
    mistakes, the error lists the keys and lines to correct.
    """
    form_id = form_id_in(path.name)
    file = read_toml(path, path.name) if content is None else toml_of(content, path.name)
    declared_form, problems = declared_in(file, path.parent)
    if declared_form is None or problems:
        raise form_file_error(problems)
    form, choices = declared_form.form, declared_form.choices
    blanks = blanks_of(path, form)
    return replace(_form(form_id, file, form, choices), blanks=blanks)


def declared_in(file: FormText, folder: Path) -> tuple[DeclaredForm | None, list[Problem]]:
    """Read a form file, and its files of choices in `folder`. Return it with all its problems.

    The form is None if a key or a value's type is invalid. Contradictions are not searched then.
    """
    form, problems = read_shape(file)
    if form is None:
        return None, problems
    choices, unread = read_choices(file, form, folder)
    declared_form = DeclaredForm(file, form, choices)
    return declared_form, [
        *unread,
        *check_form(declared_form),
        *check_refusals(file, form, choices),
    ]


def form_id_in(file_name: str) -> str:
    """The id in a form file's name: `vsa-2022.toml` → `vsa-2022`.

    Raises OrganiserError for any other name, such as `VSA 2022.toml`.
    """
    form_id = file_name.removesuffix(".toml")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", form_id):
        proposal = as_identifier(form_id)
        example = example_hint(proposal and f"{proposal}.toml")
        raise OrganiserError(
            "form_file.bad_name", where=file_name, word=quote(form_id), example=example
        )
    return form_id


def _form(
    form_id: str, file: FormText, form: declared.FormFile, choices: Mapping[str, Listing]
) -> Form:
    expected = form.expected.submissions if form.expected else declared.Range()
    return Form(
        form_id=form_id,
        sha256=_sha256(file, choices.values()),
        reading_sha256=_reading_sha256(file, choices.values()),
        sending_parts=sending_parts(form, choices),
        title=form.title,
        recipient=form.recipient,
        time_zone=form.time_zone,
        closes_at=form.closes_at,
        ignored=tuple(form.ignored),
        roles={role: tuple(headers) for role, headers in form.roles if headers},
        consent=_consent(form.consent) if form.consent else None,
        category=_category(form.category) if form.category else None,
        questions=tuple(
            _question(position, question_id, question, choices.get(question_id))
            for position, (question_id, question) in enumerate(form.questions.items(), start=1)
        ),
        expected_min=expected.min,
        expected_max=expected.max,
        totals_withheld="chosen"
        if form.consent and not form.consent.publish_totals
        else "rounded"  # published numbers are, and exact ones in the pack would reveal them
        if form.publish.public
        else None,
        review=form.review.required,
        kept_until=_kept_until(form),
        source=form.source.url if form.source else None,
        publish=form.publish.model_copy(update={"public_questions": public_questions(form)}),
        pack=form.pack,
        coding=form.coding,
    )


def _sha256(file: FormText, choices: Iterable[Listing]) -> str:
    """The SHA-256 of the form file, as `sha256sum` prints it. If the form has files of choices, a
    SHA-256 that changes with any of these files too."""
    contents = [
        file.content,
        *(listing.file.content for listing in choices if listing.file is not file),
    ]
    digests = [hashlib.sha256(content) for content in contents]
    if len(digests) == 1:
        return digests[0].hexdigest()
    return hashlib.sha256(b"".join(digest.digest() for digest in digests)).hexdigest()


def _reading_sha256(file: FormText, choices: Iterable[Listing]) -> str:
    """The SHA-256 of the form file's keys and tables, except `BESIDE_ANSWERS`, and of the
    files of choices. It changes with `title` or the order of tables, and not with `[pack]`."""
    read_tables = {key: value for key, value in file.values.items() if key not in BESIDE_ANSWERS}
    lists = [listing.file.content for listing in choices if listing.file is not file]
    listed = [hashlib.sha256(content).hexdigest() for content in lists]
    return hashlib.sha256(json.dumps([read_tables, listed], default=str).encode()).hexdigest()


def _question(
    position: int, question_id: str, question: declared.Question, listing: Listing | None
) -> Question:
    is_text = question.kind == "text"
    return Question(
        id=question_id,
        position=position,
        title=question.title or question.headers[0],
        kind=question.kind,
        headers=tuple(question.headers),
        other=tuple(question.other or ()),
        asked_from=question.asked_from,
        audience=question.audience or "organisation",
        is_confirmed=question.audience is not None,
        families=is_text and question.families is not False,
        items=_options(question.items or {}),
        choices=_options(listing.options if listing else {}),
        groups={label: tuple(members) for label, members in (question.groups or {}).items()},
    )


def _options(texts_of: Mapping[str, list[str]]) -> tuple[Option, ...]:
    whole = {
        option: {spelling_of(text) for text in [option, *texts]}
        for option, texts in texts_of.items()
    }
    in_xlsx = {
        option: {spelling_in_xlsx(text) for text in texts} - whole[option]
        for option, texts in texts_of.items()
    }
    # A label without what an xlsx loses may be empty or another option's: then it is not kept.
    option_counts = Counter(chain.from_iterable([*whole.values(), *in_xlsx.values(), ["", ""]]))
    return tuple(
        Option(
            id=option,
            label=texts[0] if texts else option,
            spellings=frozenset(
                whole[option] | {left for left in in_xlsx[option] if option_counts[left] == 1}
            ),
        )
        for option, texts in texts_of.items()
    )


def _consent(consent: declared.Consent) -> Consent:
    states = {state: getattr(consent, state) for state in STATES if getattr(consent, state)}
    return Consent(
        headers=tuple(consent.headers or ()),
        states=_options(states),
        requires=ticks(consent.requires or {}),
        rules=tuple(ConsentRule(rule.state, ticks(rule.when)) for rule in consent.rules or ()),
    )


def _category(category: declared.Category) -> Category:
    return Category(
        headers=tuple(category.headers),
        choices=_options(category.choices),
        collectives=frozenset(category.collectives),
    )


def _kept_until(form: declared.FormFile) -> date | None:
    """The day from which the received files and the working data are deleted, as `[retention]`
    gives it: a date, or a time after the form closes (`P1Y`, one year).

    None if the form file has no `[retention]`, or if the day is beyond the year 9999.
    """
    until = form.retention.until if form.retention else None
    if isinstance(until, str):
        if form.closes_at is None:
            return None  # refused by `contradictions`
        until = date_after(form.closes_at.date(), until)
    return None if until == date.max else until
