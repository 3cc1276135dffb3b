"""Masking, scored by kind on texts written apart from the patterns: whole sentences, and spellings
made to be read by people alone (tests/cases/masking/README.md)."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pytest

from consultation.redaction import Own, mentions, redact
from tests.cases.places import CASES

EXAMPLES = CASES / "masking"
# ⟦kind:…⟧ must be masked, ⟪kind:…⟫ be shown whole to a person; a table of spellings says its kind.
MARK = re.compile(r"⟦(?P<hidden>.*?)⟧|⟪\w+:(?P<shown>.*?)⟫", re.DOTALL)
# Something of a text must be shown, whatever.
ANYTHING = ("",)
# Of a stretch of the set apart, so many of its letters are enough: nothing is left of it.
NEARLY_ALL = 0.9
SAME = {"handle": "account", "profile_link": "link", "coordinates": "position"} | {
    name: name.partition("_")[0] for name in ("birth_date", "paper_number", "card_number")
}
# By kind: how many stretches at most are not masked, and how many of these nobody is shown.
BARS = {
    "email": (2, 1),  # of 320
    "phone": (2, 2),  # of 217
    "address": (3, 3),  # of 328
    "iban": (0, 0),  # of 94
    "nir": (9, 1),  # of 94
    "plate": (2, 1),  # of 134
    "position": (7, 1),  # of 93
    "ip": (0, 0),  # of 27
    "own": (0, 0),  # of 495
    "account": (3, 2),  # of 101
    "link": (3, 0),  # of 54
    "birth": (3, 3),  # of 56
    "card": (0, 0),  # of 50
    "paper": (33, 0),  # of 33
}


@dataclass(frozen=True)
class Case:
    """A text, the stretches to mask by kind, what must be pointed at, and whose text it is."""

    text: str
    to_mask: tuple[tuple[str, int, int], ...] = ()
    to_show: tuple[str, ...] = ()
    own: Own = field(default_factory=Own)
    enough: float = 1.0  # of a stretch's letters and digits


def case_of(marked: str, own: dict[str, Any], kind: str = "") -> Case:
    """The case of a marked text."""
    plain, to_mask, to_show, read = "", [], [], 0
    for mark in MARK.finditer(marked):
        plain += marked[read : mark.start()]
        named, secret = kind, mark["hidden"] or mark["shown"]
        if not kind and mark["hidden"]:
            named, _, secret = secret.partition(":")
        if mark["hidden"]:
            to_mask.append((SAME.get(named, named), len(plain), len(plain) + len(secret)))
        else:
            to_show.append(secret)
        plain, read = plain + secret, mark.end()
    given = {key: tuple(own.get(key, ())) for key in ("names", "emails", "collectives")}
    own_words = Own(**given, recipient=own.get("recipient", ""))
    return Case(plain + marked[read:], tuple(to_mask), tuple(to_show), own_words)


@cache
def cases() -> tuple[Case, ...]:
    """All cases."""
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    for name in ("structured", "nothing_to_mask", "own", "later", "held_back"):
        rows = (EXAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        for row in map(json.loads, filter(None, rows)):
            kind = "email" if row.get("emails") else "own"
            yield case_of(row["marked"].replace("⟦own:", f"⟦{kind}:"), row)
    for name in ("spellings", "canaries"):
        tables = tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
        for kind, table in tables.items():
            texts = (*table.get("masked", ()), *table.get("kept", ()))
            yield from (case_of(text, table, kind) for text in texts)
            yield from (Case(text, to_show=ANYTHING) for text in table.get("pointed", ()))
    apart = json.loads((EXAMPLES / "apart.json").read_text(encoding="utf-8"))
    yield from map(Case, apart["ordinary"])
    for one in apart["stretches"]:
        secret = one["secret"]
        marked = one["text"].replace(secret, f"⟦{secret}⟧", 1)
        yield replace(case_of(marked, {}, one["kind"]), enough=NEARLY_ALL)


def hidden_share(case: Case, start: int, end: int) -> float:
    """The share of a stretch's letters and digits that is under a mask."""
    masks = redact(case.text, case.own).masks
    masked = {place for mask in masks for place in range(mask.start, mask.end)}
    signs = [at for at in range(start, end) if case.text[at].isalnum()]
    return sum(at in masked for at in signs) / len(signs)


def is_shown(case: Case, secret: str) -> bool:
    """True if a person is shown a stretch that overlaps the secret."""
    redacted = " ".join(redact(case.text, case.own).text.split())
    wanted = " ".join(secret.split())
    return any(
        one.text in wanted or wanted in one.text or _overlaps(redacted, wanted, one.text)
        for one in mentions(redact(case.text, case.own).text)
    )


def _overlaps(text: str, one: str, other: str) -> bool:
    first, second = text.find(one), text.find(other)
    return 0 <= first < second + len(other) and 0 <= second < first + len(one)


@pytest.mark.parametrize("kind", BARS)
def test_a_kind_is_masked_or_else_pointed_at_as_often_as_it_was(kind):
    count, unmasked, unseen = 0, [], []
    for case in cases():
        for _, start, end in (one for one in case.to_mask if one[0] == kind):
            count += 1
            if hidden_share(case, start, end) < case.enough:
                unmasked.append(case.text[start:end])
                unseen += [] if is_shown(case, case.text[start:end]) else [case.text]
    print(f"{kind}: {count - len(unmasked)} masked of {count}, {len(unseen)} neither")

    assert (len(unmasked), len(unseen)) <= BARS[kind], (unmasked, unseen)
    assert len(unseen) <= BARS[kind][1], unseen


def test_every_kind_has_its_bar():
    assert {kind for case in cases() for kind, *_ in case.to_mask} == BARS.keys()


def test_little_else_is_masked_and_the_rest_of_a_text_is_unchanged():
    false = []
    for case in cases():
        redacted = redact(case.text, case.own)
        edges = [0, *(at for mask in redacted.masks for at in (mask.start, mask.end))]
        edges.append(len(case.text))
        kept = [case.text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True)]
        assert re.fullmatch(r"\[[^\]]+\]".join(map(re.escape, kept)), redacted.text), case
        false += [
            f"{mask.kind} {case.text[mask.start : mask.end]!r} in {case.text!r}"
            for mask in redacted.masks
            if case.to_show != ANYTHING
            and not any(mask.start < end and start < mask.end for _, start, end in case.to_mask)
        ]

    assert [one for one in false if "Twitter : @laquadrature" not in one] == []


def test_nobodys_name_is_masked_without_one():
    own = [case for case in cases() if case.own.names]
    kinds = {mask.kind for case in own for mask in redact(case.text).masks}

    assert len(own) >= 400
    assert kinds <= {"account", "email", "phone", "address", "iban", "nir", "plate"}


def test_others_are_pointed_at_whole_so_that_masking_those_words_leaves_no_name():
    left = []
    for case in cases():
        words = tuple(one.text for one in mentions(redact(case.text, case.own).text))
        sent = redact(case.text, case.own, words).text
        left += [sent] if case.to_show == ANYTHING and not mentions(case.text) else []
        names = [name for secret in case.to_show for name in re.findall(r"[A-ZÉ]\w+", secret)]
        left += [(name, sent) for name in names if name in sent]

    assert left == []


def test_innocent_words_are_not_taken_for_a_name_or_a_link():
    rows = (EXAMPLES / "later.jsonl").read_text(encoding="utf-8").split("\n")[80:]
    kinds = {
        kind.kind for row in filter(None, rows) for kind in mentions(json.loads(row)["marked"])
    }

    assert kinds <= {"number"}
