"""What `[publish]` says of other keys: what is shown to everybody may be shown, and somebody says
it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from consultation.forms.choice_lists import CLOSED
from consultation.forms.problems import Problem, nearest_hint
from consultation.forms.texts import FormText
from consultation.words.errors import OrganiserError
from schemas.form import FormFile

PUBLIC = ("publish", "public")
QUESTIONS = ("publish", "public_questions")


def public_questions(form: FormFile) -> list[str]:
    """The questions whose counts are shown to everybody: those listed, else all that may be but
    the boxes that the consent requires, which everybody ticked."""
    if form.publish.public_questions is not None:
        return form.publish.public_questions
    required = (form.consent and form.consent.requires) or {}
    return [
        question_id
        for question_id, question in form.questions.items()
        if question.kind in CLOSED and question.audience == "all" and question_id not in required
    ]


def check_publishing(file: FormText, form: FormFile, broken: Collection[str]) -> Iterator[Problem]:
    """Questions that are not declared, have no choices or whose answers stay with the organisers;
    a public folder without a question, or signed by nobody.

    `broken` are questions already reported, that nothing else is said of.
    """
    closed = [name for name, question in form.questions.items() if question.kind in CLOSED]
    for index, question_id in enumerate(form.publish.public_questions or ()):
        question = form.questions.get(question_id)
        error = None
        if question is None and question_id not in broken:
            near = nearest_hint(question_id, closed)
            error = OrganiserError("form_file.unknown_question", question=question_id, nearest=near)
        elif question is not None and question.kind not in CLOSED:
            error = OrganiserError(
                "form_file.question_not_counted", question=question_id, kind=question.kind
            )
        elif question is not None and question.audience != "all":
            error = OrganiserError("form_file.question_not_public", question=question_id)
        if error is not None:
            yield Problem(file, (*QUESTIONS, index), error, key=QUESTIONS)
    if not form.publish.public:
        return
    if not public_questions(form) and not broken:
        yield Problem(file, PUBLIC, OrganiserError("form_file.nothing_public"))
    if form.pack.organisation is None:
        yield Problem(file, PUBLIC, OrganiserError("form_file.public_without_organisation"))
    if form.publish.by_category and form.category is None:
        path = ("publish", "by_category")
        yield Problem(file, path, OrganiserError("form_file.no_category_to_publish"))
    if form.publish.by_departement and form.roles.postcode is None:
        path = ("publish", "by_departement")
        yield Problem(file, path, OrganiserError("form_file.no_postcode_to_publish"))
