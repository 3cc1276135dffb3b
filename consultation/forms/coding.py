"""What `[coding]` says of other keys: its questions are texts, and no coder is there twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from consultation.forms.problems import Problem, nearest_hint, quote
from consultation.forms.texts import FormText
from consultation.words.errors import OrganiserError
from schemas.form import FormFile


def check_coding(file: FormText, form: FormFile, broken: Collection[str]) -> Iterator[Problem]:
    """Questions that are not declared or hold no texts, and initials that two people would have.

    `broken` are questions already reported, that nothing else is said of.
    """
    texts = [name for name, question in form.questions.items() if question.kind == "text"]
    for index, question_id in enumerate(form.coding.questions or ()):
        question = form.questions.get(question_id)
        error = None
        if question is None and question_id not in broken:
            near = nearest_hint(question_id, texts)
            error = OrganiserError("form_file.unknown_question", question=question_id, nearest=near)
        elif question is not None and question.kind != "text":
            error = OrganiserError(
                "form_file.question_without_texts", question=question_id, kind=question.kind
            )
        if error is not None:
            path = ("coding", "questions")
            yield Problem(file, (*path, index), error, key=path)
    coders = form.coding.coders
    for index, coder in enumerate(coders):
        if coder in coders[:index]:
            error = OrganiserError("form_file.coder_twice", coder=quote(coder))
            yield Problem(file, ("coding", "coders", index), error, key=("coding", "coders"))
