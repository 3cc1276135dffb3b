"""Digests of the parts of a form file that decide which answers leave. A changed digest shows that
a part was edited.

A digest doesn't change with comments, nor with the order of spellings (`["Oui", "Yes"]`, `["Yes",
"Oui"]`). It changes with the id of a question only if `[consent]` names that question.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from consultation.forms.choice_lists import Listing
from schemas.form import Consent, FormFile


def sending_parts(form: FormFile, choices: Mapping[str, Listing]) -> dict[str, str]:
    """A digest for each part of the form file that decides which answers leave: `consent`, `roles`,
    `category`, `ignored` and `audience`.

    The digest of `audience` is computed from the headings of all questions with `audience = "all"`.
    """
    parts: dict[str, Any] = {
        "consent": _consent(form, form.consent, choices) if form.consent else None,
        "roles": form.roles.model_dump(),
        "category": form.category.model_dump() if form.category else None,
        "ignored": form.ignored,
        "audience": [
            heading
            for question in form.questions.values()
            if question.audience == "all"
            for heading in (*question.headers, *(question.other or ()))
        ],
    }
    return {part: _digest(value) for part, value in parts.items()}


def _consent(form: FormFile, consent: Consent, choices: Mapping[str, Listing]) -> object:
    """The values from which the digest of `consent` is computed: the table `[consent]`, and the
    headings and choices of each question that its `requires` or its rules name."""
    ticked = [consent.requires or {}, *(rule.when for rule in consent.rules or ())]
    looked_at = {question_id for when in ticked for question_id in when}
    return [
        consent.model_dump(),
        {
            question_id: [
                form.questions[question_id].headers,
                choices[question_id].options if question_id in choices else {},
            ]
            for question_id in looked_at
        },
    ]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(_in_order(value), sort_keys=True).encode()).hexdigest()


def _in_order(value: object) -> object:
    """The value with each list of texts sorted, so that their order does not change the digest:
    `["b", "a"]` → `["a", "b"]`.

    Other lists, such as lists of rules, keep their order, since the first rule that matches counts.
    """
    if isinstance(value, dict):
        return {key: _in_order(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        is_texts = all(isinstance(item, str) for item in value)
        return sorted(value) if is_texts else [_in_order(item) for item in value]
    return value
