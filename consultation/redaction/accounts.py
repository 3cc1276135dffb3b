"""Accounts: links to somebody's profile, and handles (`@ana_b`) that the writer gives as their own.

A handle that nobody calls their own is not masked (« merci à @laquadrature »): `mentions` lists it.
A link to what an account has published is not masked either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.vocabulary import GENERIC, ORDINARY, SHARED, STOPS, word_set

PLATFORM_NAMES = frozenset(
    name.replace("_", " ")
    for name in word_set(
        """
        twitter facebook fb instagram insta ig telegram tg signal whatsapp mastodon tiktok
        snapchat snap discord bluesky bsky linkedin twitch skype matrix element threads
        youtube reddit session messenger pixelfed diaspora github gitlab steam peertube
        viber flickr tumblr pinterest medium soundcloud strava vinted leboncoin jeuxvideo
        jeuxvideo.com doctissimo piaille mamot framapiaf keybase spotify wechat xbox psn vk
        olvid tik_tok blue_sky you_tube linked_in viadeo copains_d'avant
        """
    )
)
# Grouped by first letter, as that is quick to search.
PLATFORMS = "|".join(
    f"{letter}(?:{'|'.join(re.escape(name[1:]) for name in names)})"
    for letter, names in groupby(
        sorted(PLATFORM_NAMES, key=lambda name: (name[0], -len(name), name)),
        key=lambda name: name[0],
    )
)
_THINGS = (
    "comptes?|pseudo(?:nyme)?s?|profils?|identifiants?|page|handle|id|tag|login"
    "|user(?:name)?|surnom"
    "|nom d'utilisateur|nick(?:name)?|chaine|gamertag|avatar"
)
_NETWORK = rf"(?:{PLATFORMS}|x|tous (?:les|mes|ces) reseaux(?: sociaux)?|mes reseaux)"
# A cue: words before a handle that say whose it is (« mon insta »), or a platform's name alone.
_CUE = re.compile(
    rf"(?=[abcdefghijklmnoprstuvwy])(?<![\w.@/-])(?:(?P<mine>(?:mon|ma|mes|notre|nos|my"
    rf"|le) (?:{_THINGS}|@|arobase|{PLATFORMS})"
    r"|(?:suiv|retrouv|contact|joign|ajout|ecriv|trouv|rejoign|follow|cherch"
    r"|abonn)\w{0,4}[- ]?(?:moi|nous|me)"
    r"|me (?:suivre|retrouver|contacter|joindre|trouver|ecrire)|joignable|contact|dm|mp"
    r"|pseudo(?:nyme)?)"
    r"|(?P<self>je suis|j'?suis|chui|moi,? c'est|je signe|signee?|c'est moi|en tant que"
    r"|sous|alias|aka"
    r"|on m'appelle|m'appelle|connue?(?: comme)?|je poste|je me nomme)"
    rf"|(?P<label>(?:{PLATFORMS}|compte)))(?!\w)"
)
_FILLER = re.compile(
    rf"(?: ?[:=,(«\"/>→\[-]| |\n|(?:est|sont|c'est|sur|on|chez|le|la|mon|ma|aussi|en|via|par"
    rf"|personnel|perso|habituel|actuel|public|officiel|de|d'|moi|se nomme|s'appelle|intitulee?"
    rf"|instance|nom|d'utilisateur|utilisateur|sous|{_THINGS}|{PLATFORMS}|x)(?!\w)){{0,12}}+"
)
_AT = r"(?:@[ \n]?|[(\[<]at[)\]>] ?|arr?oba[sz]e? )"
_HANDLE = re.compile(
    rf"{_AT}[\w.-]{{1,60}}(?:[@:][\w.-]{{1,60}})?(?<=\w)"
    r"|(?:live:)?@?[^\W_@][\w.-]{0,60}(?:[:#@][\w.-]{1,60})?(?<=\w)|[@_.][\w.-]{1,60}(?<=\w)_?",
    re.IGNORECASE,
)
# « arobase miss tatou zéro sept ».
_SPELLED = re.compile(r"(?:arr?oba[sz]e?|\(at\)) [\w' -]{2,50}(?=[),.;:!?\n]|\Z)")
# A handle some words after « mon pseudo ».
_FURTHER = re.compile(
    rf"[^@!?\n\x00]{{0,40}}?(?<![\w@.-])(?P<handle>{_AT}[\w.-]{{2,60}}(?<=\w)"
    r"|(?=[\d.-]{0,30}[a-z]{2,40}[a-z.-]{0,30}[_\d])[\w.-]{4,60}(?<=\w))",
    re.IGNORECASE,
)
_PARTICULAR = re.compile(
    r"@|[a-z\d]{1,}[_#.:][a-z\d]|[a-z]{3,}\d|\d(?!eme|ter\b)[a-z]{3,}|_[a-z]|[a-z]_|^arr?oba|^.at."
    r"|(?-i:[a-z]{3}[A-Z][a-z])",
    re.IGNORECASE,
)
_NAME_OF_NAMES = word_set("facebook fb linkedin linked messenger insta instagram viadeo copains")
# Cues that a name may follow as well as a handle.
_NAMED_SO = re.compile("sign|appelle|nomme")
_SELF = re.compile(r"[A-Za-z]{3}.*[_\d]|[_\d].*[A-Za-z]{3}|[a-z]{3}[A-Z][a-z]")
# « Snap : zozo-la-fouine », « pseudo : mariedup ».
_LABELS = (
    "snap",
    "insta",
    "ig",
    "tg",
    "discord",
    "skype",
    "tiktok",
    "telegram",
    "twitch",
    "pseudo",
)
# A text without `_MAYBE_HANDLE` is searched only if it has one of these.
_SIGNS = re.compile("|".join((*_LABELS, *sorted(_NAME_OF_NAMES), "arob")))
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
# « insta zoe.martin_33 », but not « Facebook 2022 ».
_SURE = re.compile(r"[a-z]{3}.*[_\d]|[_\d].*[a-z]{3}", re.IGNORECASE)
_NAMED = re.compile(
    r"[A-Z][a-z]+(?:[ -](?:d'|l'|(?:de |du |des |le |la ){1,2})?[A-Z][\w']+){1,3}"
    r"(?= ?(?:[.,;:!?()»\"\n/]|- |\Z))"
)
_NOBODYS = (STOPS | ORDINARY | GENERIC | SHARED) - {"marie", "claire", "pierre", "rose"} | word_set(
    """
    big mark elon meta cambridge stop union non google merci amnesty international egalite police
    constitutionnel monde
    """
)
# « marie_dup75 sur Telegram », at the start of a line or after punctuation.
_ON = re.compile(
    rf"(?:(?<=\n)|(?<=[:(,] )|\A)(?P<handle>@?[\w.-]{{3,60}}+(?:@[\w.-]{{3,60}}+)?) (?:sur|on) "
    rf"{_NETWORK}(?!\w)",
    re.IGNORECASE,
)

_DOT = r"(?: ?\. ?| ?(?:point|dot|\[\.\]|\(\.\)|\(dot\)) ?)"
_SLASH = r"(?:/| / | slash )"
_NOT_A_PROFILE = (
    "(?:groups|pages|watch|events?|hashtag|search|share|sharer|home|explore|login|reels?|intent|i|p"
    r"|stories|story|photo|permalink|help|policies|legal|about|settings|privacy)(?![\w.])"
)
_HOSTS = (
    "facebook|fb|instagram|insta|ig|twitter|x|github|gitlab|threads|pinterest|tumblr|soundcloud|vk"
    "|mixcloud|dailymotion|vimeo|deviantart|behance|ko-fi|patreon|tipeee|liberapay|snap|medium"
    "|strava|twitch|tiktok|discord|framagit|codeberg"
)
_PROFILE = (
    rf"(?:(?:{_HOSTS}){_DOT}(?:com|fr|net|org)"
    rf"|fb{_DOT}me|twitch{_DOT}tv|keybase{_DOT}io|paypal{_DOT}me|linktr{_DOT}ee"
    rf"|about{_DOT}me|discord{_DOT}gg)"
    rf"{_SLASH}(?!{_NOT_A_PROFILE})(?:profile\.php\?id=\d+|(?:people|photos"
    r"|athletes)/[\w.%-]+(?:/\d+)?"
    rf"|@?[\w.%-]{{2,80}})"
    rf"|linkedin{_DOT}com{_SLASH}(?:in|pub){_SLASH}[\w.%-]+|(?:t|wa|signal|telegram"
    rf"|m){_DOT}me{_SLASH}[\w.#/%+-]+"
    rf"|flickr{_DOT}com{_SLASH}(?:photos|people){_SLASH}[\w@.-]+"
    rf"|snapchat{_DOT}com{_SLASH}add{_SLASH}[\w.-]+|youtube{_DOT}com{_SLASH}(?:user"
    r"|channel|c)/[\w.-]+"
    rf"|bsky{_DOT}app{_SLASH}profile{_SLASH}[\w.:-]+|steamcommunity{_DOT}com/(?:id|profiles)/[\w-]+"
    rf"|(?:[\w-]{{1,63}}{_DOT}){{1,4}}[a-z]{{2,20}}{_SLASH}@[\w.-]+(?:@[\w.-]+)?"
    # Profiles on any site.
    rf"|(?:[\w-]{{1,63}}\.){{1,4}}[a-z]{{2,20}}/(?:[\w-]{{1,20}}/)?(?:u|users?|profile?s?"
    r"|members?|membres?"
    r"|people|utilisateurs?|auteurs?|authors?|~)[/:][\w.%@-]+"
)
_LINK = re.compile(
    rf"(?<![\w.@/-])(?:h(?:tt"
    rf"|xx)ps? ?\[?:\]? ?/ ?/?[ \n]?)?(?:[a-z]{{1,6}}(?:-[a-z]{{2}})?{_DOT})?(?:{_PROFILE})(?<=\w)"
    r"/?(?:\?[\w=&.%-]*)?(?![\w/])",
    re.IGNORECASE,
)
# « u/marie_dup », of Reddit.
_REDDIT = re.compile(r"(?<![\w/.])/?u/[\w-]{3,30}")
# Characters that handles have.
_MAYBE_HANDLE = re.compile(r"[@_#]|[.:][A-Za-z]|[A-Za-z][.:]\d|\d[A-Za-z]{3}|[A-Za-z]{3}\d")
NEEDED = (
    *((rough(written),) for written in (_LINK, _REDDIT, _ON)),
    (rough(_CUE, in_any_case=True), rough(_MAYBE_HANDLE)),
    (rough(_CUE, in_any_case=True), rough(_SIGNS, in_any_case=True)),
)


def accounts(text: str, lower: str) -> Iterator[Span]:
    """Yield the links to profiles, and the handles that the writer gives as their own: « mon insta
    : @ana_b » → « @ana_b ». `lower` is the text in lower case."""
    for match in _LINK.finditer(text) if "/" in text or "slash" in lower else ():
        yield Span("link", *match.span())
    for match in _REDDIT.finditer(text):
        yield Span("account", *match.span())
    if _MAYBE_HANDLE.search(text) or _SIGNS.search(lower):
        yield from _handles(text, lower)


def _handles(text: str, lower: str) -> Iterator[Span]:
    for cue in _CUE.finditer(lower):
        filler = _FILLER.match(lower, cue.end())
        start = filler.end() if filler else cue.end()
        handle = _HANDLE.match(text, start)
        if spelled := not cue["label"] and _SPELLED.match(lower, start):
            yield Span("account", *spelled.span())
        elif handle and (_is_own(text, cue, handle) or _is_labelled(text, cue, handle)):
            yield Span("account", *handle.span())
        elif cue["mine"] and (further := _FURTHER.match(text, cue.end())):
            yield Span("account", *further.span("handle"))
        elif (named := _NAMED.match(text, start)) and _is_ones_name(text, cue, named):
            yield Span("account", *named.span())
    for announced in _ON.finditer(text):
        if _is_particular(announced["handle"]):
            yield Span("account", *announced.span("handle"))


def _is_ones_name(text: str, cue: re.Match[str], named: re.Match[str]) -> bool:
    """True if the words `named`, after a platform's name (`cue`), are a person's full name: « fb :
    Marie Tartempion », « mon Facebook c'est Marie Tartempion » → True. False for a platform on
    which few use their full name (`_NAME_OF_NAMES` lacks it)."""
    words = re.findall(r"[a-z]+", text[cue.start() : named.start()].lower())
    names = re.findall(r"[a-z]{2,}", re.sub(" (?:d[eu]s?|l[ae]) ", " ", named[0].lower()))
    if not _NOBODYS.isdisjoint(names) or _NAME_OF_NAMES.isdisjoint(words):
        return False
    is_first = not text[: cue.start()].rstrip(" ") or text[: cue.start()].rstrip(" ")[-1] == "\n"
    between = text[cue.end() : named.start()]
    return bool(cue["mine"] or re.search("[:=(«→-]", between) or (is_first and between == " "))


def _is_own(text: str, cue: re.Match[str], handle: re.Match[str]) -> bool:
    """True if a handle is the writer's own, by the words before it (`cue`): « je signe @ana_b » →
    True."""
    name, between = handle[0], text[cue.end() : handle.start()]
    if not _is_particular(name):
        return False
    if cue["self"]:
        return (name[:2] != "@ " and name.startswith(("@", "(", "[", "<"))) or (
            not _NAMED_SO.search(cue[0]) and _SELF.search(name) is not None
        )
    if cue["label"]:
        is_third = re.search(
            r"\b(?:sur|on|le|un|par) \Z", text[max(0, cue.start() - 5) : cue.start()]
        )
        is_sure = name.startswith("@") or _SURE.search(name) is not None
        return bool(re.search('[:=«→"]', between)) or (
            is_sure and not is_third and between in {" ", "/"}
        )
    return True


def _is_labelled(text: str, cue: re.Match[str], handle: re.Match[str]) -> bool:
    """True if a word with hyphens is a handle, since a platform's name and a colon come before it:
    « Snap : zozo-la-fouine » → True."""
    between = text[cue.end() : handle.start()].strip()
    return between in {":", "="} and cue[0].split()[-1] in _LABELS and "-" in handle[0]


def _is_particular(written: str) -> bool:
    """True for a text written like a handle (« ana_b », « zoe33 »), False for a word or a number
    (« 2022 »)."""
    return bool(_PARTICULAR.search(written) and _LETTERS.search(written)) and "//" not in written
