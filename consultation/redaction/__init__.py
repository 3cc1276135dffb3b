"""Masks for what must not leave, and mentions for a person to look at.

Software masks what has a form (addresses, numbers with check digits) and what it knows (a
respondent's own name and e-mail). A person has to find the rest. A masked text is never called
anonymous.

Before patterns are searched, a text becomes its skeleton (`skeleton`), its numbers in words become
figures (`skeleton_numbers`), and spelled punctuation becomes characters (`emails`). Each kind has a
module with its patterns and checks, and its replacement in `masks`: « jean@example.org » →
« [courriel masqué] ». What has no form, or is seldom met, is listed by `mentions`.

The formats are: e-mail, RFC 5322 as people write it; telephone, the French numbering plan and UIT-T
E.164; IBAN, ISO 13616; cards, ISO/IEC 7812; NIR, INSEE; plates, the arrêtés on the SIV and the FNI;
postal addresses, NF Z 10-011; positions, ISO 6709.
"""

from __future__ import annotations

from consultation.redaction.masking import SHAPES, contexts, redact, shapes_in
from consultation.redaction.masks import MASKS, Mask, Own, Redacted
from consultation.redaction.mention_patterns import Kind
from consultation.redaction.mentions import Mention, kinds_in, mentions

__all__ = [
    "MASKS",
    "SHAPES",
    "Kind",
    "Mask",
    "Mention",
    "Own",
    "Redacted",
    "contexts",
    "kinds_in",
    "mentions",
    "redact",
    "shapes_in",
]
