"""Numbers that identify somebody: of social security, bank accounts and vehicles.

NIR (INSEE, numéro d'inscription au répertoire): sex, year, month, département (2A and 2B in
Corsica), commune, order, and a key: 97 less the number modulo 97. The key is checked by
python-stdnum.

IBAN (ISO 13616): a country's code, two check digits (ISO 7064, modulo 97), then the account as that
country writes it. The shape of each country's accounts is python-stdnum's, which follows the
register of SWIFT: it also says where the number ends in a sentence.

Vehicle plates: AA-123-AA of the SIV (arrêté of 9 February 2009, without I, O and U), and the FNI's
before it, one to four digits, two or three letters, the département: 1234 AB 75.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from stdnum import numdb
from stdnum.fr import nir
from stdnum.iso7064 import mod_97_10

from consultation.redaction.figures import BELOW_A_THOUSAND, SIGN
from consultation.redaction.masks import Span
from consultation.redaction.skeleton import Care
from consultation.redaction.vocabulary import word_set

_S = rf"{SIGN}{{0,3}}"
_SIV = re.compile(
    rf"(?<![^\W_])(?<!\d-)([A-HJ-NP-TV-Z]{{2}})({_S})(\d{{3}})({_S})"
    r"([A-HJ-NP-TV-Z]{2})(?![^\W_])",
    re.IGNORECASE,
)
_FNI = re.compile(
    r"(?<![\w,.])(?<!\d[ -])(\d{1,4})([ .-]?)([A-HJ-NP-Z]{2,3})([ .-]?)"
    r"(97[1-6]|98[4-8]|2[AB]|0[1-9]|[1-8]\d|9[0-5])(?!\w)(?![.,]\d)",
    re.IGNORECASE,
)
_LIKELY = re.compile(r"\d[^\w\x00]{0,3}_?[A-Za-z]{2,3}(?![A-Za-z])")
_SAID = re.compile(
    r"\b(?:(?:immatricul\w*|plaques?|vehicule|voiture|scooter|moto|camion|fourgon|camionnette)\b"
    r"[^.!?\n]{0,30}|(?:amende|contravention|pv|verbalis\w+)\b[^.!?\n]{0,12}\b(?:la|ma|une|sa) )\Z",
    re.IGNORECASE,
)
# Called a plate: in other countries' forms, with signs anywhere, or read out: « zed zed quatre
# cent dix-sept ixe ygrec ».
_UPPER = (
    rf"(?-i:[A-Z](?:{_S}[A-Z]){{1,2}}{_S}\d(?:{_S}\d){{0,3}}(?:{_S}[A-Z]){{2,3}}(?:{_S}\d){{0,2}})"
)
_LETTER = (
    "(?:ah?|bee?|cee?|dee?|eu?|eff?e?|gee?|h?ache|ji|ka|elle?|emm?e?|enn?e?|oh?|pee?|[ck]u|err?e?"
    "|ess?e?|tee?|vee?|double ve|ixe?|iks|i ?grec|y ?grec|zede?|[a-z])"
)
_READ_OUT = (
    rf"{_LETTER}[ -]?{_LETTER}[ ,-]{{1,2}}(?:\d{{3}}"
    rf"|{BELOW_A_THOUSAND}(?:[ ,-]{{1,2}}{BELOW_A_THOUSAND})"
    rf"{{0,2}})[ ,-]{{1,2}}{_LETTER}[ -]?{_LETTER}"
)
PLATE_SIGNS = ("plaque", "immat", "vehicule", "voiture", "caisse", "bagnole")
_CALLED = re.compile(
    rf"(?=[bcpiv])(?<!\w)(?:{'|'.join(PLATE_SIGNS)})[^\d!?\x00]{{0,50}}?(?<!\w)"
    rf"(?P<plate>{_UPPER}|{_READ_OUT})(?!\w)",
    re.IGNORECASE,
)
# « les plaques au format AA-123-AA ».
_FORMAT = re.compile(r"\b(?:format|forme|type|modele|genre)s? (?:de )?\Z", re.IGNORECASE)
# So many plates, or what reads like one, in a text of up to 100 kB.
_MOST = 4000
_WORD = re.compile(r"[^\W\d_]+")
# « EN 200 KM », « LG 300 HD ».
_UNITS = word_set(
    """
    cm ha hz kg km kms ml mm mn ms px kw kv mw gb mb tb db hd fps cv ch cc eur an ans min max rd rn
    bd av pl pp nb cs bp tsa cp art fr td fp mp mah
    """
)
# « 2022 ET 75 », « LE 100 DE ».
_WORDS = _UNITS | word_set(
    """
    au aux avec ce cent ces de der des du en ent est et euh la le les ln ma mai mars mes na ne ns 
    par pas qu que rte rue sa se ses sans sec ss sur sus ta te tel tes th va vs wc zac fev jan jul 
    jun avr jui sep oct nov dec mer jeu ven sam lun mar eme
    """
)


def plates(text: str, lower: str, digit_count: int) -> Iterator[Span]:
    """Where a skeleton's text has number plates of vehicles."""
    for found in _CALLED.finditer(text) if any(map(lower.__contains__, PLATE_SIGNS)) else ():
        if not _is_a_form(text, found.start("plate")):
            yield Span("plate", *found.span("plate"))
    if digit_count < 3 or not _LIKELY.search(text):
        return
    care = Care(text, _MOST)
    for found in _SIV.finditer(text):
        if care.is_spent() or _is_siv(text, found):
            yield Span("plate", *found.span())
    for found in _FNI.finditer(text):
        if care.is_spent() or _is_fni(text, found):
            yield Span("plate", *found.span())


