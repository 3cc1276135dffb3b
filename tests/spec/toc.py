"""The specifications in reading order: `python -m tests.spec.toc` prints them, a sentence each.

A chapter is a file beside this one. Its first sentence says what it specifies; each of its tests
draws the rows that a select reads and the rows that must come out.
"""

from __future__ import annotations

import ast
from pathlib import Path

PARTS = {
    "What came in, and what stands of it": [
        "test_exports",
        "test_complete_exports",
        "test_versions",
        "test_submissions",
        "test_answers",
        "test_rejections",
        "test_differences",
        "test_rereading",
    ],
    "Who speaks, once each": [
        "test_screening",
        "test_withdrawals",
        "test_names",
        "test_links",
        "test_decisions",
        "test_contributions",
        "test_flow",
    ],
    "What changed since": ["test_states", "test_changes"],
    "Who wrote the same letter": ["test_families"],
    "What people code": ["test_coding_units", "test_codes"],
    "What organisers are asked": ["test_review", "test_edited_consents", "test_raised_consents"],
    "What is counted, and under which rules": [
        "test_weights",
        "test_answer_counts",
        "test_summaries",
        "test_participation",
        "test_conclusions",
    ],
    "What people found in what was written": ["test_theme_counts", "test_coder_agreement"],
    "What may leave": ["test_sending", "test_quotes", "test_public", "test_unread_refusals"],
    "What stops a run, and what is said of it": ["test_checks", "test_errors"],
}


def sentence_of(chapter: str) -> str:
    """What the chapter specifies, as its file says first."""
    source = Path(__file__).with_name(f"{chapter}.py").read_text(encoding="utf-8")
    return " ".join((ast.get_docstring(ast.parse(source)) or "").split())


def main() -> None:
    for number, (part, chapters) in enumerate(PARTS.items(), start=1):
        print(f"{number}. {part}")
        for chapter in chapters:
            print(f"   {chapter}.py: {sentence_of(chapter)}")


if __name__ == "__main__":
    main()
