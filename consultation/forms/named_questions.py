"""Checks of the questions that `[coding]`, `[publish]` and `[consent]` name: declared, of the right
kind, and public only if their answers may leave."""

from __future__ import annotations

from collections.abc import Iterator

from consultation.forms.choice_lists import CLOSED
from consultation.forms.problems import Problem, either, lacks, quote, unknown_word
from consultation.forms.texts import FormText
from consultation.words.errors import OrganiserError
from schemas.form import FormFile

PUBLIC = ("publish", "public")
QUESTIONS = ("publish", "public_questions")
TEXT, TICKED, SHOWN = ("text",), ("choice", "choices"), (*CLOSED, "number")


def named_question_error(
    form: FormFile, question_id: str, kinds: tuple[str, ...]
) -> OrganiserError | None:
    """The error for a question that another key of the form file names: the question is not
    declared, or its kind is not in `kinds`. None if it is declared and of one of these kinds."""
    question = form.questions.get(question_id)
    if question is None:
        known = [name for name, declared in form.questions.items() if declared.kind in kinds]
        return unknown_word(question_id, known)
    if question.kind not in kinds:
        return OrganiserError(
            "form_file.question_of_other_kind",
            question=question_id,
            kind=question.kind,
            kinds=either(kinds),
        )
    return None


def check_coding(file: FormText, form: FormFile) -> Iterator[Problem]:
    """Yield the problems of `[coding]`: questions that are undeclared or not texts, the same
    initials twice in `coders`, or a person in `control` (who checks the grid) who is a coder."""
    path = ("coding", "questions")
    for index, name in enumerate(form.coding.questions or ()):
        if error := named_question_error(form, name, TEXT):
            yield Problem(file, (*path, index), error, key=path)
    coders = form.coding.coders
    for index, coder in enumerate(coders):
        if coder in coders[:index]:
            error = OrganiserError("form_file.coder_twice", coder=quote(coder))
            yield Problem(file, ("coding", "coders", index), error, key=("coding", "coders"))
    if form.coding.control in coders:
        error = OrganiserError("form_file.control_by_coder", coder=quote(form.coding.control))
        yield Problem(file, ("coding", "control"), error)


def public_questions(form: FormFile) -> list[str]:
    """The ids of the questions whose counts are public: `publish.public_questions`, if declared.

    Otherwise, they are all closed questions with `audience = "all"`. Questions with a choice that
    `[consent]` requires are left out, since everybody whose answers are published ticked that
    choice.
    """
    if form.publish.public_questions is not None:
        return form.publish.public_questions
    required = (form.consent and form.consent.requires) or {}
    return [
        question_id
        for question_id, question in form.questions.items()
        if question.kind in CLOSED and question.audience == "all" and question_id not in required
    ]


def check_publishing(file: FormText, form: FormFile) -> Iterator[Problem]:
    """Yield the problems of `[publish]`.

    - `public_questions` names a question that is undeclared, has neither choices nor numbers, or
      lacks `audience = "all"`.
    - `public = true`, but no question is public, or `[pack]` has no organisation to name.
    - Numbers are asked by category or département, but the form has no category or postcode.
    """
    for index, name in enumerate(form.publish.public_questions or ()):
        error = named_question_error(form, name, SHOWN)
        if not error and name in form.questions and form.questions[name].audience != "all":
            error = OrganiserError("form_file.question_not_public", question=name)
        if error is not None:
            yield Problem(file, (*QUESTIONS, index), error, key=QUESTIONS)
    if not form.publish.public:
        return
    if not public_questions(form):
        yield Problem(file, PUBLIC, OrganiserError("form_file.nothing_public"))
    if form.pack.organisation is None:
        yield lacks(file, PUBLIC, "public = true", "pack.organisation")
    if form.publish.by_category and form.category is None:
        yield lacks(file, ("publish", "by_category"), "by_category", "category")
    if form.publish.by_departement and form.roles.postcode is None:
        yield lacks(file, ("publish", "by_departement"), "by_departement", "roles.postcode")
