"""A document that people have edited, compared with the pack that it was made from: each claim that
no longer holds, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.packs.contribution.claims import REGISTER, Claim
from consultation.packs.index_file import PACK
from consultation.packs.verification.findings import Checked, Finding, Span, Wording, shorten
from consultation.packs.verification.holding import Judgement, against_pack, in_document
from consultation.packs.verification.likeness import plain, plain_quote, where_they_part
from consultation.packs.verification.marked_claims import Marked, marked_claims
from consultation.packs.verification.missing_claims import Absent, absent_claims
from consultation.packs.verification.named_references import misnamed_references
from consultation.packs.verification.sources import Sources, claims_of
from consultation.packs.verification.surroundings import displaced_claims
from consultation.packs.verification.unsourced import (
    Unsourced,
    forged_quotes,
    unsourced_in,
    without_claims,
)
from consultation.packs.verification.word_document import WordDocument, read_document
from consultation.settings import Folders
from schemas.limits import PART_BYTES

WORD = ".docx"
TOUCHING = ("continued", "continued_quote")
"""The problems of what stands against a figure or within the marks of a quotation."""
HARMFUL = ("withdrawn", "unknown_reference", "not_theirs")
"""The problems that would send words of people who took them back, or never said them."""
IDENTIFIER = "faire-masse:"
"""What the identifier of a document begins with, before its form's."""


def check_file(path: Path, given: Path | None, folders: Folders) -> tuple[Checked, Path]:
    """A document compared with the pack that it was made from, and the folder of that one.

    Its pack is the one given, else the one that it lies in, else that of the present release of its
    form. OrganiserError when one of them can't be read, or when they have no claim in common.
    """
    document = read_document(_content(path), path.name)
    folder = _pack_of(document, path, given, folders)
    check = _Check(document, path.name, claims_of(folder), Sources(folder))
    return check.result(), folder


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


def problems_of_pack(folder: Path) -> tuple[Finding, ...]:
    """What does not hold in the documents of a pack itself: nothing, or it must not be published.

    The claims of documents without bookmarks (PDF) are compared with the pack's tables alone.
    """
    sources, found = Sources(folder), list[Finding]()
    for document, group in groupby(
        sorted(claims_of(folder), key=lambda claim: claim.document), lambda claim: claim.document
    ):
        claims = tuple(group)
        if document.endswith(WORD):
            word = read_document((folder / document).read_bytes(), document)
            found += _Check(word, document, claims, sources).problems()
            continue
        for claim in claims:
            judged = against_pack(claim, sources)
            if judged.problem:
                told = Wording().about(
                    judged.problem, claim, written=claim.value, expected=judged.expected
                )
                found.append(told)
    return tuple(found)


