"""Masking, scored on texts written apart from the patterns (tests/cases/masking/README.md): whole
sentences, spellings made to be read by people alone, a set by somebody who had not seen the code.

Every other stretch of that one, from the first, was then shown to whoever corrected the patterns;
on those that were held back, 84 % are masked (all kinds together), on all of them 90 %.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from consultation.redaction import Own, mentions, redact
from tests.cases.places import CASES

EXAMPLES = CASES / "masking"
OF_A_KIND = re.compile(r"⟦(?P<kind>\w+):(?P<secret>.*?)⟧", re.DOTALL)
TO_POINT = re.compile(r"⟪\w+:(?P<secret>.*?)⟫")
SPELLED = re.compile(r"⟦(?P<secret>.*?)⟧", re.DOTALL)

RECALL, PRECISION, OF_SPELLINGS = 0.99, 0.98, 0.95
# By kind of the set apart: the least share masked, and masked or pointed at.
BARS = {
    "email": (0.90, 0.96),
    "phone": (0.93, 0.93),
    "address": (0.90, 0.90),
    "handle": (0.90, 0.93),
    "profile_link": (0.90, 1.00),
    "coordinates": (0.78, 0.96),
    "birth_date": (0.90, 0.90),
    "paper_number": (0.00, 0.97),
    "plate": (0.92, 0.98),
    "iban": (1.00, 1.00),
    "card_number": (1.00, 1.00),
    "nir": (0.70, 0.93),
}
# Of a stretch there, so many of its letters are enough: nothing is left of it.
NEARLY_ALL = 0.9


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
    stretches: tuple[Stretch, ...] = ()
    own: Own = field(default_factory=Own)

    def hidden_shares(self) -> Iterator[tuple[Stretch, float]]:
        """Of each stretch, the share of its letters and digits that is under a mask."""
        masks = redact(self.text, self.own).masks
        masked = {place for mask in masks for place in range(mask.start, mask.end)}
        for one in self.stretches:
            signs = [at for at in range(one.start, one.end) if self.text[at].isalnum()]
            yield one, sum(at in masked for at in signs) / len(signs)


def marked(text: str, pattern: re.Pattern[str], own: dict[str, Any]) -> Case:
    """A text in which ⟦ and ⟧ stand around what must be masked."""
    plain, stretches, read = "", [], 0
    for mark in pattern.finditer(text):
        plain += text[read : mark.start()]
        kind = mark.groupdict().get("kind", "")
        stretches.append(Stretch(kind, len(plain), len(plain) + len(mark["secret"])))
        plain, read = plain + mark["secret"], mark.end()
    given = {key: tuple(own.get(key, ())) for key in ("names", "emails", "collectives")}
    own_words = Own(**given, recipient=own.get("recipient", ""))
    return Case(plain + text[read:], tuple(stretches), own_words)


def cases_of(name: str) -> list[Case]:
    """The cases of a file of sentences."""
    return [marked(row["marked"], OF_A_KIND, row) for row in rows_of(name)]


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of a file of sentences."""
    rows = (EXAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    return list(map(json.loads, filter(None, rows)))


def tables_of(name: str) -> dict[str, dict[str, Any]]:
    """The tables of a file of spellings, by the file's name and theirs."""
    tables = tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
    return {f"{name}.{kind}": table for kind, table in tables.items()}


def false_masks(cases: Iterable[Case]) -> tuple[int, list[str]]:
    """How many masks there are, and those that touch no stretch; outside of them, the redacted text
    is the original."""
    count, found = 0, []
    for case in cases:
        redacted = redact(case.text, case.own)
        edges = [0, *(at for mask in redacted.masks for at in (mask.start, mask.end))]
        edges.append(len(case.text))
        assert edges == sorted(edges), case
        kept = [case.text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True)]
        pattern = r"\[[^\]]+\]".join(map(re.escape, kept))
        assert re.fullmatch(pattern, redacted.text), (case, redacted.text)
        count += len(redacted.masks)
        found += [
            f"{mask.kind} {case.text[mask.start : mask.end]!r} in {case.text!r}"
            for mask in redacted.masks
            if not any(mask.start < one.end and one.start < mask.end for one in case.stretches)
        ]
    return count, found


def assert_scores(cases: list[Case], recall: float) -> None:
    """So many stretches are wholly masked, and little else; shares by kind are printed."""
    shares = [(case, *told) for case in cases for told in case.hidden_shares()]
    expected = Counter(one.kind for _, one, _ in shares)
    missed = [(case.text[one.start : one.end], case) for case, one, share in shares if share < 1]
    found = Counter(one.kind for _, one, share in shares if share == 1)
    count, false = false_masks(cases)
    print({kind: f"{found[kind]}/{expected[kind]}" for kind in sorted(expected)}, false)

    assert len(missed) <= (1 - recall) * len(shares), missed
    assert len(false) <= (1 - PRECISION) * count, false


