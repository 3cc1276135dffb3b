"""Whether the claims of a pack can be computed again from its own tables and texts."""

from __future__ import annotations

from pathlib import Path

from consultation.packs.contribution.claims import Claim
from consultation.packs.verification.likeness import is_verbatim, plain
from consultation.packs.verification.sources import NotThere, Sources, claims_of


def uncounted_claims(folder: Path) -> list[str]:
    """The ids of the claims that the tables and texts of the pack do not give: none, or it must
    not be published."""
    sources = Sources(folder)
    return [claim.claim_id for claim in claims_of(folder) if not _holds(claim, sources)]


def _holds(claim: Claim, sources: Sources) -> bool:
    try:
        if claim.kind == "quote":
            return is_verbatim(claim.value, sources.cell_of(claim))
        row, expected = sources.row_of(claim), sources.value_of(claim)
    except NotThere:
        return False
    is_same = plain(claim.value) == plain(expected) and claim.number == row[claim.column]
    return is_same and (not claim.denominator or claim.denominator in row.values())
