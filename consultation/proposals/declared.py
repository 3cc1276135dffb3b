"""The six questions of `six_questions.py` about an existing form file, with its declarations as the
present answers. When a person changes answers, the form file is written again. Its parts that no
question is about (totals, `[retention]`…) are kept."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from consultation.forms.contradictions import DeclaredForm
from consultation.forms.form import declared_in, read_form
from consultation.forms.texts import FormText
from consultation.forms.toml_file import read_toml, toml_of
from consultation.proposals.answer_checks import read_answers, refuse_problems
from consultation.proposals.declaration import declared_values
from consultation.proposals.declared_topics import declared_answers, declared_topics, form_ids
from consultation.proposals.given_answers import (
    Answers,
    FieldPath,
    PackAnswer,
    PublishAnswer,
)
from consultation.proposals.met_topics import with_export
from consultation.proposals.page_file import is_written_by_page, page_text, with_answers
from consultation.proposals.privacy import private_topics
from consultation.proposals.reading import read_topics
from consultation.proposals.six_questions import Questionnaire, totals_in
from consultation.proposals.topics import Topic
from consultation.words.french import sentence

TABLES = ("coding", "expected", "review", "publish", "retention", "source")
KEYS = ("choices_file", "asked_from", "families")


@dataclass(frozen=True, kw_only=True)
class StandingForm(Questionnaire):
    """The six questions about an existing form file. `guess` has the answers that the file
    declares. `file` is its text, which may not be saved yet."""

    path: Path
    file: FormText

    @property
    def is_written_by_page(self) -> bool:
        """True if the page wrote the file and nobody changed it since."""
        return is_written_by_page(self.file.text)

    @property
    def coded_questions(self) -> list[str] | None:
        """The ids of the questions whose texts people code, as `[coding]` lists them. None if
        `[coding]` has no list: the page then asks for it."""
        questions: list[str] | None = self.file.values.get("coding", {}).get("questions")
        return questions

    def coding_text(self, question_ids: Sequence[str]) -> str:
        """The text of the form file after `[coding]` is changed to list these questions."""
        declared = tomllib.loads(self.file.text)
        coding = {**declared.get("coding", {}), "questions": [*question_ids]}
        return page_text({**declared, "coding": coding})

    def form_text(self, sent: Mapping[str, object]) -> str:
        """The text of the form file after it is changed to the answers in `sent`, as the page sent
        them.

        Raises RefusedAnswers if the answers can't make a form file.
        """
        answers = read_answers(sent, self.topics)
        before = _declaration(self.guess, [topic for topic in self.topics if topic.is_written])
        after = _declaration(answers, _with_new_headings(self.topics, answers.rewords))
        text = page_text(with_answers(tomllib.loads(self.file.text), before, after))
        refuse_problems(text, self.form_id, self.path.parent, self.topics, answers)
        return text


def ask_again(path: Path, export: Path | None = None, content: bytes | None = None) -> StandingForm:
    """The six questions about a form file, with its declarations as answers. If `content` is given,
    such as a text that is not saved yet, it is read instead of the file.

    An export adds the counts of choices, and the columns that the form lacks. Raises OrganiserError
    when the form file or the export can't be read.
    """
    form = read_form(path, content)
    file = read_toml(path, path.name) if content is None else toml_of(content, path.name)
    declared, _ = declared_in(file, path.parent)
    assert declared is not None  # noqa: S101
    topics = declared_topics(declared)
    if export is not None:
        own = {topic.question.id for topic in topics}
        read = read_topics(export, form, form_ids(declared) | own)
        topics = with_export(topics, form, read)
    guess = declared_answers(declared.form, form.closes_at, topics)
    return StandingForm(
        form_id=form.form_id,
        topics=topics,
        guess=guess,
        reasons=_reasons(guess, topics),
        private=private_topics(topics),
        unseen=(*unseen_in(declared), *totals_in(topics)),
        path=path,
        file=file,
    )


def _declaration(answers: Answers, topics: Sequence[Topic]) -> dict[str, Any]:
    """The values of the form file that these answers make, by table.

    `[pack]` and `[publish]` are kept even if empty: otherwise `with_answers` would delete them,
    with their keys that no question is about.
    """
    return {"pack": {}, "publish": {}} | declared_values(answers, topics)


def _with_new_headings(topics: Sequence[Topic], rewords: Mapping[str, str]) -> list[Topic]:
    """The topics, with the new headings that a person gave to them: if « Avis » is now « Votre
    avis », the topic has both headings. `rewords`: key of « Votre avis », a topic of the export →
    key of « Avis », the topic of the form file."""
    more: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for topic in topics:
        if topic.key in rewords:
            more[rewords[topic.key]] += topic.question.headers
    questions = [
        replace(
            topic_question.question,
            headers=(*topic_question.question.headers, *more[topic_question.key]),
        )
        for topic_question in topics
    ]
    return [
        replace(topic, question=topic_question)
        for topic, topic_question in zip(topics, questions, strict=True)
    ]


def _reasons(guess: Answers, topics: Sequence[Topic]) -> dict[FieldPath, str]:
    """Field → a French sentence on why a person should check its answer. There are two reasons: the
    form file does not mention the column, or nobody chose yet who may see the question's
    answers."""
    reasons: dict[FieldPath, str] = {}
    for topic in topics:
        field = ("ignored" if topic.use == "ignored" else "audience", topic.key)
        if not topic.is_written:
            reasons[field] = " ".join((sentence("asked", "new_column"), *topic.remarks))
        elif topic.use == "question" and guess.audience[topic.key] is None:
            reasons[field] = sentence("asked", "unconfirmed")
    return reasons


def unseen_in(declared: DeclaredForm) -> Iterator[str]:
    """Yield the French words for each setting of the form file that the page does not show:
    `[retention]` → « les durées de conservation ([retention]) ». Settings that are as the page
    would write them are left out, and so are totals (see `totals_in`)."""
    values, zone = declared.file.values, declared.form.time_zone
    held = {"time_zone": zone != "Europe/Paris"} | {table: table in values for table in TABLES}
    held |= {
        "review": values.get("review", {}).get("required", "draw") != "draw",
        "publish": bool(values.get("publish", {}).keys() - PublishAnswer.model_fields.keys()),
        "pack": bool(values.get("pack", {}).keys() - PackAnswer.model_fields.keys()),
        "publish_totals": "publish_totals" in values.get("consent", {}),
    }
    yield from (sentence("unseen", key) for key, is_held in held.items() if is_held)
    for key in KEYS:
        if named := [
            question_id
            for question_id, declared_keys in values.get("questions", {}).items()
            if key in declared_keys
        ]:
            yield sentence("unseen", key, questions=named)
