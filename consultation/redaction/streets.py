"""Numbers with streets: « 12 bis, rue des Lilas », « 29 Grand'Rue », and how to tell « le 12, place
au débat » from them.

Also the words that announce an address (« j'habite »), and the postcode and town after it.
"""

from __future__ import annotations

import re

from consultation.redaction.street_names import end_of_name, end_of_town
from consultation.redaction.vocabulary import (
    ADJECTIVES,
    CUES,
    DOUBTFUL_WAYS,
    STATES,
    SURE_WAYS,
    WAYS_WITH_ADJECTIVE,
)

POSTCODE = re.compile(
    r"(?=[F\d])(?<![\w+°])(?<!n° )(?<!\d[ .,/-])(?:F-|FR-)?"
    r"(?P<postcode>(?:0[1-9]|[1-8]\d|9[0-5]|97|98|2[AB])(?: ?\d{3}|\d{3}))"
    r"(?P<gap> ?[-,]? ?)(?=[A-Za-z])"
)
LINK = re.compile(r"(?: ?[,;\n(-]+ ?| )(?:(?:a|au) )?(?:(?:F|FR)-)?")
FIVE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|97|98) ?\d{3}(?!\d)")


def postcode_follows(text: str, end: int) -> bool:
    """True if a postcode comes after `end`, with or without its town: « rue Foch, 75011 Paris »."""
    link = LINK.match(text, end)
    return link is not None and (
        postcode_and_town(text, link.end()) is not None or FIVE.match(text, link.end()) is not None
    )


def postcode_and_town(text: str, start: int) -> int | None:
    """The position at which a town ends, if its postcode begins at `start`: « 75011 Paris ! » → 11.
    None without postcode and town."""
    postcode = POSTCODE.match(text, start)
    return end_of_town(text, postcode.end(), postcode["postcode"], True) if postcode else None


# « 25, 1000 Bruxelles », « 12 bte 3, CH-1201 Genève »: Belgium, Switzerland, Luxembourg.
_NUMBER_ABROAD = re.compile(
    r",? ?(?:n°|numero|nr\.?)? ?(?!(?:19|20)\d\d)\d{1,4}(?:[ /-]?(?:bis|ter|[a-d]|\d{1,3}))?(?!\w)"
    r"(?:,? (?:bte|boite|bus|app?t?)\.? ?\w{1,4}(?!\w))?",
    re.IGNORECASE,
)
ABROAD = re.compile(
    r"(?: ?[,;(\n-]+ ?| )(?:a )?(?:(?:BE?|CH|LU?)-? ?)?(?P<postcode>[1-9]\d{3}) (?=[A-Z])"
)


def end_of_number_abroad(text: str, start: int) -> int | None:
    """The position at which a foreign address ends, if its street ends at `start`: « 25, 1000
    Bruxelles » → after « Bruxelles ». None unless a house number, a postcode and a town follow."""
    number = _NUMBER_ABROAD.match(text, start)
    return end_of_abroad(text, number.end()) if number else None


def end_of_abroad(text: str, start: int) -> int | None:
    """The position at which a foreign town ends, if its postcode of four digits follows `start`:
    « , 1000 Bruxelles » → after « Bruxelles ». None without postcode and town."""
    postcode = ABROAD.match(text, start)
    return end_of_town(text, postcode.end(), postcode["postcode"], False) if postcode else None


_CUE = re.compile(rf"\b{CUES}\b[^.!?\n]{{0,40}}\Z", re.IGNORECASE)


def is_said(text: str, start: int) -> bool:
    """True if « j'habite », « mon adresse »… comes before `start` in the same sentence: « j'habite
    au » → True, « le 12, » → False."""
    return _CUE.search(text[max(0, start - 60) : start]) is not None


