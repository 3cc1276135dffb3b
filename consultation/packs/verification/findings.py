"""What is found when a document is checked, in the words of the people who correct it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from consultation.packs.contribution.claims import Claim
from consultation.packs.verification.word_document import WordDocument
from consultation.words.french import sentence, sentences

_SHOWN, _SHORT = 160, 60

say = partial(sentence, "checking")


@dataclass(frozen=True)
class Finding:
    """Something to correct, or to know: `problem` is its English name, `start` its place in the
    text of the document. What follows may quote what people wrote."""

    problem: str
    claim_ids: tuple[str, ...]
    start: int
    what: str
    advice: str
    where: str
    passage: str

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
    """A document compared with the register of its pack: how many of its claims hold, what doesn't,
    and each passage whose figures or quotation marks have no source."""

    held_count: int
    problems: tuple[Finding, ...]
    unsourced: tuple[Finding, ...]


def finding(
    problem: str,
    document: WordDocument,
    span: tuple[int, int],
    claims: Sequence[Claim] = (),
    **values: object,
) -> Finding:
    """What is found at a span of the document; `values` fill its sentence and its advice."""
    advice = problem in sentences()["checking_advice"]
    return Finding(
        problem,
        tuple(claim.claim_id for claim in claims),
        span[0],
        say(problem, **values),
        sentence("checking_advice", problem, **values) if advice else "",
        place_of(document, span[0]),
        _passage(document, *span),
    )


def place_of(document: WordDocument, start: int) -> str:
    """Where a place of the document is, whatever the page: the heading above, the paragraph."""
    line = document.line_at(start)
    place = sentence("checking_places", line.kind, rank=line.rank)
    return say("below_heading", place=place, heading=line.heading) if line.heading else place


def _passage(document: WordDocument, start: int, end: int) -> str:
    """The line that a span stands in; of a long one, what is around it. Nothing for an empty
    span, where nothing stands any more."""
    if start == end:
        return ""
    line = document.line_at(start)
    begin, stop = max(0, start - line.start - _SHOWN), end - line.start + _SHOWN
    shown = " ".join(line.text[begin:stop].split())
    return f"{'[…] ' if begin else ''}{shown}{' […]' if stop < len(line.text) else ''}"


def shorten(text: str) -> str:
    """The beginning of a text, on one line, whose end is easily found."""
    line = " ".join(text.split(" "))
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rpartition(' ')[0]}…"
