"""E-mail addresses told as to a friend, without a sign: « dupont a gmail point com », « marie.dup
sur yahoo », « mon gmail : mariedup »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.skeleton import Skeleton, rewrite
from consultation.redaction.vocabulary import STOPS, word_set

# Whose names are no other word: « jean sur gmail ».
SURE_PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|wanadoo|la[ -]?poste|numericable|gmx|aol"
    "|protonmail|riseup|posteo|tutanota|mailo|zaclys|no-log|disroot|infomaniak|fastmail|autistici"
    "|caramail|yandex|zoho|aliceadsl|cegetel|club-internet|bluewin|skynet|telenet|nordnet|msn"
)
# Whom people write to without the dot: « jean@gmail ».
PROVIDERS = f"{SURE_PROVIDERS}|live|orange|free|sfr|neuf|bbox|proton|tuta|ik|pm"
LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?+"
TLD = "(?:fr|org|net|com|eu|be|ch|lu|info|re|coop|bzh|io|me|de|uk|es|it)"
# Those of TLD that aren't words: « jean@example.\norg », not « jean@example.\nDe plus ».
SURE_TLD = "fr|org|net|com|eu|coop|bzh"
AROBA = "(?:signe )?a ?rr?oba[sz]e?"
# « dupont a gmail point com », « marie.dup sur yahoo », « mariedup75 gmail.com ».
_SPOKEN_DOT = r"(?: ?[(\[\"'](?:dot|point|pt|\.)[)\]\"'] ?| (?:dot|point|pt|\.)[ -])"
_ANY_DOT = rf"(?:\.|{_SPOKEN_DOT})"
_JOINT = rf"(?:{_ANY_DOT}| (?:tiret(?: bas)?|underscore) )"
_TO_PROVIDER = re.compile(
    rf"(?<![\w.+@'-])(?P<local>\w[\w+-]{{0,40}}+(?:{_JOINT}\w[\w+-]{{0,40}}+){{0,3}}?),? "
    rf"(?:[\"']?(?P<to>a|sur|chez|at|{AROBA})[\"']? )?"
    rf"(?:(?:{PROVIDERS})(?P<end>(?P<spoken>{_SPOKEN_DOT})?\.?{TLD}| {TLD})"
    rf"|(?:{SURE_PROVIDERS})|(?P<other>{LABEL}){_SPOKEN_DOT}(?:{SURE_TLD}))(?![^\W_])",
    re.IGNORECASE,
)
_BLANKS = re.compile("(?<= ) +")
_HAS_SIGN = re.compile(rf"(?=.*[a-z])(?:.*[._\d]|.*{_SPOKEN_DOT})", re.IGNORECASE | re.DOTALL)
_SAID = re.compile(
    r"(?:(?:\A|[\n.;:,(!?] ?|\b(?:mon|ma|notre|nos|par) )"
    r"(?:e-?mail|mail|mel|courriel|adresse|contact)"
    r"(?: (?:e-?mail|mail|courriel|electronique|perso\w*|pro))?(?: ?[:=,(>-]| est| c'est| a)? ?"
    r"|\b(?:ecri|contact|joind|joign|repond|envoy|via|courant)\w*(?:[- ](?:moi|nous))?"
    r"(?: ?[:=,(]| a)? ?)\Z",
    re.IGNORECASE,
)
_NO_LOCALS = STOPS | word_set(
    """
    adresse adresses boite boites compte comptes courriel courriels donnees mail mails message
    messages messagerie messageries perso pro personnel lu lus vu vus ecrit ecrire dit passe passer
    prefere compare inscrit plutot directement aussi monde gens google microsoft etat facebook
    point rien tous fiches fichees autres autre gmail yahoo hotmail outlook
    """
)
_SIGNS = {"point", "dot", "pt", "tiret", "bas", "underscore"}
# « marie dupont a gmail point com ».
_FIRST_NAME = re.compile(r"(?:\A|[\n:(,] ?)(?P<first>[^\W\d_]{2,30}) \Z")
# « mon adresse gmail : mariedup ».
_PROVIDER_FIRST = re.compile(
    rf"(?:(?P<mine>mon (?:adresse |compte |mail )?|mail |adresse )|\A|(?<=[\n.;,(] )|(?<=\n))"
    rf"(?:{SURE_PROVIDERS}) ?[:=] ?(?P<local>[\w.+-]{{3,40}}\w)(?= ?(?:[.;)\n]|\Z))",
    re.IGNORECASE,
)

NEEDED = ((rough(_PROVIDER_FIRST),), (rough(_TO_PROVIDER),))


def spoken_emails(read: Skeleton) -> Iterator[Span]:
    """Where a skeleton has an address before the name of a provider, or after it."""
    for found in _PROVIDER_FIRST.finditer(read.text):
        if _HAS_SIGN.match(found["local"]) or (
            found["mine"] and found["local"].lower() not in _NO_LOCALS
        ):
            yield Span("email", *found.span("local"))
    closer = rewrite(read, _BLANKS, lambda _: "")
    for found in _TO_PROVIDER.finditer(closer.text):
        if _is_to_provider(found):
            yield Span("email", *closer.original(_start(found), found.end()))


def _is_to_provider(found: re.Match[str]) -> bool:
    """Whether a word before « gmail », « orange point fr »… is whom one writes to, and not « a »
    or « sur » of a sentence."""
    words = {word.lower() for word in re.findall(r"[^\W_]{2,}", found["local"])} - _SIGNS
    if not words.isdisjoint(_NO_LOCALS) or (found["other"] or "").lower() in _NO_LOCALS:
        return False
    has_sign = _HAS_SIGN.match(found["local"]) is not None
    if not found["to"]:
        return has_sign and found["end"] is not None
    is_spoken = bool(found["spoken"] or found["other"])
    before = found.string[max(0, found.start() - 40) : found.start()]
    return has_sign or is_spoken or _SAID.search(before) is not None


def _start(found: re.Match[str]) -> int:
    """Where an address begins: at the word before it where nothing else stands."""
    first = _FIRST_NAME.search(found.string, max(0, found.start() - 40), found.start())
    is_name = first and first["first"].lower() not in _NO_LOCALS and not _SAID.search(first[0])
    return first.start("first") if first and is_name else found.start()
