"""Whether a claim holds: the pack still gives its value, and the document still says it."""

from __future__ import annotations

from dataclasses import dataclass

from consultation.packs.contribution.claims import Claim
from consultation.packs.verification.likeness import is_verbatim, plain, plain_quote
from consultation.packs.verification.marked_claims import Marked
from consultation.packs.verification.sources import NotThere, Sources


@dataclass(frozen=True)
class Judgement:
    """What is wrong with a claim, nothing where it holds, and the value that the pack gives."""

    problem: str
    expected: str = ""


def against_pack(claim: Claim, sources: Sources) -> Judgement:
    """The claim as it is registered, against the tables and texts of the pack."""
    try:
        if claim.kind == "quote":
            if not sources.has(claim.reference):
                return Judgement("withdrawn")
            holds = is_verbatim(claim.value, sources.text_of(claim))
            return Judgement("" if holds else "not_verbatim", claim.value)
        row, expected = sources.row_of(claim), sources.value_of(claim)
    except NotThere:
        return Judgement("no_text" if claim.kind == "quote" else "no_source")
    is_same = plain(claim.value) == plain(expected) and claim.number == row[claim.column]
    has_denominator = not claim.denominator or claim.denominator in row.values()
    return Judgement("" if is_same and has_denominator else "other_register", expected)


def in_document(each: Marked, sources: Sources) -> Judgement:
    """The claim as readers of the document read it, against the pack."""
    registered = against_pack(each.claim, sources)
    if not registered.expected:
        return registered
    judge = _judge_quote if each.claim.kind == "quote" else _judge_figure
    problem = judge(each, registered, sources)
    return Judgement(problem, registered.expected)


def _judge_figure(each: Marked, registered: Judgement, _: Sources) -> str:
    expected, read = plain(registered.expected), plain(each.read)
    if read == expected:
        return registered.problem
    if read == plain(each.claim.value):
        return "recounted"
    return "continued" if plain(each.text) == expected else "changed_figure"


def _judge_quote(each: Marked, registered: Judgement, sources: Sources) -> str:
    expected, read = plain_quote(registered.expected), plain_quote(each.read)
    if read == expected:
        return registered.problem
    if plain_quote(each.text) == expected:
        return "continued_quote"
    is_exact = is_verbatim(each.read, sources.text_of(each.claim))
    return "other_passage" if is_exact else "changed_quote"
