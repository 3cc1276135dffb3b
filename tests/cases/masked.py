"""Texts marked with what must be masked, by kind, and what our masks do with them.

`tests/cases/masking/README.md` tells the sets; `python -m tests.bench.masks` prints the recall.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

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
    own_texts = {key: tuple(own.get(key, ())) for key in ("names", "emails", "collectives")}
    own_words = Own(**own_texts, recipient=own.get("recipient", ""))
    return Case(plain + marked[read:], tuple(to_mask), tuple(to_show), own_words)


@cache
def cases() -> tuple[Case, ...]:
    """All cases but the blind cases, which no pattern was mended for."""
    return tuple(_cases())


@cache
def blind_cases() -> tuple[Case, ...]:
    """The cases written before the patterns were read."""
    return tuple(_cases_of_rows("blind"))


def _cases() -> Iterator[Case]:
    for name in ("structured", "nothing_to_mask", "own", "later", "held_back"):
        yield from _cases_of_rows(name)
    for name in ("spellings", "canaries"):
        tables = tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
        for kind, table in tables.items():
            texts = (*table.get("masked", ()), *table.get("kept", ()))
            yield from (case_of(text, table, kind) for text in texts)
            yield from (Case(text, to_show=ANYTHING) for text in table.get("pointed", ()))
    apart = json.loads((EXAMPLES / "apart.json").read_text(encoding="utf-8"))
    yield from map(Case, apart["ordinary"])
    for stretch in apart["stretches"]:
        secret = stretch["secret"]
        marked = stretch["text"].replace(secret, f"⟦{secret}⟧", 1)
        yield replace(case_of(marked, {}, stretch["kind"]), enough=NEARLY_ALL)


def _cases_of_rows(name: str) -> Iterator[Case]:
    rows = (EXAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    for row in map(json.loads, filter(None, rows)):
        kind = "email" if row.get("emails") else "own"
        yield case_of(row["marked"].replace("⟦own:", f"⟦{kind}:"), row)


def hidden_share(case: Case, start: int, end: int) -> float:
    """The share of a stretch's letters and digits that is under a mask."""
    masks = redact(case.text, case.own).masks
    masked = {position for mask in masks for position in range(mask.start, mask.end)}
    positions = [at for at in range(start, end) if case.text[at].isalnum()]
    return sum(at in masked for at in positions) / len(positions)


def is_shown(case: Case, secret: str) -> bool:
    """True if a person is shown a stretch that overlaps the secret."""
    redacted = " ".join(redact(case.text, case.own).text.split())
    wanted = " ".join(secret.split())
    return any(
        each.text in wanted or wanted in each.text or _overlaps(redacted, wanted, each.text)
        for each in mentions(redact(case.text, case.own).text)
    )


def _overlaps(text: str, wanted: str, shown: str) -> bool:
    first, second = text.find(wanted), text.find(shown)
    return 0 <= first < second + len(shown) and 0 <= second < first + len(wanted)


@dataclass(frozen=True)
class Recall:
    """How many stretches of a kind there are, which are not masked, and which of these nobody is
    shown."""

    count: int
    unmasked: tuple[str, ...]
    unseen: tuple[str, ...]


def recall_of(kind: str, of: tuple[Case, ...]) -> Recall:
    """The recall of the masks of a kind over some cases."""
    count, unmasked, unseen = 0, list[str](), list[str]()
    for case in of:
        for _, start, end in (span for span in case.to_mask if span[0] == kind):
            count += 1
            secret = case.text[start:end]
            if hidden_share(case, start, end) < case.enough:
                unmasked.append(secret)
                unseen += [] if is_shown(case, secret) else [case.text]
    return Recall(count, tuple(unmasked), tuple(unseen))


def false_masks(of: tuple[Case, ...]) -> list[str]:
    """What is masked where nothing was to be."""
    return [
        f"{mask.kind} {case.text[mask.start : mask.end]!r} in {case.text!r}"
        for case in of
        for mask in redact(case.text, case.own).masks
        if case.to_show != ANYTHING
        and not any(mask.start < end and start < mask.end for _, start, end in case.to_mask)
    ]
