"""Dates of birth: a date that « né le », « date de naissance », « anniversaire » announce."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.skeleton_numbers import IN_WORDS, SIGN

_MONTH = (
    r"(?:janv?(?:ier)?|fevr?(?:ier)?|mars?|avr(?:il)?|mai|juin|juil?(?:let)?|aout?|sept?(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may"
    r"|june?|july?|aug(?:ust)?|september|october|november|december)\.?(?![a-z])"
)
_ROMAN = r"(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})(?![a-z])"
_DAY = rf"(?:[0-3]?\d ?(?:er|st|nd|rd|th)?(?![\da-z])|premier|first|{IN_WORDS})"
_YEAR = (
    rf"(?:(?:19|20)\d\d|'?\d\d|(?:mille? neuf cents?|deux mille)(?:[ -](?:et[ -])?{IN_WORDS})?"
    rf"|(?=\w{{4,9}}nte|vingt|quatre.vingt){IN_WORDS})(?![^\W_])"
)
_BY = rf"{SIGN}{{1,3}}"
_NUMBERED = r"(?:(?:0 ?)?[1-9]|1[0-2])(?!\d)"
_DATE = (
    rf"(?:(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? (?:le )?)?"
    rf"(?:{_DAY}{SIGN}{{0,3}}(?:of |de )?(?:{_MONTH}"
    rf"|(?<=\W){_ROMAN})(?:{SIGN}{{0,3}}(?:de (?:l'an )?)?{_YEAR})?"
    rf"|{_DAY}{_BY}(?:{_NUMBERED}|{IN_WORDS}){_BY}{_YEAR}"
    rf"|[0-3]?\d ?[/.-] ?{_NUMBERED}(?![^\w\n]?\d))"
    rf"|{_MONTH}{_BY}(?:{_DAY}{_BY})?(?:(?:19|20)\d\d|'?\d\d(?!\d))"
    rf"|{_NUMBERED} ?[/.-] ?(?:19|20)\d\d"
    rf"|(?:19|20)\d\d{_BY}(?:{_NUMBERED}|{_MONTH}){_BY}[0-3]?\d(?!\d)"
    r"|[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)"
)
# Words that only announce a birth. Between « né » (« ne » in a skeleton) and the date, few words
# may come, between the others and the date more: « née Durand à Lille le ».
_NOUN = (
    r"(?:dates?(?: (?:et|&) lieu)? (?:de )?naiss(?:ance|\.)?|naissance|d\.? ?d\.? ?n\b\.?"
    r"|anniversaire|anniv"
    r"|birth(?:day|date)?|(?:d\.? ?o\.? ?b\b\.?))"
)
_CUE = (
    r"(?:nes?(?: ?\(e\)| ?[·.-]es?)?(?: (?:a|en|au) [\w'() -]{2,40})?,?(?: (?:les?|un|en"
    r"|du))?[ :=]{1,3}"
    rf"|(?:nees?|{_NOUN}|born|vu le jour|venue?s?(?:[(·.-]e\)?)? au monde)"
    r"(?! (?:apres|avant|depuis|suite|dans|par|pour|du"
    r"|d')\b)(?:[^\w.!?\n\x00](?:(?!, (?:mes|je|j'|nous|ils?|on|elles?|mais|et|qui"
    r"|ce))[^\d.!?\n\x00]){0,40}?[ :(]|[ :=.-]{0,3}))"
)
_BIRTH = re.compile(rf"(?=[ndabv])(?<![^\W_]){_CUE}(?P<date>{_DATE}(?: et {_DATE})?)(?![^\W_])")
# « Je suis du 3 mars 1962 », « Je m'appelle Ana, 3 mars 1962 ».
_WHOSE = re.compile(
    r"(?<!\w)(?:(?:je suis|nous sommes|(?:fils|fille|enfant|mari|femme|mere|pere|soeur"
    r"|frere) est) du"
    rf"|(?:m'appelle|soussignee?) [\w' -]{{2,40}},) (?P<date>{_DATE})(?![^\W_])"
)
# « 15031970 est ma date de naissance ».
_NAMED = re.compile("naissance|anniv|birth|ddn")
_LONGEST = 70
_BEFORE = re.compile(
    rf"(?<![\w.,/-])(?P<date>{_DATE})(?![^\W_]) ?[,:(=-]{{0,2}} ?"
    rf"(?:(?:c'est|est|etant|is|ma|mon|my|sa|son|la|le|notre|jour|date|de) ?){{0,5}}\Z"
)
NEEDED = tuple(
    tuple(rough(pattern, in_any_case=True) for pattern in way)
    for way in ((_BIRTH,), (_WHOSE,), (_NAMED, _BEFORE))
)
# Things that are « born » too: « La CNIL est née le 6 janvier 1978 ».
_THING = re.compile(
    r"\b(?:loi|cnil|rgpd|reglement|directive|commission|autorite|projet|idee|internet|association"
    r"|collectif|mouvement|comite|syndicat|ligue|parti|republique|dispositif|surveillance"
    r"|technologie"
    r"|videosurveillance|entreprise|societe|institution|droit|defenseur|reseau|logiciel|systeme"
    r"|video|vsa|petition|texte|decret|site|application|loppsi|quadrature)\b[^.!?\n]{0,30}\Z"
)


def births(lower: str) -> Iterator[Span]:
    """Yield the dates of birth in a skeleton in lower case: « ne le 3 mars 1962 » → « 3 mars
    1962 »."""
    for birth in _BIRTH.finditer(lower):
        if not _THING.search(lower, max(0, birth.start() - 60), birth.start("date")):
            yield Span("birth", *birth.span("date"))
    for birth in _WHOSE.finditer(lower):
        yield Span("birth", *birth.span("date"))
    for noun in _NAMED.finditer(lower):
        start = max(0, noun.start() - _LONGEST)
        if date := _BEFORE.search(lower[start : noun.start()]):
            yield Span("birth", start + date.start("date"), start + date.end("date"))
