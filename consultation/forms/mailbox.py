"""The one mailbox that a cell names, whatever stands around it: « Ana <mailto:ANA@example.org>; ».

Who answers and who withdraws are known by it, so both are read here and nowhere else. What is only
a way of writing goes: signs that nobody sees, full-width letters, quotes and brackets around it, a
name before brackets, the point of a sentence. What could be two mailboxes, or only a part of one
(« ana invent@example.org »), is none: somebody else would be taken for its owner.
"""

from __future__ import annotations

import re
import unicodedata

from schemas.limits import ROLE_CHARACTERS

# Fillers and selectors of variants, which Unicode does not count among the format signs (Cf).
_UNSEEN = frozenset("\u034f\u3164\ufe0e\ufe0f")
# As telephones and word processors write them for us.
_AS_TYPED = str.maketrans({**dict.fromkeys("’‘ʼ′", "'"), **dict.fromkeys("‐‑‒–", "-")})
_SIGNS = r"[\s\"'`“”„«»‹›()\[\]{}<>.,;:!?*|]"
_AROUND = re.compile(rf"\A{_SIGNS}+|{_SIGNS}+\Z")
_NAMED = re.compile(r"[^@<>]*<([^<>]*)>?[\s.,;]*")
_LINK = re.compile(r"mailto:([^?]*)(?:\?.*)?", re.IGNORECASE | re.DOTALL)
# Before the @, what RFC 5322 allows without quotes but %, a sign of an encoded address, and
# no = first, a formula's; after it, letters, digits and hyphens as in any host.
_MAILBOX = re.compile(
    r"(?!=)[^\s@,;:%<>()\[\]{}\"\\]+@(?:[^\W_](?:[^\W_]|-)*\.)+[^\W_](?:[^\W_]|-)*[^\W_]"
)


def mailbox_in(text: str) -> str | None:
    """The mailbox that the text names, its capitals kept, though they tell nobody from another;
    None when it names none, or several."""
    if len(text) > ROLE_CHARACTERS:
        return None
    seen = _as_seen(text)
    named = _NAMED.fullmatch(seen)
    parts = (_AROUND.sub("", part) for part in ([named[1]] if named else re.split("[,;]", seen)))
    mailboxes = [_mailbox(part) for part in parts if part]
    found = {mailbox and mailbox.lower(): mailbox for mailbox in mailboxes}
    return mailboxes[0] if len(found) == 1 else None


def _as_seen(text: str) -> str:
    """The text without what nobody sees, its letters those that they look like (NFKC)."""
    if text.isascii() and text.isprintable():
        return text
    kept = (letter for letter in text if letter not in _UNSEEN and not _is_format(letter))
    return unicodedata.normalize("NFKC", "".join(kept).translate(_AS_TYPED))


def _is_format(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cc") and not letter.isspace()


def _mailbox(part: str) -> str | None:
    link = _LINK.fullmatch(part)
    address = link[1] if link else part
    return address if _MAILBOX.fullmatch(address) else None
