"""A document that people have edited, compared with the register of the pack that it was made from:
each claim that is no longer there as it was, and what no claim vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from consultation.machine.settings import Folders
from consultation.packs.contribution.claims import REGISTER, Claim
from consultation.packs.index_file import PACK
from consultation.packs.verification.likeness import plain, plain_quote
from consultation.packs.verification.sources import Sources, claims_of
from consultation.packs.verification.unsourced import unsourced_in
from consultation.packs.verification.word_document import Mark, WordDocument, read_document
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence, sentences
from schemas.limits import PART_BYTES

IDENTIFIER = "faire-masse:"
"""What the identifier of a document begins with, before its form's."""
# What stands within the same quotation marks, or touches a number or a word, is read with it.
_OPENED, _CLOSED = re.compile(r"[«“][^«»“”]*$"), re.compile(r"[^«»“”]*[»”]")
_NEAR = 60
_BEFORE = re.compile(r"(?:\d[\d.,]*|\u2212)(?=\0\d)|[^\W\d_]+(?=\0[^\W\d_])")
_AFTER = re.compile(r"(?<=\d\0)[.,]?\d[\d.,]*|(?<=[^\W\d_]\0)[^\W\d_]+")


def check_file(path: Path, given: Path | None, folders: Folders) -> tuple[Checked, Path]:
    """A document compared with the pack that it was made from, and the folder of that one.

    Its pack is the one given, else the one that it lies in, else that of the present release of its
    form. OrganiserError when one of them can't be read, or when they have no claim in common.
    """
    document = read_document(_content(path), path.name)
    folder = _pack_of(document, path, given, folders)
    return _Check(document, path.name, folder).result(), folder


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > PART_BYTES:
            raise OrganiserError("not_a_document.too_large", where=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise OrganiserError("not_a_document.missing", where=str(path)) from None


def _pack_of(document: WordDocument, path: Path, given: Path | None, folders: Folders) -> Path:
    form_id = document.identifier.removeprefix(IDENTIFIER)
    known = [given] if given else [path.absolute().parent]
    if not given and re.fullmatch(r"[a-z0-9][a-z0-9_-]*", form_id):
        known.append(folders.release(form_id))
    for place in known:
        for folder in (place, place / PACK):
            if (folder / REGISTER).is_file():
                return folder
    if given:
        raise OrganiserError("no_register", where=str(given / REGISTER))
    raise OrganiserError("no_register.nowhere", where=path.name)


def problems_of(path: Path) -> list[Finding]:
    """What does not hold in a document of a pack itself: nothing, or it must not be published."""
    return _Check(read_document(path.read_bytes(), path.name), path.name, path.parent).problems()


class _Check:
    """One document, and the register of its pack."""

    def __init__(self, document: WordDocument, name: str, folder: Path) -> None:
        self._document, self._folder = document, folder
        claims = claims_of(folder)
        self._registered = {claim.claim_id: claim for claim in claims}
        self._marks = dict[str, list[Mark]]()
        for mark in document.marks:
            if plain(document.text[mark.start : mark.end]):
                self._marks.setdefault(mark.claim_id, []).append(mark)
        own = {claim.document for claim in claims if claim.claim_id in self._marks}
        if not own:
            raise OrganiserError("document_without_claims", where=name, folder=folder)
        self._claims = [claim for claim in claims if claim.document in own]

    def problems(self) -> list[Finding]:
        """All that does not hold, in the order of the document."""
        found = [*self._missing(), *self._unknown(), *self._changed_claims()]
        return sorted(found, key=lambda one: one.start)

    def result(self) -> Checked:
        """The problems of the document, and which of its claims hold."""
        problems = self.problems()
        told = {claim_id for one in problems for claim_id in one.claim_ids}
        held = {claim.claim_id for claim in self._claims} - told
        return Checked(len(held), tuple(problems), tuple(self._lines_without_source()))

    def _missing(self) -> Iterator[Finding]:
        """Claims without a mark, those together that stood together, after the claim before them
        in the register."""
        place = 0
        for is_there, group in groupby(self._claims, lambda claim: claim.claim_id in self._marks):
            claims = list(group)
            if is_there:
                place = self._marks[claims[-1].claim_id][0].end
                continue
            values = [claim.value for claim in claims]
            yield finding("missing", self._document, (place, place), claims, values=values)

    def _unknown(self) -> Iterator[Finding]:
        """Marks of claims that the register doesn't have."""
        for claim_id in self._marks.keys() - self._registered.keys():
            for mark in self._marks[claim_id]:
                span, value = (mark.start, mark.end), self._document.text[mark.start : mark.end]
                claims = [Claim(claim_id, "", "", value)]
                yield finding("unknown", self._document, span, claims, value=value)

    def _changed_claims(self) -> Iterator[Finding]:
        for claim in self._claims:
            same = plain_quote if claim.kind == "quote" else plain
            for mark in self._marks.get(claim.claim_id, ()):
                span = self._span_read(mark, claim)
                read = self._document.text[slice(*span)]
                if same(read) != same(claim.value):
                    yield self._about(claim, span, read)

    def _about(self, claim: Claim, span: tuple[int, int], written: str) -> Finding:
        return finding(
            f"changed_{claim.kind}",
            self._document,
            span,
            [claim],
            written=written,
            expected=claim.value,
            reference=claim.reference,
            table=claim.table,
            column=claim.column,
            key=claim.key,
        )

    def _span_read(self, mark: Mark, claim: Claim | None) -> tuple[int, int]:
        """From where to where readers read the claim: also what touches its mark in the line, and
        the rest of its quotation."""
        line, held = self._document.line_at(mark.start), self._document.text[mark.start : mark.end]
        before = self._document.text[line.start : mark.start]
        after = self._document.text[mark.end :].partition("\n")[0]
        first, last = _OPENED.search(before), _CLOSED.match(after)
        if not (claim and claim.kind == "quote" and first and last):
            first = _BEFORE.search(f"{before[-_NEAR:]}\0{held}")
            last = _AFTER.search(f"{held}\0{after[:_NEAR]}")
        return (
            mark.start - (len(first[0]) if first else 0),
            mark.end + (len(last[0]) if last else 0),
        )

    def _lines_without_source(self) -> Iterator[Finding]:
        """What has no claim, a finding per line."""
        document = self._document
        claimed = [
            (*self._span_read(mark, claim), claim is None or claim.kind == "quote")
            for claim_id, marks in self._marks.items()
            for claim in [self._registered.get(claim_id)]
            for mark in marks
        ]
        found = unsourced_in(document.text, claimed, Sources(self._folder).labels)
        for _, group in groupby(found, lambda one: document.line_at(one.start).start):
            same = list(group)
            span, values = (same[0].start, same[-1].end), [one.text for one in same]
            yield finding("unsourced", document, span, values=values)


_SHOWN = 160

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
        document.place_at(span[0]),
        _passage(document, *span),
    )


def _passage(document: WordDocument, start: int, end: int) -> str:
    """The line that a span stands in; of a long one, what is around it. Nothing for an empty
    span, where nothing stands any more."""
    if start == end:
        return ""
    line = document.line_at(start)
    begin, stop = max(0, start - line.start - _SHOWN), end - line.start + _SHOWN
    shown = " ".join(line.text[begin:stop].split())
    return f"{'[…] ' if begin else ''}{shown}{' […]' if stop < len(line.text) else ''}"
