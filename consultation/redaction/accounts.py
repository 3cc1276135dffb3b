"""Accounts: links to somebody's profile, and handles that their owner gives.

A handle that nobody calls their own stays (« merci à @laquadrature »): `mentions` points at it. So
does a link to what an account has published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span

PLATFORM_NAMES = (
    *("twitter", "facebook", "fb", "instagram", "insta", "telegram", "signal", "whatsapp"),
    *(
        "mastodon",
        "tiktok",
        "tik tok",
        "snapchat",
        "snap",
        "discord",
        "bluesky",
        "blue sky",
        "bsky",
    ),
    *(
        "linkedin",
        "twitch",
        "skype",
        "matrix",
        "element",
        "threads",
        "youtube",
        "reddit",
        "session",
    ),
    *("messenger", "pixelfed", "diaspora", "github", "steam", "peertube", "viber", "bsky"),
)
PLATFORMS = "|".join(PLATFORM_NAMES)
_THINGS = "comptes?|pseudo(?:nyme)?|profil|identifiant|page|handle|id|tag|login|user(?:name)?"
# What says whose the handle is that follows, or is nothing else than its label.
_CUE = re.compile(
    rf"(?=[abcdefhijlmnprstvwy])(?<![\w.@/-])(?:(?P<mine>(?:mon|ma|mes|notre|nos|my"
    rf"|le) (?:{_THINGS}|{PLATFORMS})"
    r"|(?:suiv|retrouv|contact|joign|ajout|ecriv|trouv|rejoign|follow|cherch"
    r"|abonn)\w{0,4}[- ]?(?:moi|nous|me)"
    r"|me (?:suivre|retrouver|contacter|joindre|trouver|ecrire)|joignable|contact|dm|mp"
    r"|pseudo(?:nyme)?)"
    rf"|(?P<self>je suis|moi,? c'est|signe|c'est moi)|(?P<label>(?:{PLATFORMS}|compte)))(?!\w)"
)
_FILLER = re.compile(
    rf"(?: ?[:=,(«\"/>-]| |\n|(?:est|sont|c'est|sur|on|chez|le|la|mon|ma|aussi|en|via|par"
    rf"|personnel|perso"
    rf"|instance|nom|d'utilisateur|utilisateur|{_THINGS}|{PLATFORMS}|x)(?!\w)){{0,10}}+"
)
_HANDLE = re.compile(
    r"(?:live:)?@?[^\W_@][\w.-]{0,60}(?:[:#@][\w.-]{1,60})?(?<=\w)|@[\w.-]{1,60}(?<=\w)"
)
_PARTICULAR = re.compile(r"@|[a-z\d]{1,}[_#.:][a-z\d]|[a-z]{3,}\d|\d[a-z]{3,}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
# « insta zoe.martin_33 », but not « Facebook 2022 ».
_SURE = re.compile(r"[a-z]{3}.*[_\d]|[_\d].*[a-z]{3}", re.IGNORECASE)
_NAMED = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,2}(?= ?(?:[.,;)\n]|\Z))")
_NAME_OF_NAMES = ("facebook", "fb", "linkedin", "messenger")
# « marie_dup75 sur Telegram », at the start of a line or after a sign.
_ON = re.compile(
    rf"(?:(?<=\n)|(?<=[:(,] )|\A)(?P<handle>@?[\w.-]{{3,60}}+(?:@[\w.-]{{3,60}}+)?) (?:sur|on) "
    rf"(?:{PLATFORMS}|x)(?!\w)",
    re.IGNORECASE,
)

_DOT = r"(?:\.| ?(?:point|dot|\[\.\]|\(\.\)) ?)"
_NOT_A_PROFILE = (
    "(?:groups|pages|watch|events?|hashtag|search|share|sharer|home|explore|login|reels?|intent|i|p"
    r"|stories|story|photo|permalink|help|policies|legal|about|settings|privacy)(?![\w.])"
)
_PROFILE = (
    rf"(?:(?:facebook|fb|instagram|twitter|x|github|gitlab|threads|pinterest"
    rf"|tumblr){_DOT}(?:com|fr|net)"
    rf"|fb{_DOT}me|twitch{_DOT}tv|keybase{_DOT}io|paypal{_DOT}me|linktr{_DOT}ee)"
    rf"/(?!{_NOT_A_PROFILE})(?:profile\.php\?id=\d+|people/[\w.%-]+/\d+|@?[\w.%-]{{2,80}})"
    rf"|linkedin{_DOT}com/(?:in|pub)/[\w.%-]+|(?:t|wa|signal|telegram|m){_DOT}me/[\w.#/%+-]+"
    rf"|snapchat{_DOT}com/add/[\w.-]+|youtube{_DOT}com/(?:user|channel|c)/[\w.-]+"
    rf"|bsky{_DOT}app/profile/[\w.:-]+|reddit{_DOT}com/u(?:ser)?/[\w-]+"
    rf"|steamcommunity{_DOT}com/(?:id|profiles)/[\w-]+"
    r"|(?:[\w-]{1,63}\.){1,4}[a-z]{2,20}/@[\w.-]+(?:@[\w.-]+)?"
)
_LINK = re.compile(
    rf"(?<![\w.@/-])(?:h(?:tt"
    rf"|xx)ps?:/{{1,2}})?(?:[a-z]{{1,6}}(?:-[a-z]{{2}})?\.)?(?:{_PROFILE})(?<=\w)"
    r"/?(?:\?[\w=&.%-]*)?(?![\w/])",
    re.IGNORECASE,
)
# What a handle or a link has; one set of signs at the start makes the search quick.
_MAYBE_HANDLE = re.compile(
    r"[@_#.:\d](?:(?<=[@_#])|(?<=[.:])(?:[A-Za-z]|(?<=[A-Za-z][.:])\d)|(?<=\d)[A-Za-z]{3}"
    r"|(?<=[A-Za-z]{3}\d))"
)
_MAYBE_LINK = re.compile(r"/(?<=\w/)[\w@#]")


def accounts(text: str, lower: str) -> Iterator[Span]:
    """Where a skeleton's text has links to profiles, and handles that somebody calls theirs."""
    if _MAYBE_LINK.search(text):
        for found in _LINK.finditer(text):
            yield Span("link", *found.span())
    if not (
        _MAYBE_HANDLE.search(text)
        or (":" in text and any(name in lower for name in _NAME_OF_NAMES))
    ):
        return
    for cue in _CUE.finditer(lower):
        filler = _FILLER.match(lower, cue.end())
        start = filler.end() if filler else cue.end()
        handle = _HANDLE.match(text, start)
        if handle and _is_own(text, cue, handle):
            yield Span("account", *handle.span())
        elif (
            cue["label"] in _NAME_OF_NAMES
            and ":" in text[cue.end() : start]
            and (named := _NAMED.match(text, start))
        ):
            yield Span("account", *named.span())
    for found in _ON.finditer(text):
        if _is_particular(found["handle"]):
            yield Span("account", *found.span("handle"))


def _is_own(text: str, cue: re.Match[str], handle: re.Match[str]) -> bool:
    """Whether the handle after a cue is one, and given as one's own."""
    written, between = handle[0], text[cue.end() : handle.start()]
    if not _is_particular(written):
        return False
    if cue["self"]:
        return written.startswith("@")
    if cue["label"]:
        is_third = re.search(
            r"\b(?:sur|on|le|un|par) \Z", text[max(0, cue.start() - 5) : cue.start()]
        )
        is_sure = written.startswith("@") or _SURE.search(written) is not None
        return bool(re.search("[:=]", between)) or (
            is_sure and not is_third and between in {" ", "/"}
        )
    return True


def _is_particular(written: str) -> bool:
    """Whether it reads like a handle and not like a word or a number."""
    return bool(_PARTICULAR.search(written) and _LETTERS.search(written)) and "//" not in written
