"""The columns of the tables in the schema `form`, which store the form file. One of these tables,
`form.thresholds`, has the limits that the selects of sql/ compare counts with."""

from __future__ import annotations

# The limits that the selects of sql/ compare counts with, in a table of one row.
THRESHOLDS = {
    "known_serial_share": 0.9,  # of the answers that Framaforms numbered: some are always deleted
    "sheet_row_limit": 30_000,  # ten thousand answers of three texts; the database has them all
    "cell_character_limit": 16_000,  # two UTF-16 units each stay below a cell's 32,767
    "quick_text_character_limit": 50,  # a few words, read at a glance
    "quote_fewest_words": 5,  # a shorter text gives an opinion rather than a reason
    "quote_most_words": 120,  # ten lines of a page; longer ones are asked only when marked
    "quote_candidate_limit": 10,  # of each side, for each theme and question: read in a sitting
    "long_text_word_count": 12,  # below, people who think alike write alike (design, section 6)
    "drawn_text_count": 300,  # none found in 300: at most 1 % of the others, 19 times in 20
    "letter_word_count": 30,  # two sentences; what is shorter and shared is a passage
    "scale_choice_limit": 12,  # from 0 to 10, and no opinion; as many bars as a picture draws
    "ranged_fewest": 11,  # contributions of a counting rule, as of a public count: below, noise
    "strong_alpha": 0.8,  # Krippendorff, Content Analysis, 2nd ed. 2004, p. 241
    "tentative_alpha": 0.667,  # there too; below, nothing is concluded
    "recall_count": 30,  # letters that one person writes in an hour; nobody denies: 10 % at most
}

COLUMNS: dict[str, dict[str, str]] = {
    "form": {
        "form_id": "varchar",
        "title": "varchar",
        "recipient": "varchar",
        "time_zone": "varchar",
        "closes_at": "timestamp",
        "has_consent": "boolean",
        "has_address": "boolean",
        "has_category": "boolean",
        "category_wording": "varchar",
        "expected_min": "bigint",
        "expected_max": "bigint",
        "totals_withheld": "varchar",
        "has_required_review": "boolean",
        "has_drawn_review": "boolean",
        "is_example": "boolean",
        "organisation": "varchar",
        "contact": "varchar",
        "sent_on": "date",
        "spread_by": "varchar",
        "opened_on": "date",
        "asks": "varchar",
    },
    "blanks": {
        "position": "integer",
        "label": "varchar",
    },
    "sending_parts": {
        "part": "varchar",
        "digest": "varchar",
    },
    "consent_questions": {
        "position": "integer",
        "title": "varchar",
    },
    "consents": {
        "position": "integer",
        "state": "varchar",
        "label": "varchar",
    },
    "questions": {
        "question_id": "varchar",
        "position": "integer",
        "title": "varchar",
        "wording": "varchar",
        "kind": "varchar",
        "is_closed": "boolean",
        "has_families": "boolean",
        "is_coded": "boolean",
        "audience": "varchar",
        "is_confirmed": "boolean",
        "is_public": "boolean",
        "asked_from": "timestamp",
    },
    "items": {
        "question_id": "varchar",
        "item_id": "varchar",
        "position": "integer",
        "label": "varchar",
    },
    "choices": {
        "question_id": "varchar",
        "choice_id": "varchar",
        "position": "integer",
        "label": "varchar",
    },
    "groups": {
        "question_id": "varchar",
        "choice_id": "varchar",
        "group_label": "varchar",
        "position": "integer",
    },
    "categories": {
        "category_id": "varchar",
        "position": "integer",
        "label": "varchar",
        "is_collective": "boolean",
    },
    "coding": {
        "both_count": "bigint",
        "texts_max": "bigint",
        "control_coder": "varchar",
        "control_count": "bigint",
    },
    "coders": {
        "position": "integer",
        "coder": "varchar",
    },
    "thresholds": {
        name: "double" if isinstance(value, float) else "bigint"
        for name, value in THRESHOLDS.items()
    },
    "tools": {
        "tool_id": "varchar",
        "has_sids": "boolean",
        "has_draft_marks": "boolean",
    },
    "words": {
        "kind": "varchar",
        "id": "varchar",
        "position": "integer",
        "label": "varchar",
        "explanation": "varchar",
    },
}
