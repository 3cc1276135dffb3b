"""The mailbox (e-mail address) in a cell: « Ana <mailto:ANA@example.org>; » → `ANA@example.org`.

Respondents and people who withdraw are recognised by it, so only this module reads mailboxes.
What does not belong to the address is removed: invisible characters, quotes, brackets, a name
before brackets, a final point. A text that could be read as two mailboxes, or as a part of one
(« ana invent@example.org »), gives no mailbox: a wrong guess would be another person's address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from schemas.limits import ROLE_CHARACTERS

# Fillers and selectors of variants, which Unicode does not count as format characters (Cf).
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
# Characters that telephones and word processors write instead of the typed ones.
_AS_TYPED = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ‛′´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„‟«»‹›″‚", '"'),
        **dict.fromkeys("⟨〈《", "<"),
        **dict.fromkeys("⟩〉》", ">"),
        **dict.fromkeys("。｡", "."),
    }
)
_LINK = re.compile(
    r"\bmailto:\s*(?://)?([^\s<>\"()\[\],;?]+)(?:\?[^\s<>\"()\[\]]*)?", re.IGNORECASE
)
_OPENING, _CLOSING = "<([{", ">)]}"
_BRACKETS = re.compile(r"([<>()\[\]{}]+)")
_BEFORE = re.compile(r"\A(?:[-·>]\s+|[\s'\"`*.,;:!?…|]+|[^\w\x00-\x7f]+)+")
_AFTER = re.compile(r"(?:[\s'\"`*.,;:!?…|/\\]|[^\w\x00-\x7f])+\Z")
_LABEL = re.compile(
    r"\A(?:[^@:]*:\s+|(?:(?:adresse )?(?:e-?mail|courriel|m[eéè]l)|adresse)\s*[:=]\s*)",
    re.IGNORECASE,
)
# « ana @ example . org », if it is all that the cell contains.
_SPACED = re.compile(r"[^\s@,;]+\s*@\s*[^\s@.,;]+(?:\s*\.\s*[^\s@.,;]+)+")
# Before the @: what RFC 5322 allows without quotes, except % (the address is encoded) and a first =
# (a formula). After it: letters, digits and hyphens, as in any host.
_MAILBOX = re.compile(
    r"(?!=)[^\s@,;:%<>()\[\]\"\\]+@(?:[^\W_](?:[^\W_]|-)*\.)+[^\W_](?:[^\W_]|-)*[^\W_]"
)
# Most addresses, from which nothing has to be removed.
_PLAIN = re.compile(
    r"[a-zA-Z0-9](?:[\w.+-]*[a-zA-Z0-9])?@(?:[a-zA-Z0-9]+\.)+[a-zA-Z]{2,}", re.ASCII
)


def mailbox_in(text: str) -> str | None:
    """The mailbox in a text, its capitals kept: « Ana <mailto:ANA@example.org>; » →
    `ANA@example.org`. None if the text contains no mailbox, several, or other words next to it
    (« chez ana@example.org »), or is longer than `ROLE_CHARACTERS`."""
    if len(text) > ROLE_CHARACTERS:
        return None
    if _PLAIN.fullmatch(text):
        return text
    text = _LINK.sub(lambda link: unquote(link[1]), _as_seen(text))
    if "@" not in text:
        text = unquote(text)
    text = _as_seen(text).translate(_AS_TYPED)
    text = re.sub(r'"([^"\s@]+)"@', r"\1@", text)  # « "ana"@example.org » is ana@example.org
    mailboxes = {
        mailbox and mailbox.lower(): mailbox
        for part in _parts(text)
        for mailbox in _mailboxes(part)
    }
    return next(iter(mailboxes.values())) if len(mailboxes) == 1 else None


def _parts(text: str) -> Iterator[str]:
    """Cut the text at its brackets, and yield the parts that contain an @.

    A part is replaced by "" if a bracket may cut its address in two: « marie(dupont@example.org ».
    """
    pieces = ["", "", *_BRACKETS.split(text), "", ""]
    for position in range(2, len(pieces) - 2, 2):
        before, left, part, right, after = pieces[position - 2 : position + 3]
        if "@" not in part:
            continue
        is_open = left[-1:] in _OPENING if left and not part[0].isspace() else None
        is_closed = right[0] in _CLOSING if right and not part[-1].isspace() else None
        is_whole = is_open and is_closed
        is_alone = not before[-1:].strip() or is_open is None
        is_last = not after[:1].strip() or is_closed is None
        is_cut = is_open is False or is_closed is False or not (is_whole or (is_alone and is_last))
        yield "" if is_cut else part


def _as_seen(text: str) -> str:
    """The text as people see it, without invisible characters, in NFKC: « ａｎａ » → « ana »."""
    if text.isascii() and text.isprintable():
        return text
    seen = "".join(" " if _is_symbol(letter) else letter for letter in text if _is_seen(letter))
    return "".join(filter(_is_seen, unicodedata.normalize("NFKC", seen)))


def _is_seen(letter: str) -> bool:
    is_format = unicodedata.category(letter) in ("Cf", "Cc") and not letter.isspace()
    return not is_format and letter not in _UNSEEN


def _is_symbol(letter: str) -> bool:
    """True for pictures, arrows and trademarks (« ✉ », « → », « ™ »), which no address contains."""
    return not letter.isascii() and unicodedata.category(letter) in ("So", "Sm", "Sk")


def _mailboxes(part: str) -> list[str | None]:
    """The mailboxes in a part of a text without brackets: « Courriel : ana@example.org » →
    `["ana@example.org"]`.

    The list also has None for each word that is no mailbox.
    """
    part = _without_punctuation(_LABEL.sub("", _without_punctuation(part)))
    if _SPACED.fullmatch(part):
        part = "".join(part.split())
    words = map(_without_punctuation, re.split(r"[\s,;|]+", part))
    return [word if _MAILBOX.fullmatch(word) else None for word in words]


def _without_punctuation(text: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", text))
