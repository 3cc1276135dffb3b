"""What a person who reads before the pack leaves is shown: what was masked, and where."""

from __future__ import annotations

from consultation.redaction.model import Redacted


def contexts(text: str, redacted: Redacted, around: int = 30) -> tuple[str, ...]:
    """Each masked stretch between ⟦ and ⟧, with so many characters on both sides, on one line:
    « …écrivez-moi à ⟦jean@example.org⟧ pour… »."""
    return tuple(_context(text, mask.start, mask.end, around) for mask in redacted.masks)


def _context(text: str, start: int, end: int, around: int) -> str:
    first, last = max(0, start - around), min(len(text), end + around)
    before = ("…" if first > 0 else "") + text[first:start].lstrip()
    after = text[end:last].rstrip() + ("…" if last < len(text) else "")
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())