def _is_a_form(text: str, start: int) -> bool:
    return _FORMAT.search(text, max(0, start - 20), start) is not None


def _is_siv(text: str, found: re.Match[str]) -> bool:
    first, before, _, after, last = found.groups()
    if _is_a_form(text, found.start()):
        return False
    if (before == "") != (after == "") and "\n" not in before + after:
        return False
    if "-" in before and "-" in after:
        return True
    is_upper = first.isupper() and last.isupper()
    if is_upper and before == "":
        return True
    halves = {first.lower(), last.lower()}
    is_said = _is_said(text, found)
    if halves & _UNITS or halves <= _WORDS:
        return is_said and is_upper
    return is_said or (is_upper and not (halves & _WORDS and _is_shouted(text, found)))


def _is_shouted(text: str, found: re.Match[str]) -> bool:
    """Whether what stands around is in capitals too: « ON VEUT LE 300 AB »."""
    beside = [
        *_WORD.findall(text[max(0, found.start() - 30) : found.start()])[-1:],
        *_WORD.findall(text[found.end() : found.end() + 30])[:1],
    ]
    return any(word.isupper() and len(word) > 1 for word in beside)


def _is_fni(text: str, found: re.Match[str]) -> bool:
    digits, before, letters, after, _ = found.groups()
    if letters.lower() in _WORDS:
        return False
    if _is_said(text, found):
        return True
    return letters.isupper() and len(digits) >= 3 and (before == "") == (after == "")


def _is_said(text: str, found: re.Match[str]) -> bool:
    return _SAID.search(text[max(0, found.start() - 48) : found.start()]) is not None


_START = re.compile(
    r"(?=[A-Za-z])(?:(?<![^\W_])|(?<=iban)"
    r"|(?<=IBAN))[A-Za-z][.*|/_-]?[A-Za-z][^\w\x00]?\d[^\w\x00]?\d(?=[^\w\x00]{0,3}_?[A-Za-z0-9])"
)
# Whoever calls it an IBAN has one wrong sign more often than another number.
_CALLED_IBAN = re.compile(
    r"(?<!\w)(?:i\.?b\.?a\.?n|rib)(?![a-z])[^!?\n]{0,50}\Z",
    re.IGNORECASE,
)
_IBAN_AFTER = re.compile(r"[^\w.!?][^.!?\n\d]{0,24}\b(?:iban|rib)\b", re.IGNORECASE)
# The French account without its country: bank, branch, account, key.
_RIB = re.compile(
    rf"(?=\d)(?<![^\W_])(?<!\d[ .-])\d(?:{_S}\d){{9}}(?:{_S}[A-Za-z0-9]){{11}}"
    rf"(?:{_S}\d){{2}}(?![^\W_])"
)
_WORDED_RIB = re.compile(
    r"banque\W{0,4}\d{5}\W{1,4}(?:code )?guichet\W{0,4}\d{5}\W{1,4}(?:n°"
    r"|numero)?(?: de)? ?compte\W{0,4}"
    r"[\dA-Za-z]{11}(?:\W{1,4}cle(?: rib)?\W{0,4}\d\d)?",
    re.IGNORECASE,
)
_RIB_CUTS = {5, 10, 21, 23}
_RIB_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_LETTERS = {"n": r"\d", "a": "[A-Za-z]", "c": "[A-Za-z0-9]"}


def bank_accounts(text: str) -> Iterator[Span]:
    """Where a skeleton's text has an IBAN or a French RIB whose check digits are right."""
    for number in _numbers_of_iban_shape(text):
        compact = _compact(number[0])
        is_valid = mod_97_10.is_valid(compact[4:] + compact[:4])
        before = max(0, number.start() - 60)
        if (
            is_valid
            or _CALLED_IBAN.search(text, before, number.start())
            or _IBAN_AFTER.match(text, number.end())
        ):
            yield Span("iban", *number.span())
    for number in _WORDED_RIB.finditer(text):
        yield Span("iban", *number.span())
    for number in _RIB.finditer(text):
        if int(_compact(number[0]).translate(_RIB_VALUES)) % 97 == 0:
            yield Span("iban", *number.span())


def shaped_as_bank_accounts(text: str) -> list[tuple[int, int]]:
    """Start and end of all that is written like an IBAN or a RIB, whatever its check digits:
    nothing inside is a telephone number."""
    ribs = (number for number in _RIB.finditer(text) if _cuts(number[0]) <= _RIB_CUTS)
    return [number.span() for number in (*_numbers_of_iban_shape(text), *ribs)]


