"""Dates of birth: a date that « né le », « date de naissance », « anniversaire » announce."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.figures import IN_WORDS
from consultation.redaction.masks import Span

_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\.?"
)
# Some words may stand between: « née Durand à Lille le »; few after « né », which reads « ne ».
_CUE = (
    r"(?:nes?(?: ?\(e\)| ?[·.-]es?)?(?: (?:a|en|au) [\w' -]{2,30})?,?(?: (?:le|un|en))?[ :=]{1,3}"
    r"|(?:nees?|dates? (?:de )?naiss(?:ance|\.)?|naissance|ddn|anniversaire|born"
    r"|birth(?:day|date)?)(?! (?:apres|avant|depuis|suite|dans|par|pour|du"
    r"|d')\b)(?:[^\w.!?\n\x00][^\d.!?\n\x00]{0,40}?[ :(]|[ :=.-]{0,3}))"
)
_DATE = (
    rf"(?:(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:\d{{1,2}}(?:er)?"
    rf"|premier|{IN_WORDS})[ -]{_MONTH}"
    rf"(?:[ -]\d{{2,4}})?|{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d"
    r"|\d{1,2} ?[/. -] ?\d{1,2} ?[/. -] ?(?:\d{4}|\d{2})|(?:19|20)\d\d[/. -]\d{1,2}[/. -]\d{1,2}"
    r"|[0-3]\d[01]\d(?:19|20)\d\d)"
)
_BIRTH = re.compile(rf"(?=[ndab])(?<![^\W_]){_CUE}(?P<date>{_DATE})(?![^\W_])")
# « La CNIL est née le 6 janvier 1978 ».
_THING = re.compile(
    r"\b(?:loi|cnil|rgpd|reglement|directive|commission|autorite|projet|idee|internet|association"
    r"|collectif|mouvement|comite|syndicat|ligue|parti|republique|dispositif|surveillance"
    r"|technologie"
    r"|videosurveillance|entreprise|societe|institution|droit|defenseur|reseau|logiciel|systeme"
    r"|video|vsa|petition|texte|decret|site|application|loppsi|quadrature)\b[^.!?\n]{0,30}\Z"
)


def births(lower: str) -> Iterator[Span]:
    """Where a skeleton in lower case has somebody's date of birth."""
    for found in _BIRTH.finditer(lower):
        if not _THING.search(lower, max(0, found.start() - 60), found.start("date")):
            yield Span("birth", *found.span("date"))
