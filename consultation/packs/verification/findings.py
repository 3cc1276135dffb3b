"""What is found when a document is checked, in the words of the people who correct it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from consultation.french import sentence, sentences
from consultation.packs.contribution.claims import REGISTER, Claim
from consultation.packs.verification.word_document import WordDocument

_SHOWN, _SHORT = 160, 60

say = partial(sentence, "checking")

Span = tuple[int, int]


@dataclass(frozen=True)
class Finding:
    """Something to correct, or to know: `problem` is its English name, `start` its place in the
    text of the document. What follows may quote what people wrote; `where` and `passage` are empty
    for what stands nowhere."""

    problem: str
    claim_ids: tuple[str, ...]
    start: int
    what: str
    advice: str = ""
    where: str = ""
    passage: str = ""

    @property
    def text(self) -> str:
        """What, where and what to do, a line each."""
        lines = [self.what]
        for name in ("where", "passage", "advice"):
            if value := getattr(self, name):
                lines.append(f"  {say(name, value=value)}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Checked:
    """A document compared with its pack: how many of its claims hold, what doesn't, what else is to
    know, and each sentence whose figures or quotation marks have no source."""

    held_count: int
    problems: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    unsourced: tuple[Finding, ...]


class Wording:
    """Puts in words what is found in a document; of a pack's own register, without one."""

    def __init__(self, document: WordDocument | None = None) -> None:
        self._document = document

    def about(self, problem: str, claim: Claim, span: Span | None = None, **values: str) -> Finding:
        """What is found about one claim."""
        source = say("source", table=claim.table, column=claim.column, key=claim.key)
        value = shorten(claim.value)
        told = {"reference": claim.reference, "register": REGISTER, "source": source}
        return self.finding(problem, [claim], span, **told, value=value, **values)

    def finding(
        self, problem: str, claims: Sequence[Claim], span: Span | None, **values: object
    ) -> Finding:
        """What is found, and where; `values` fill its sentence and its advice."""
        advice = problem in sentences()["checking_advice"]
        return Finding(
            problem,
            tuple(claim.claim_id for claim in claims if claim.claim_id),
            span[0] if span else 0,
            say(problem, **values),
            sentence("checking_advice", problem, **values) if advice else "",
            self.place(span[0]) if span else "",
            self.passage(*span) if span else "",
        )

    def place(self, start: int) -> str:
        """Where a place of the document is, whatever the page: the heading above, the paragraph."""
        if self._document is None:
            return ""
        paragraph = self._document.paragraph_at(start)
        place = sentence("checking_places", paragraph.kind, rank=paragraph.rank)
        if not paragraph.heading:
            return place
        return say("below_heading", place=place, heading=paragraph.heading)

    def passage(self, start: int, end: int) -> str:
        """The sentences that a stretch of the document stands in, on one line, or the row of its
        table; of long ones, what is around it. Nothing for a place where nothing stands."""
        if self._document is None or start == end:
            return ""
        first, last = self._document.passage_around(start, end)
        begin = max(first, start - _SHOWN)
        stop = min(last, end + _SHOWN, start + 2 * _SHOWN)
        lines = self._document.text[begin:stop].rstrip("\n").split("\n")
        shown = " | ".join(filter(None, (" ".join(line.split()) for line in lines)))
        return f"{'[…] ' if begin > first else ''}{shown}{' […]' if stop < last else ''}"


def shorten(text: str) -> str:
    """The beginning of a text, on one line, whose end is easily found."""
    line = " ".join(text.split(" "))
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rpartition(' ')[0]}…"