def without_a_key(text: str) -> Iterator[Span]:
    """Where a skeleton's text has what is written like a NIR or an account and has no right key."""
    for found in _WITH_KEY.finditer(text):
        if _nir_cuts_of(found[0]) <= _NIR_CUTS or _CALLED_NIR.search(
            text, max(0, found.start() - 60), found.start()
        ):
            yield Span("nir", *found.span())
    for start, end in shaped_as_bank_accounts(text):
        yield Span("iban", start, end)


def _cuts(written: str, signs: str = "[A-Za-z0-9]+") -> set[int]:
    """After how many of these signs something else is written."""
    return set(accumulate(len(group) for group in re.findall(signs, written)))


def _numbers_of_iban_shape(text: str) -> Iterator[re.Match[str]]:
    for start in _START.finditer(text):
        shape = _shape(re.sub(r"[\W_]", "", start[0])[:2].upper())
        if shape and (number := shape.match(text, start.start())):
            yield number


def _compact(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", number).upper()


@cache
def _shape(country: str) -> re.Pattern[str] | None:
    """How a country's IBANs are written, spaces and dots anywhere."""
    properties = numdb.get("iban").info(country)[0][1]
    parts = re.findall(r"(\d+)!([nac])", properties.get("bban", ""))
    if not parts:
        return None
    account = "".join((_S + _LETTERS[kind]) * int(length) for length, kind in parts)
    return re.compile(
        rf"{country[0]}[.*|/_-]?{country[1]}{_S}\d{_S}\d{account}(?![^\W_])", re.IGNORECASE
    )


_MONTH = rf"(?:0{_S}[1-9]|1{_S}[0-2]|[2-4]{_S}\d|[5-9]{_S}\d)"
_THIRTEEN = rf"(?<!\d)[12378]{_S}\d{_S}\d{_S}{_MONTH}{_S}(?:\d{_S}\d|2{_S}[ABab])(?:{_S}\d){{6}}"
# Sex, year, month, département, commune, order, key.
_NIR_CUTS = {1, 3, 5, 7, 10, 13, 15}
_KEY = rf"{SIGN}{{0,3}}(?:clef?)?{SIGN}{{0,3}}\d{_S}\d"
_WITH_KEY = re.compile(rf"{_THIRTEEN}(?P<key>{_KEY})(?!\d)", re.IGNORECASE)
# What somebody calls so, without its key.
_SECU = (
    r"\b(?=[nsiva])(?:nir|n\.i\.r\.?|secu|s\.?s|securite sociale|insee|vitale|assuree?"
    r"|assurance maladie"
    r"|ameli)(?!\w)[^\d.!?]{0,50}?"
)
_CALLED_NIR = re.compile(rf"{_SECU}\Z", re.IGNORECASE)
_SPELLED = re.compile(
    rf"{_SECU}(?P<number>{_THIRTEEN})(?!\d|[ ./(\[\n-]{{0,3}}\d{_S}\d(?!\d))", re.IGNORECASE
)
# Grouped as on the card, its key left out.
_GROUPED = re.compile(
    r"(?<![\d.,])(?<!\d[ .-])[12](?P<sign>[ .-])\d\d(?P=sign)(?:0[1-9]|1[0-2])(?P=sign)"
    r"(?:\d\d|2[ABab])(?P=sign)\d{3}(?P=sign)\d{3}(?!\d|[ .,/(-]{1,3}\d\d(?!\d))"
)


def social_security_numbers(text: str) -> Iterator[Span]:
    """Where a skeleton's text has a NIR with the right key, or without a key but called so."""
    for found in _WITH_KEY.finditer(text):
        if nir.is_valid(_compact_nir(found[0])):
            yield Span("nir", found.start(), _end_with_bracket(text, found))
    for found in _GROUPED.finditer(text):
        yield Span("nir", *found.span())
    lower = text.lower()
    if any(
        map(lower.__contains__, ("nir", "n.i.r", "secu", "ss", "s.s", "insee", "vitale", "ameli"))
    ):
        for found in _SPELLED.finditer(text):
            yield Span("nir", *found.span("number"))


def shaped_as_social_security_numbers(text: str) -> list[tuple[int, int]]:
    """Start and end of all that is written like a NIR, whatever its key: nothing inside is a
    telephone number."""
    return [
        (found.start(), _end_with_bracket(text, found))
        for found in _WITH_KEY.finditer(text)
        if _nir_cuts_of(found[0]) <= _NIR_CUTS
    ]


def _compact_nir(written: str) -> str:
    return re.sub(r"[^0-9AB]", "", re.sub("(?i)clef?", "", written).upper())


def _end_with_bracket(text: str, found: re.Match[str]) -> int:
    after = text[found.end() : found.end() + 1]
    is_open = "(" in found["key"] or "[" in found["key"]
    return found.end() + (is_open and after in {")", "]"})


def _nir_cuts_of(written: str) -> set[int]:
    return _cuts(re.sub("(?i)clef?", "", written), "[0-9ABab]+")
