"""Masking, scored on texts written apart from the patterns (tests/cases/masking/README.md)."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from consultation.redaction import Own, redact
from tests.cases.places import CASES

EXAMPLES = CASES / "masking"
MARKED = re.compile(r"⟦(\w+):(.*?)⟧", re.DOTALL)

RECALL, PRECISION = 0.99, 0.98


@dataclass(frozen=True)
class Stretch:
    """What must be masked: from `start` to `end` of the text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """A text, what must be masked in it, and whose it is."""

    text: str
    stretches: tuple[Stretch, ...]
    own: Own


@dataclass
class Score:
    """What masking found of a set, and what it masked besides."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    masks: int = 0
    misses: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of stretches that are wholly masked."""
        return self.found.total() / self.expected.total()

    @property
    def precision(self) -> float:
        """The share of masks that touch a stretch."""
        return 1 - len(self.false) / self.masks

    def __str__(self) -> str:
        by_kind = ", ".join(
            f"{kind} {self.found[kind]}/{count}" for kind, count in sorted(self.expected.items())
        )
        return "\n".join(
            [
                f"recall {self.recall:.4f} ({by_kind}),"
                f" precision {self.precision:.4f} ({len(self.false)} false of {self.masks})",
                *(f"  missed {one}" for one in self.misses),
                *(f"  false {one}" for one in self.false),
            ]
        )


def cases_of(name: str) -> list[Case]:
    """The cases of a file."""
    rows = (EXAMPLES / name).read_text(encoding="utf-8").split("\n")
    return [_case(json.loads(row)) for row in rows if row]


def _case(row: dict[str, Any]) -> Case:
    text, stretches, read = "", [], 0
    for mark in MARKED.finditer(row["marked"]):
        text += row["marked"][read : mark.start()]
        stretches.append(Stretch(mark[1], len(text), len(text) + len(mark[2])))
        text, read = text + mark[2], mark.end()
    own = Own(
        names=tuple(row.get("names", ())),
        emails=tuple(row.get("emails", ())),
        collectives=tuple(row.get("collectives", ())),
    )
    return Case(text + row["marked"][read:], tuple(stretches), own)


def scored(cases: list[Case]) -> Score:
    """What masking does to these texts, against what it should."""
    score = Score()
    for case in cases:
        redacted = redact(case.text, case.own)
        masks = [(mark.start, mark.end) for mark in redacted.masks]
        masked = {place for start, end in masks for place in range(start, end)}
        for stretch in case.stretches:
            score.expected[stretch.kind] += 1
            if _letters(case.text, stretch.start, stretch.end) <= masked:
                score.found[stretch.kind] += 1
            else:
                score.misses.append(_told(stretch.kind, case, stretch.start, stretch.end, masks))
        score.masks += len(masks)
        for mark in redacted.masks:
            if not any(mark.start < s.end and s.start < mark.end for s in case.stretches):
                score.false.append(_told(mark.kind, case, mark.start, mark.end, masks))
        _assert_masks_tell_the_text(case, redacted.text, masks)
    print(score)
    return score


def _letters(text: str, start: int, end: int) -> set[int]:
    """The places of a stretch, its separators aside."""
    return {place for place in range(start, end) if text[place].isalnum()}


def _told(kind: str, case: Case, start: int, end: int, masks: list[tuple[int, int]]) -> str:
    got = [case.text[one:other] for one, other in masks]
    return f"{kind} {case.text[start:end]!r} in {case.text!r}, masked {got!r}, {case.own!r}"


def _assert_masks_tell_the_text(case: Case, redacted: str, masks: list[tuple[int, int]]) -> None:
    """Outside the masks, the redacted text is the original, character by character."""
    edges = [0, *(edge for mask in masks for edge in mask), len(case.text)]
    assert edges == sorted(edges), f"masks overlap or are out of order in {case.text!r}: {masks}"
    kept = [case.text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True)]
    pattern = r"\[[^\]]+\]".join(map(re.escape, kept))
    assert re.fullmatch(pattern, redacted), f"{case.text!r} became {redacted!r}"


def test_the_set_is_large_enough() -> None:
    structured, nothing, own = map(
        cases_of, ("structured.jsonl", "nothing_to_mask.jsonl", "own.jsonl")
    )

    assert len(structured) >= 400
    assert len(nothing) >= len(structured)
    assert all(case.stretches for case in structured)
    assert not any(case.stretches for case in nothing)
    assert sum(bool(case.stretches) for case in own) >= 400


def test_structured_items_are_masked_and_little_else() -> None:
    score = scored([*cases_of("structured.jsonl"), *cases_of("nothing_to_mask.jsonl")])

    assert score.recall >= RECALL, score
    assert score.precision >= PRECISION, score


def test_ones_own_name_is_always_masked() -> None:
    score = scored(cases_of("own.jsonl"))

    assert score.recall == 1, score
    assert score.precision >= PRECISION, score


def test_nothing_is_masked_as_own_when_nothing_is_known() -> None:
    nobody = Own(names=(), emails=(), collectives=())
    texts = [Case(case.text, case.stretches, nobody) for case in cases_of("own.jsonl")]

    masked = {mark.kind for case in texts for mark in redact(case.text, nobody).masks}

    assert masked <= {"email", "phone", "address", "iban", "nir", "plate"}
