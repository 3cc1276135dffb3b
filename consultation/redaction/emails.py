"""E-mail addresses, also as people spell them against robots: « jean (at) exemple point org »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span
from consultation.redaction.skeleton import BARRIER, Care, rough_mask

# Whom people write to without the dot: « jean@gmail ».
PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|orange|wanadoo|free|laposte|sfr"
    "|neuf|bbox|numericable|aol|gmx|proton|protonmail|riseup|posteo|tutanota|mailo|zaclys|no-log"
)
_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?+"
_DOT = r"(?:\.| ?[(\[{] ?(?:dot|point|\.) ?[)\]}] ?| (?:dot|point) )"
_TLD = "(?:fr|org|net|com|eu|be|ch|info|re|coop|bzh|io|de|uk|es|it)"
# Those of _TLD that aren't words: « jean@example.\norg », not « jean@example.\nDe plus ».
_SURE_TLD = "fr|org|net|com|eu|coop|bzh"
_SPELLED_AT = r"[(\[{<] ?(?:at|arr?oba[sz]e?|chez|a|@) ?[)\]}>]|[_-]at[_-]| ?arr?oba[sz]e? ?"
_DOMAIN = (
    rf"(?P<domain>{_LABEL}(?:{_DOT}{_LABEL}(?:{_DOT}{_LABEL}){{0,6}}"
    rf"(?:\.\n(?-i:{_SURE_TLD})(?!\w))?| ?[.,][ \n]?{_TLD}(?!\w))?+)"
)
_SIGN = re.compile(rf"(?P<sign>@(?: {{0,2}}| ?\n ?))(?P<bare>(?!))?{_DOMAIN}", re.IGNORECASE)
_SPELLED = re.compile(
    rf"(?P<sign> ?(?:{_SPELLED_AT}) ?|(?P<bare> (?:at|chez) )){_DOMAIN}", re.IGNORECASE
)
_MAYBE_SPELLED = re.compile(
    r"arr?oba| at | chez |[_-]at[_-]|[(\[{<] ?(?:at|chez|a|@)", re.IGNORECASE
)
_PROVIDER = re.compile(rf"(?:{PROVIDERS})(?:[ ,.]{{1,2}}{_TLD}(?!\w))?+(?!\w)", re.IGNORECASE)
# Read from right to left.
_LOCAL = re.compile(r"[\w.+%&=!#$^*?{}~|-]{1,128}+(?:'[\w.+-]{2,64}+|'o(?!\w))?+", re.IGNORECASE)
_LAST_LABEL = re.compile(r"[^\W\d_][\w-]+\Z|xn--[\w-]+\Z")
_GLUED_SENTENCE = re.compile(r"\.(?P<before>[^\W_][\w-]*)(?P<glued>\.(?P<word>[A-Z][a-z]+))\Z")
# So many signs of an address in a text of up to 100 kB.
_MOST = 4000
_LONGEST_LOCAL = 130
_ANY_TLD = re.compile(_TLD, re.IGNORECASE)


def emails(text: str) -> Iterator[Span]:
    """Where a skeleton's text has e-mail addresses; spans may overlap."""
    if "@" in text:
        yield from _emails_around(_SIGN, text)
    if _MAYBE_SPELLED.search(text):
        yield from _emails_around(_SPELLED, text)


def _emails_around(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    position, care = 0, Care(text, _MOST)
    while found := pattern.search(text, position):
        if care.is_spent():
            rough, position = _roughly(text, found)
            yield rough
            continue
        span = _email(text, found)
        position = span.end if span else found.end("sign")
        if span:
            yield span


def _roughly(text: str, found: re.Match[str]) -> tuple[Span, int]:
    """A mask of all that may be of an address around its sign, and where to look for the next."""
    first = max(0, found.start() - _LONGEST_LOCAL)
    first = max(first, text.rfind(BARRIER, first, found.start()) + 1)
    span, position = rough_mask("email", text, found)
    return Span("email", first, span.end), position


def _email(text: str, found: re.Match[str]) -> Span | None:
    at = found.start()
    for _ in range(2):
        at -= text[at - 1 : at] in {" ", "\n"}
    local = _LOCAL.match(text[max(0, at - 200) : at][::-1])
    if local is None:
        return None
    written = local[0].rstrip(".!?*#-{|")
    start = at - len(written)
    written = written[::-1]
    # « @nom@instance » is a handle.
    if not re.search(r"\w", written) or text[start - 1 : start] == "@":
        return None
    end = _end_of_domain(text, found)
    if end is None or not _is_written_so(found, written, at < found.start()):
        return None
    return Span("email", start, end)


def _end_of_domain(text: str, found: re.Match[str]) -> int | None:
    start, domain = found.start("domain"), found["domain"]
    domain = _without_sentence(domain)
    if re.search(r"[^\w-]", domain) and _LAST_LABEL.search(domain):
        return start + len(domain)
    if provider := _PROVIDER.match(text, start):
        return provider.end()
    return None


def _without_sentence(domain: str) -> str:
    """« example.org.Merci » without the next sentence; « Example.Org », whole."""
    glued = _GLUED_SENTENCE.search(domain)
    if glued is None:
        return domain
    if not _ANY_TLD.fullmatch(glued["before"]) and (
        glued["before"][0].isupper() or _ANY_TLD.fullmatch(glued["word"])
    ):
        return domain
    return domain[: glued.start("glued")]


def _is_written_so(found: re.Match[str], local: str, is_apart: bool) -> bool:
    """Whether what reads like an address between spaces is one, not « rendez-vous @ la mairie »
    nor a handle after a word."""
    sign, domain = found["sign"].lower(), found["domain"].lower()
    known = bool(_PROVIDER.match(domain))
    particular = known or bool(re.search(r"[._\d-]", local))
    if found["bare"]:
        return particular or " " in domain or "(" in domain
    if sign == "@" and is_apart:
        return particular and "bsky" not in domain
    return True