class _Check:
    """One document, its claims, and the pack that they come from."""

    def __init__(
        self, document: WordDocument, name: str, claims: Sequence[Claim], sources: Sources
    ) -> None:
        self._document, self._sources = document, sources
        self._registered = {claim.claim_id: claim for claim in claims}
        self._marked = [
            each for each in marked_claims(document, self._registered) if plain(each.read)
        ]
        if not self._marked:
            raise OrganiserError("document_without_claims", where=name, folder=sources.folder)
        own = {each.claim.document for each in self._marked}
        self._claims = [claim for claim in claims if claim.document in own]
        self._wording, self._told = Wording(document), list[Span]()
        self._rest = without_claims(document.text, self._marked)

    @cached_property
    def _sourceless_parts(self) -> list[Unsourced]:
        return list(unsourced_in(self._document.text, self._rest, self._sources.labels))

    def problems(self) -> list[Finding]:
        """All that does not hold: what harms people first, then in the order of the document."""
        found = [*self._wrong(), *self._absent(), *self._unknown(), *self._wrong_references()]
        found += displaced_claims(self._document, self._marked, self._wording)
        found += self._forgeries()
        return sorted(found, key=lambda one: (one.problem not in HARMFUL, one.start))

    def result(self) -> Checked:
        """All that is found."""
        problems = self.problems()
        told = {claim_id for finding in problems for claim_id in finding.claim_ids}
        held = {each.claim.claim_id for each in self._marked} - told
        remarks, unsourced = tuple(self._repeated_claims()), tuple(self._sourceless())
        return Checked(len(held), tuple(problems), remarks, unsourced)

    def _wrong(self) -> Iterator[Finding]:
        """Marked claims that don't hold; two that hold each other's value are told as one."""
        wrong = [
            (each, judgement)
            for each in self._marked
            if (judgement := in_document(each, self._sources)).problem
        ]
        said = [(plain_quote(each.read), plain_quote(one.expected)) for each, one in wrong]
        paired: set[int] = set()
        for number, (each, judgement) in enumerate(wrong):
            read, expected = said[number]
            later = (place for place in range(number + 1, len(wrong)) if place not in paired)
            other = next((place for place in later if said[place] == (expected, read)), None)
            if number in paired:
                continue
            if other is None or read == expected:
                yield self._about(each, judgement)
            else:
                paired.add(other)
                yield self._about_swapped(each, wrong[other][0])

    def _about(self, each: Marked, judgement: Judgement) -> Finding:
        written, expected = where_they_part(each.read, judgement.expected)
        span = each.start, each.end
        return self._wording.about(
            judgement.problem, each.claim, span, written=written, expected=expected
        )

    def _about_swapped(self, one: Marked, other: Marked) -> Finding:
        return self._wording.finding(
            "swapped",
            [one.claim, other.claim],
            (one.start, one.end),
            written=shorten(one.read),
            expected=shorten(other.read),
            there=self._wording.place(other.start),
        )

    def _absent(self) -> Iterator[Finding]:
        """Claims without a mark; those that went together are told together."""
        marked = {each.claim.claim_id: each for each in reversed(self._marked)}
        has_all = all(claim.claim_id in marked for claim in self._claims)
        unsourced = () if has_all else self._sourceless_parts
        absent = absent_claims(self._claims, marked, self._rest, unsourced)
        for (problem, start), group in groupby(absent, lambda one: (one.problem, one.start)):
            gone = list(group)
            if problem == "deleted":
                values = [shorten(one.claim.value) for one in gone]
                claims = [one.claim for one in gone]
                yield self._wording.finding(problem, claims, (start, start), values=values)
                continue
            for one in gone:
                yield self._about_absent(one)

    def _about_absent(self, one: Absent) -> Finding:
        text = self._document.text[one.start : one.end]
        self._told.append((one.start, one.end))
        written, expected = where_they_part(text, one.claim.value)
        return self._wording.about(
            one.problem, one.claim, (one.start, one.end), written=written, expected=expected
        )

    def _unknown(self) -> Iterator[Finding]:
        """Marks of claims that the register doesn't have."""
        for mark in self._document.marks:
            text = self._document.text[mark.start : mark.end]
            if mark.claim_id not in self._registered and plain(text):
                self._told.append((mark.start, mark.end))
                claim = Claim(mark.claim_id, "", "", text)
                yield self._wording.about("unknown", claim, (mark.start, mark.end))

    def _wrong_references(self) -> Iterator[Finding]:
        """References that are not in the pack, or not those of the quotes that they follow."""
        for one in misnamed_references(self._document.text, self._marked, self._sources):
            claim = one.quote.claim if one.quote else Claim("", "", "quote", "")
            span = (one.quote.start if one.quote else one.start), one.end
            yield self._wording.about(one.problem, claim, span, written=one.reference)

    def _forgeries(self) -> Iterator[Finding]:
        """Words that were not told yet, and that a contribution is said to say and does not."""
        for one, reference in forged_quotes(
            self._document.text, self._untold_parts(), self._sources
        ):
            self._told.append((one.start, one.end))
            claim = Claim("", "", "quote", one.text, reference=reference)
            yield self._wording.about("not_theirs", claim, (one.start, one.end))

    def _untold_parts(self) -> list[Unsourced]:
        """What has no claim and was not told yet."""
        return [
            one
            for one in self._sourceless_parts
            if not any(one.start < end and start < one.end for start, end in self._told)
        ]

    def _repeated_claims(self) -> Iterator[Finding]:
        """Claims that stand at several places, each but the first."""
        seen: set[str] = set()
        for each in self._marked:
            is_edge = self._document.paragraph_at(each.start).kind == "edge"
            if each.claim.claim_id in seen and not is_edge:  # A header per kind of page.
                yield self._wording.about("repeated", each.claim, (each.start, each.end))
            seen.add(each.claim.claim_id)

    def _sourceless(self) -> Iterator[Finding]:
        """What has no claim and was not told yet, a finding per sentence."""
        left = sorted(self._untold_parts(), key=lambda one: one.start)
        around = self._document.passage_around
        for _, group in groupby(left, lambda one: around(one.start, one.end)):
            same = list(group)
            span, values = (same[0].start, same[-1].end), [one.text for one in same]
            yield self._wording.finding("unsourced", (), span, values=values)
