"""What answers change in a form file: the keys to write, those to drop, the tables to add."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consultation.forms.contradictions import STATES
from consultation.forms.spelling import spelling_of
from consultation.proposals.answers import Answers
from consultation.proposals.consents import consent_tables
from consultation.proposals.draft import (
    ROLES,
    Category,
    audience_line,
    category_lines,
    question_block,
)
from consultation.proposals.form_lines import FormLines
from consultation.proposals.form_statements import Key
from consultation.proposals.questionnaire import consent_of
from consultation.proposals.toml_text import TomlValue
from consultation.proposals.topics import Topic


@dataclass(frozen=True)
class Put:
    """A key gets a value; a list keeps the order of what stays in it."""

    path: Key
    value: TomlValue

    def change(self, lines: FormLines) -> None:
        """The lines say it."""
        lines.put(self.path, self.value)

    def apply(self, values: dict[str, Any]) -> None:
        """The values of the file hold it."""
        for part in self.path[:-1]:
            values = values.setdefault(part, {})
        old, key = values.get(self.path[-1]), self.path[-1]
        if isinstance(old, list) and isinstance(self.value, list):
            kept = [text for text in old if text in self.value]
            values[key] = kept + [text for text in self.value if text not in old]
        else:
            values[key] = self.value


@dataclass(frozen=True)
class Drop:
    """A key or a table goes."""

    path: Key

    def change(self, lines: FormLines) -> None:
        """The lines don't say it any more."""
        lines.drop(self.path)

    def apply(self, values: dict[str, Any]) -> None:
        """The values of the file lack it."""
        for part in self.path[:-1]:
            values = values.get(part, {})
        values.pop(self.path[-1], None)


@dataclass(frozen=True)
class Add:
    """New tables."""

    lines: Sequence[str]

    def change(self, lines: FormLines) -> None:
        """The lines say them."""
        lines.add(self.lines)

    def apply(self, values: dict[str, Any]) -> None:
        """The values of the file hold them."""
        _merge(values, tomllib.loads("\n".join(self.lines)))


Edit = Put | Drop | Add


def _merge(values: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(values.get(key), dict):
            _merge(values[key], value)
        else:
            values[key] = value


def edits_of(before: Answers, after: Answers, topics: Sequence[Topic]) -> list[Edit]:
    """What turns a form file that says one thing into one that says the other."""
    by_key = {topic.key: topic for topic in topics}
    edits = [
        *_top_edits(before, after, by_key),
        *_pack_edits(before, after),
        *_role_edits(before, after, by_key),
        *_consent_edits(before, after, by_key),
        *_category_edits(before, after, by_key),
        *_question_edits(before, after, by_key),
        *_heading_edits(after, by_key),
    ]
    # What leaves a place comes first: ids and headings are free again.
    return sorted(edits, key=lambda edit: (not isinstance(edit, Drop), isinstance(edit, Add)))


def _top_edits(before: Answers, after: Answers, topics: Mapping[str, Topic]) -> Iterator[Edit]:
    for field in ("title", "recipient", "closes_at"):
        value = getattr(after, field)
        if value == getattr(before, field):
            continue
        yield Drop((field,)) if value is None else Put((field,), value)
    written = [key for key in before.ignored if topics[key].is_written]
    if {*written} != {*after.ignored}:
        kept = [key for key in written if key in after.ignored]
        more = [key for key in after.ignored if key not in kept]
        headings = {
            spelling_of(text): text for key in (*kept, *more) for text in topics[key].ignored_as
        }
        yield Put(("ignored",), list(headings.values()))


def _pack_edits(before: Answers, after: Answers) -> Iterator[Edit]:
    old, new = before.pack.values(), after.pack.values()
    for key in {**old, **new}:
        if key not in new:
            yield Drop(("pack", key))
        elif old.get(key) != new[key]:
            yield Put(("pack", key), new[key])


def _role_edits(before: Answers, after: Answers, topics: Mapping[str, Topic]) -> Iterator[Edit]:
    for role in ROLES:
        old, new = before.roles.get(role), after.roles.get(role)
        if new and new != old:
            yield Put(("roles", role), list(topics[new].question.headers))
        elif old and not new:
            yield Drop(("roles", role))


def _consent_edits(before: Answers, after: Answers, topics: Mapping[str, Topic]) -> Iterator[Edit]:
    old, new = consent_of(before, topics), consent_of(after, topics)
    was, is_asked = (bool(one.headers or one.rules) for one in (old, new))
    if old == new:
        return
    if not is_asked or not was:
        yield from [Drop(("consent",))] if was else []
        yield from [Add(consent_tables(new))] if is_asked else []
        return
    if old.headers != new.headers:
        path = ("consent", "headers")
        yield Put(path, list(new.headers)) if new.headers else Drop(path)
    for state in STATES:
        had = [text for text, given in old.states.items() if given == state]
        has = [text for text, given in new.states.items() if given == state]
        if {*had} != {*has}:
            kept = [text for text in had if text in has]
            texts = kept + [text for text in has if text not in kept]
            yield Put(("consent", state), texts) if texts else Drop(("consent", state))
    if old.requires != new.requires:
        path = ("consent", "requires")
        yield Put(path, dict(new.requires)) if new.requires else Drop(path)
    if [*old.rules] != [*new.rules]:
        yield from [Drop(("consent", "rules"))] if old.rules else []
        if new.rules:
            yield Add(consent_tables(replace(new, headers=(), requires={})))


def _category_edits(before: Answers, after: Answers, topics: Mapping[str, Topic]) -> Iterator[Edit]:
    old, new = before.category, after.category
    if old.question != new.question:
        if old.question:
            yield Drop(("category",))
        if new.question:
            named = Category(topics[new.question].question, tuple(new.collectives))
            yield Add(category_lines(named))
    elif new.question and {*old.collectives} != {*new.collectives}:
        yield Put(("category", "collectives"), list(new.collectives))


def _heading_edits(after: Answers, topics: Mapping[str, Topic]) -> Iterator[Edit]:
    """A topic keeps its headings, for the exports of before, and gets those of a new wording."""
    for known in dict.fromkeys(after.rewords.values()):
        topic = topics[known]
        new = [topics[key] for key, one in after.rewords.items() if one == known]
        headings = [text for one in (topic, *new) for text in one.question.headers]
        match topic.use:
            case "question":
                yield Put(("questions", topic.question.id, "headers"), headings)
            case "consent" | "category":
                yield Put((topic.use, "headers"), headings)
            case role:
                yield Put(("roles", role), headings)


def _question_edits(before: Answers, after: Answers, topics: Mapping[str, Topic]) -> Iterator[Edit]:
    for key, topic in topics.items():
        path = ("questions", topic.question.id)
        was = key in before.audience and topic.is_written
        if key not in after.audience:
            yield from [Drop(path)] if was else []
            continue
        audience = after.audience[key]
        if not was:
            question = topic.asked_as(after.kinds.get(key, topic.kinds[0]))
            yield Add([*question_block(question, audience_line(audience))])
        elif topic.question.kind != "file" and audience != before.audience[key]:
            audience_path = (*path, "audience")
            yield Put(audience_path, audience) if audience else Drop(audience_path)
