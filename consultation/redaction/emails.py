"""E-mail addresses, also spelled out against robots: « jean (at) exemple point org », or as people
say them to a friend: « dupont a gmail point com », « marie.dup sur yahoo ».

Spelled punctuation is first replaced by characters (`_put_sign`). An address without @ is masked if
it has a dot, a digit or a « point », or if the writer calls it their own. Any other plain word
before a provider is only listed by `mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.skeleton import Skeleton, rewrite
from consultation.redaction.vocabulary import STOPS, word_set

# Providers whose name is no other word: « jean sur gmail ».
SURE_PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|wanadoo|la[ -]?poste|numericable|gmx|aol"
    "|protonmail|riseup|posteo|tutanota|mailo|zaclys|no-log|disroot|infomaniak|fastmail|autistici"
    "|caramail|yandex|zoho|aliceadsl|cegetel|club-internet|bluewin|skynet|telenet|nordnet|msn"
)
# Providers that people write without an ending: « jean@gmail ».
_PROVIDERS = f"{SURE_PROVIDERS}|live|orange|free|sfr|neuf|bbox|proton|tuta|ik|pm"
_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?+"
_TLD = "(?:fr|org|net|com|eu|be|ch|lu|info|re|coop|bzh|io|me|de|uk|es|it)"
# The endings of _TLD that aren't words.
_SURE_TLD = "fr|org|net|com|eu|coop|bzh"
_AROBA = "(?:signe )?a ?rr?oba[sz]e?"
_DOT = r"(?:\.{1,2}| (?:dot|point|pt) )"
_DOMAIN = (
    rf"(?P<domain>{_LABEL}(?:{_DOT}{_LABEL}(?:{_DOT}{_LABEL}){{0,6}}"
    rf"| ?[.,][ \n]?{_TLD}(?!\w))?+)"
)
_SIGN = re.compile(rf"(?P<sign>@(?: {{0,2}}| ?\n ?)){_DOMAIN}", re.IGNORECASE)

# How « @ », « . », « - » and « _ » are spelled.
_OPEN, _CLOSE = r"[(\[{<«*|/\"'_-]", r"[)\]}>»*|/\"'_-]"
_AT = (
    rf" ?(?:{_OPEN}{{1,2}} ?(?:at|chez|{_AROBA}) ?{_CLOSE}{{1,2}}|[(\[{{<] ?[a@] ?[)\]}}>]"
    rf"|\b{_AROBA}\b|&#0?64;|&commat;"
    rf"|%40|@@{{1,3}}) ?"
)
_SPELLED_SIGNS = {"tiret": "-", "underscore": "_", "tiret bas": "_"}
_DOT_WORD = "(?:dot|point|pt)"
_DECORATED_DOT = rf" ?{_OPEN} ?(?:{_DOT_WORD}|\.) ?{_CLOSE} ?"
_NEXT_SIGN = rf"(?: ?@|{_AT}| (?:at|chez) )"
_BARE_DOT = (
    rf" (?P<bare>tiret bas|tiret|underscore|{_DOT_WORD}|\.) "
    rf"(?=[\w.+-]{{1,64}}+{_NEXT_SIGN}|{_TLD}(?!\w))|(?<=\w) \. ?(?={_TLD}(?!\w))"
)
_CHEZ = (
    rf"(?<![\w.+-])(?P<local>[\w.+-]{{1,64}}+) (?:at|chez|(?P<to>a)) "
    rf"(?=(?P<rest>{_LABEL}(?:\.{_LABEL}|{_DECORATED_DOT}{_LABEL}"
    rf"|(?P<spelled> {_DOT_WORD} ){_LABEL})?+))"
)
_SPELLED = re.compile(
    rf"(?P<at>{_AT})|(?P<dot>{_DECORATED_DOT})|{_BARE_DOT}|{_CHEZ}", re.IGNORECASE
)
# A spelled address without « @ » has one of these.
_MAYBE_SPELLED = re.compile(
    r"aroba|arroba|chez|#64;|#064;|&commat;|%40|\.(?:fr|com|org|net)"
    r"|[ _*|/\"'«(\[{<-] ?at(?![^\W_])|[(\[{<] ?a ?[)\]}>]"
)
_PROVIDER = re.compile(rf"(?:{_PROVIDERS})(?:[ ,.]{{1,2}}{_TLD}(?!\w))?+(?!\w)", re.IGNORECASE)
_KNOWN_DOMAIN = re.compile(rf"{_LABEL}\.{_TLD}(?!\w)", re.IGNORECASE)
# The first part of an address, matched in the reversed text before « @ ».
_LOCAL = re.compile(r"[\w.+%&=!#$^*?{}~|·-]{1,128}+(?:'[\w.+-]{2,64}+|'o(?!\w))?+", re.IGNORECASE)

# « dupont a gmail point com », « marie.dup sur yahoo », « mariedup75 gmail.com ».
_TOLD_DOT = r"(?: ?[(\[\"'](?:dot|point|pt|\.)[)\]\"'] ?| {1,3}(?:dot|point|pt|\.)(?:-| {1,3}))"
_JOINT = rf"(?:\.|{_TOLD_DOT}| (?:tiret(?: bas)?|underscore) )"
_TOLD = re.compile(
    rf"(?<![\w.+@'-])(?P<local>\w[\w+-]{{0,40}}+(?:{_JOINT}\w[\w+-]{{0,40}}+){{0,3}}?),? {{1,3}}"
    rf"(?:[\"']?(?P<to>a|sur|chez|at|{_AROBA})[\"']? {{1,3}})?"
    rf"(?:(?:{_PROVIDERS})(?P<end>(?P<spoken>{_TOLD_DOT})?\.?{_TLD}| {_TLD})"
    rf"|(?:{SURE_PROVIDERS})|(?P<other>{_LABEL}){_TOLD_DOT}(?:{_SURE_TLD}))(?![^\W_])",
    re.IGNORECASE,
)
_HAS_SIGN = re.compile(rf"(?=.*[a-z])(?:.*[._\d]|.*{_TOLD_DOT})", re.IGNORECASE | re.DOTALL)
_SIGNS = {"point", "dot", "pt", "tiret", "bas", "underscore"}
_NO_LOCALS = STOPS | word_set(
    """
    adresse adresses boite boites compte comptes courriel courriels donnees mail mails message
    messages messagerie messageries perso pro personnel lu lus vu vus ecrit ecrire dit passe passer
    prefere compare inscrit plutot directement aussi monde gens google microsoft etat facebook
    point rien tous fiches fichees autres autre gmail yahoo hotmail outlook
    """
)

_SAID = re.compile(
    r"(?:(?:\A|[\n.;:,(!?] ?|\b(?:mon|ma|notre|nos|par) )"
    r"(?:e-?mail|mail|mel|courriel|adresse|contact)"
    r"(?: (?:e-?mail|mail|courriel|electronique|perso\w*|pro))?(?: ?[:=,(>-]| est| c'est| a)? ?"
    r"|\b(?:ecri|contact|joind|joign|repond|envoy|via|courant)\w*(?:[- ](?:moi|nous))?"
    r"(?: ?[:=,(]| a)? ?)\Z",
    re.IGNORECASE,
)
# « marie dupont a gmail point com ».
_FIRST_NAME = re.compile(r"(?:\A|[\n:(,] ?)(?P<first>[^\W\d_]{2,30}) \Z")
# « mon adresse gmail : mariedup ».
_PROVIDER_FIRST = re.compile(
    rf"(?:(?P<mine>mon (?:adresse |compte |mail )?|mail |adresse )|\A|(?<=[\n.;,(] )|(?<=\n))"
    rf"(?:{SURE_PROVIDERS}) ?[:=] ?(?P<local>[\w.+-]{{3,40}}\w)(?= ?(?:[.;)\n]|\Z))",
    re.IGNORECASE,
)

NEEDED = (
    ("@",),
    (rough(_MAYBE_SPELLED, in_any_case=True),),
    (rough(_TOLD),),
    (rough(_PROVIDER_FIRST),),
)


def emails(read: Skeleton) -> Iterator[Span]:
    """Yield the e-mail addresses in a skeleton: « jean (at) exemple point org » → a span. Spans
    may overlap."""
    has_sign = "@" in read.text
    if has_sign:
        yield from _emails_around(read.text)
    if has_sign or _MAYBE_SPELLED.search(read.lower):
        plain = rewrite(read, _SPELLED, _put_sign)
        if plain.starts:
            yield from plain.spans(_emails_around(plain.text))
    for address in _TOLD.finditer(read.text):
        if _is_told(address):
            yield Span("email", _start_of_told(address), address.end())
    for address in _PROVIDER_FIRST.finditer(read.text):
        is_own = address["mine"] and address["local"].lower() not in _NO_LOCALS
        if is_own or _HAS_SIGN.match(address["local"]):
            yield Span("email", *address.span("local"))


def _is_told(address: re.Match[str]) -> bool:
    """True if the words of a match, the last of which name a provider, are an address: « dupont a
    gmail point com » → True, « mon compte sur gmail.com » → False."""
    words = {word.lower() for word in re.findall(r"[^\W_]{2,}", address["local"])} - _SIGNS
    if not words.isdisjoint(_NO_LOCALS) or (address["other"] or "").lower() in _NO_LOCALS:
        return False
    has_sign = _HAS_SIGN.match(address["local"]) is not None
    if not address["to"]:
        return has_sign and address["end"] is not None
    before = address.string[max(0, address.start() - 40) : address.start()]
    return has_sign or bool(address["spoken"] or address["other"] or _SAID.search(before))


def _start_of_told(address: re.Match[str]) -> int:
    """The position at which an address begins, including a first name before it: « marie dupont a
    gmail point com » begins at « marie »."""
    first = _FIRST_NAME.search(address.string, max(0, address.start() - 40), address.start())
    is_name = first and first["first"].lower() not in _NO_LOCALS and not _SAID.search(first[0])
    return first.start("first") if first and is_name else address.start()


def _put_sign(spelled: re.Match[str]) -> str:
    """Replace spelled punctuation with its character: « (at) », « arobase » → `@`, « point » → `.`.
    If « at » or « chez » is a word of a sentence, the matched text is returned unchanged."""
    if spelled["at"]:
        return "@"
    if spelled["local"]:
        is_address = _is_address(spelled["local"], spelled["rest"], spelled)
        return f"{spelled['local']}@" if is_address else spelled[0]
    return _SPELLED_SIGNS.get((spelled["bare"] or ".").lower(), ".")


def _is_address(local: str, domain: str, spelled: re.Match[str]) -> bool:
    """True if the word between `local` and `domain` (« at », « chez » or « à ») replaces @:
    « jean75 at gmail » → True. False if it is a word of a sentence."""
    if spelled["to"]:
        is_known = spelled["spelled"] or _KNOWN_DOMAIN.match(domain)
        return _is_particular(local) and bool(is_known)
    if spelled["spelled"] or (_PROVIDER.match(domain) and not _is_customer(spelled[0], domain)):
        return True
    return _is_particular(local) and bool(re.search(r"[. ]", domain))


def _is_customer(before: str, domain: str) -> bool:
    """True if « chez » before the company `domain` may make the writer its customer: « abonnée chez
    orange » → True. False before the providers of `SURE_PROVIDERS`: « jean chez gmail »."""
    return before.lower().endswith("chez ") and not re.match(SURE_PROVIDERS, domain, re.IGNORECASE)


def _is_particular(local: str) -> bool:
    """True if the part of an address before @ can't be a plain word, since it has a dot, a digit,
    « _ » or « - »: « jean75 » → True, « jean » → False."""
    return re.search(r"[._\d-]", local) is not None


def _emails_around(text: str) -> Iterator[Span]:
    position = 0
    while at_sign := _SIGN.search(text, position):
        span = _email(text, at_sign)
        position = span.end if span else at_sign.end("sign")
        if span:
            yield span


def _email(text: str, at_sign: re.Match[str]) -> Span | None:
    at = at_sign.start()
    at -= text[at - 1 : at] in {" ", "\n"}
    local = _LOCAL.match(text[max(0, at - 200) : at][::-1])
    if local is None:
        return None
    start, name = at - len(local[0]), local[0][::-1]
    # « @nom@instance » is a handle.
    if not re.search(r"\w", name) or text[start - 1 : start] == "@":
        return None
    end = _end_of_domain(text, at_sign)
    return Span("email", start, end) if end else None


def _end_of_domain(text: str, at_sign: re.Match[str]) -> int | None:
    start, domain = at_sign.start("domain"), at_sign["domain"]
    if re.search(r"[^\w-]", domain):
        return start + len(domain)
    if provider := _PROVIDER.match(text, start):
        return provider.end()
    return None