_LETTER = r"(?:[ -]?\(?(?:bis|ter|quater)\)?|[ -]?[A-Da-d](?![\w'.]))?+"
_OPEN = r"(?<![\w/])(?<!\d[ .,-])"
STREET = re.compile(
    rf"{_OPEN}(?P<number>\d{{1,4}}+{_LETTER}(?: ?(?:[-/]|et|a) ?\d{{1,4}}+{_LETTER})?+)"
    rf"(?P<comma> ?+[,;:./\n-]?+ ?+)(?:de |du )?+(?:la |l')?+(?=[a-hilmnpqrstvz])"
    rf"(?:(?P<sure>{SURE_WAYS})|(?P<doubtful>{DOUBTFUL_WAYS})"
    rf"|(?P<named>{ADJECTIVES}[ '-]{{0,2}}(?:{WAYS_WITH_ADJECTIVE})))(?![\w-])"
    rf"(?P<dot>\.?)[ :«\"]{{0,3}}",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# « Grande Rue de la Guillotière », « Grande Rue Charles de Gaulle ».
_NAME_AFTER = re.compile(r" (?=(?:(?:de|du|des|d'|la|le|les|l')[ ]?){0,3}[A-Z][a-z])")
# Words before a number that is no house's: « vendredi 13, place … », « la ligne 12, rue … ».
_NOT_A_HOUSE = re.compile(
    r"(?:\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lignes?|bus|tram|metro|articles?"
    r"|art\.?|(?:camera|quai|voie|hall) n°|cameras?|page|chapitre|janvier|fevrier|mars|avril|mai"
    r"|juin|juillet|aout|septembre|octobre|novembre|decembre)|\bpp?\.|\d ?h) ?\Z",
    re.IGNORECASE,
)


def end_of_street(text: str, match: re.Match[str]) -> int | None:
    """The position at which the street of an address ends, before flat and town: « 12 rue des
    Lilas, 75011 Paris » → after « Lilas ». `match` is a match of `STREET`. None if it is no
    address."""
    before = text[max(0, match.start() - 16) : match.start()]
    if _NOT_A_HOUSE.search(before):
        return None
    end = _end_of_named(text, match) if match["named"] else end_of_name(text, match.end())
    if end is None or _is_no_name(text, match):
        return None
    is_sure = _is_sure(text, match, end)
    return end if is_sure or is_said(text, match.start()) or postcode_follows(text, end) else None


def _is_sure(text: str, street: re.Match[str], end: int) -> bool:
    """True if a number and a street are an address without other signs of an address around them:
    « 12 rue des Lilas » → True. False after a number that may be a year (« 2022 rue des Lilas ») or
    that a mark such as « ; » ends, and for a doubtful kind of street without a name."""
    if re.fullmatch(r"(?:19|20)\d\d", street["number"]) or re.search("[;:.-]", street["comma"]):
        return False
    return not street["doubtful"] or _is_named(text[street.end() : end], street)


def _end_of_named(text: str, street: re.Match[str]) -> int:
    """The position at which an address with a complete street name ends: « 29 Grande Rue » → after
    « Rue ». A further name belongs to it: « 29 Grande Rue de la Guillotière »."""
    following = _NAME_AFTER.match(text, street.end("named"))
    end = end_of_name(text, following.end()) if following else None
    return end or street.end("named")


def _is_no_name(text: str, street: re.Match[str]) -> bool:
    """True if the words after a number name no street: « n° 12 rue fermée », « 1 grande rue
    piétonne », « le 12, place au débat » → True."""
    following = _FIRST_WORD.match(text, street.end())
    if following is None:
        return False
    if following[0] in {"au", "aux"} and "," in street["comma"]:
        return not text[following.end() : following.end() + 2].strip().isupper()
    return following[0].removesuffix("s") in STATES


def _is_named(name: str, street: re.Match[str]) -> bool:
    """True if the words after « place », « cours »… are a name: `du marche` in « 12 place du
    marché » → True, `libre` in « 12 place libre » → False."""
    words = re.findall(r"[^\W_]+", name)
    content = [word for word in words if word.lower() not in {"de", "du", "des", "la", "l", "d"}]
    if not content:
        return False
    if street["doubtful"].lower() in {"r", "ch", "res", "lot", "pass", "chez", "mas", "za", "zi"}:
        return content[0][0].isupper() and (bool(street["dot"]) or len(content[0]) > 1)
    is_numbered = "," in street["comma"] or not street["number"].isdigit()
    is_definite = re.match(r"(?:du|de la|des|de l'|d'|de l)(?!\w)", name.lower()) is not None
    return content[0][0].isupper() or is_numbered or is_definite