def test_structured_items_are_masked_and_little_else():
    structured, nothing = cases_of("structured"), cases_of("nothing_to_mask")

    assert len(nothing) >= len(structured) >= 400
    assert_scores([*structured, *nothing], RECALL)


def test_ones_own_name_is_always_masked_and_nobodys_without_one():
    own = cases_of("own")
    nobody = [redact(case.text).masks for case in own]

    assert sum(bool(case.stretches) for case in own) >= 400
    assert_scores(own, 1)
    assert {mask.kind for masks in nobody for mask in masks} <= {
        *("email", "phone", "address", "iban", "nir", "plate"),
    }


LATER = ("later", "held_back")


def test_of_later_sentences_what_has_a_form_is_masked_and_little_else():
    rows = [row for name in LATER for row in rows_of(name)]
    plain = [row | {"marked": TO_POINT.sub(r"\g<secret>", row["marked"])} for row in rows]

    assert_scores([marked(row["marked"], OF_A_KIND, row) for row in plain], 0.96)


def test_others_are_pointed_at_whole_and_masking_what_is_pointed_at_leaves_nothing_of_them():
    left = []
    for row in (row for name in LATER for row in rows_of(name)):
        for secret in TO_POINT.findall(row["marked"]):
            text = OF_A_KIND.sub(r"\g<secret>", TO_POINT.sub(r"\g<secret>", row["marked"]))
            own = Own(names=tuple(row.get("names", ())))
            words = tuple(one.text for one in mentions(redact(text, own).text))
            sent = redact(text, own, words).text
            left += [(part, sent) for part in re.findall(r"[A-ZÉ]\w+", secret) if part in sent]

    assert left == []


def test_innocent_words_are_neither_masked_nor_taken_for_a_name_or_a_link():
    innocent = [row["marked"] for row in rows_of("later") if not re.search("[⟦⟪]", row["marked"])]
    kinds = {one.kind for text in innocent for one in mentions(text)}

    assert false_masks([Case(text) for text in innocent if "Fontenoy" not in text]) == (0, [])
    assert kinds <= {"number"}


TABLES = tables_of("spellings") | tables_of("canaries")


@pytest.mark.parametrize("kind", [kind for kind, table in TABLES.items() if "masked" in table])
def test_a_kind_is_masked_in_nearly_every_spelling(kind):
    cases = [marked(text, SPELLED, TABLES[kind]) for text in TABLES[kind]["masked"]]
    missed = [case for case in cases if any(share < 1 for _, share in case.hidden_shares())]

    assert len(missed) <= (1 - OF_SPELLINGS) * len(cases), missed


@pytest.mark.parametrize("kind", [kind for kind, table in TABLES.items() if "pointed" in table])
def test_what_is_not_masked_is_pointed_at(kind):
    assert [text for text in TABLES[kind]["pointed"] if not mentions(text)] == []


def test_ordinary_arguments_stay_whole():
    kept = [marked(text, SPELLED, one) for one in TABLES.values() for text in one.get("kept", ())]
    apart = json.loads((EXAMPLES / "apart.json").read_text(encoding="utf-8"))["ordinary"]

    assert false_masks([*kept, *map(Case, apart)]) == (0, [])


def test_what_identifies_is_masked_or_pointed_at_as_often_as_kinds_ask():
    count, masked, told = Counter(), Counter(), Counter()
    for row in json.loads((EXAMPLES / "apart.json").read_text(encoding="utf-8"))["stretches"]:
        kind, text, secret = row["kind"], row["text"], row["secret"]
        at = text.index(secret)
        case = Case(text, (Stretch(kind, at, at + len(secret)),))
        ((_, share),) = case.hidden_shares()
        count[kind] += 1
        masked[kind] += share >= NEARLY_ALL
        told[kind] += share >= NEARLY_ALL or is_pointed_at(text, secret)
    shares = {kind: (masked[kind] / count[kind], told[kind] / count[kind]) for kind in count}

    below = {
        kind: share
        for kind, share in shares.items()
        if any(got < bar for got, bar in zip(share, BARS[kind], strict=True))
    }
    assert below == {}


def is_pointed_at(text: str, secret: str) -> bool:
    """Whether a person is shown a stretch that the secret and it share."""
    redacted = redact(text).text
    left, wanted = " ".join(redacted.split()), " ".join(secret.split())
    return any(
        one.text in wanted or wanted in one.text or _overlaps(left, wanted, one.text)
        for one in mentions(redacted)
    )


def _overlaps(text: str, one: str, other: str) -> bool:
    first, second = text.find(one), text.find(other)
    return 0 <= first < second + len(other) and 0 <= second < first + len(one)
