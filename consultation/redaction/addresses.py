"""Postal addresses: a number and a street, post boxes (« BP 12 »), a postcode with its town.

A street or a square without a number is a place, not a home, and is not masked: « avenue
Jean-Jaurès, 3 caméras ». Numbers that count something are not masked either: « les 12 rues du
quartier », « 5 cours de danse ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough
from consultation.redaction.street_names import end_of_name, end_of_town
from consultation.redaction.streets import (
    ABROAD,
    FIVE,
    LINK,
    POSTCODE,
    STREET,
    end_of_abroad,
    end_of_number_abroad,
    end_of_street,
    is_said,
    postcode_and_town,
    postcode_follows,
)
from consultation.redaction.vocabulary import CUES, STATES, SURE_WAYS

_NUMBER = re.compile(r"\d{1,4}+(?=[ ,;:.\n(-]{0,3}[A-Za-z]| ?[/-])")
_YEAR = re.compile(r"\D(?:19|20)\d\d\Z")
_NO_NUMBER = re.compile(
    rf"(?<![\w'-])(?=[a-z])(?P<way>{SURE_WAYS}|place|pl|cours|route|passage|cite|residence"
    rf"|quartier|domaine"
    r"|za|zac|zi|zone|parc|voie|mail|parvis|cour"
    r"|village|ferme|mas|chalet|manoir)(?![\w-])\.?[ :«\"]{1,4}",
    re.IGNORECASE,
)
_ESTATE = re.compile(
    r"(?<!\w)(?:lieu-?dit|lieu dit|hameau|cite|residence|ferme|mas|chalet|manoir)(?!\w)",
    re.IGNORECASE,
)
_SAID_WAY = re.compile(rf"\b{CUES}\b[^.!?\n]*{_NO_NUMBER.pattern}[\s\S]*\d", re.IGNORECASE)
_TOWN_ABROAD = re.compile(rf"{ABROAD.pattern}[A-Z]")
_NUMBER_SAID = re.compile(r"(?:n°|numero|nr\.?) ?\d", re.IGNORECASE)
_NUMBER_AFTER = re.compile(
    r",? ?(?:au )?(?P<said>(?:n°|numero|nr\.?) ?)?(?!(?:19|20)\d\d)\d{1,4}(?:[ -]?(?:bis"
    r"|ter))?\b(?! ?[a-z%€/])",
    re.IGNORECASE,
)
_TOWN_FIRST = re.compile(
    rf"(?<![\w-])(?=[A-Z])[A-Z][\w'-]{{2,30}}+ ?\(?(?:{FIVE.pattern})\)?(?! ?[a-z€%])"
)
_BEFORE = re.compile(
    r"\b(?:residence|resid?\.?|bat(?:iment)?\.?|appt?\.?|apt\.?|appartement|immeuble"
    r"|esc(?:alier)?\.?"
    r"|hall|lotissement|lieu-?dit|hameau|chez)(?=[ .])[^.;:!?\n\x00]{1,40}(?:[,\n] ?|- ?| )\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?: ?[,;\n-] ?| )(?:(?:bat(?:iment)?|appt?|apt|appartement|esc(?:alier)?|etage|porte"
    r"|hall|logt|lot"
    r"|boite|immeuble|imm)\.? ?(?:n° ?)?(?:\d{1,4} ?[A-Z]?|[A-Z]\d{0,3})(?!\w)"
    r"|(?:au )?(?:\d{1,2}(?:e|eme|er|nd)?|premier|second|deux[a-z]+|trois[a-z]+"
    r"|quatri[a-z]+|cinqu[a-z]+"
    r"|dernier) (?:etage|et(?!\w)\.?|droite|gauche)(?:,? (?:porte )?(?:droite|gauche|face))?"
    r"|porte (?:droite|gauche|face)|(?:au )?(?:rdc|rez-de-chaussee)(?!\w)"
    r"|(?:residence|res\.|resid\.|immeuble|batiment|bat\.?|lotissement|hameau|lieu-dit"
    r"|tour|villa|cite|entree)"
    r" (?-i:(?:(?:les?|la|des?|du|l'|d')[ ]?){0,2}[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,3})"
    r"|(?:bp|b\.p\.|cs|tsa) ?(?:n° ?)?\d{1,5}(?!\w))",
    re.IGNORECASE,
)
_AT = re.compile(r"\bau \Z", re.IGNORECASE)
_PROPER = re.compile(r"(?i:(?:de |du |des |d'|la |le |les |l'|aux? |[«\" ]){0,4})[A-Z]")
_BOX = re.compile(
    r"(?<!\w)(?=[bct])(?:BP|B\.P\.|CS|C\.S\.|TSA|boite postale) ?(?:n° ?)?\d{1,5}(?!\d)"
    r"(?P<link> ?[,\n-]? ?)",
    re.IGNORECASE,
)

NEEDED = (
    *((rough(pattern),) for pattern in (STREET, _BOX, POSTCODE, _TOWN_FIRST, _SAID_WAY, _ESTATE)),
    *(
        (rough(_NO_NUMBER), rough(pattern))
        for pattern in (_NUMBER_SAID, FIVE, POSTCODE, _TOWN_ABROAD)
    ),
)


def addresses(text: str) -> Iterator[Span]:
    """Yield the postal addresses in a skeleton's text: « 12 bis, rue des Lilas, 75011 Paris ».
    Spans may overlap."""
    yield from _with_number(text)
    for pattern, read in (
        (_NO_NUMBER, _without_number),
        (_BOX, _box),
        (POSTCODE, _postcode),
        (_TOWN_FIRST, _town_first),
    ):
        position = 0
        while match := pattern.search(text, position):
            position = match.end()
            if address := read(text, match):
                span, position = address
                yield span


def _box(text: str, box: re.Match[str]) -> tuple[Span, int] | None:
    """The span of a post box, such as « BP 12, 75011 Paris », and the position from which to search
    on. `None` if the match `box` is no post box."""
    town = postcode_and_town(text, box.end())
    if not (town or box[0].lower().startswith("boite") or _is_box(text, box)):
        return None
    return Span("address", box.start(), town or box.end() - len(box["link"])), box.end()


def _with_number(text: str) -> Iterator[Span]:
    """Yield the addresses that begin with a number: « 12 rue des Lilas, 75011 Paris »."""
    position = 0
    for number in _NUMBER.finditer(text):
        street = STREET.match(text, number.start()) if number.start() >= position else None
        if street is None:
            continue
        if end := end_of_street(text, street):
            position = end
            yield Span("address", _start(text, street.start()), _end_of_rest(text, end))


def _postcode(text: str, postcode: re.Match[str]) -> tuple[Span, int] | None:
    """The span of a postcode and its town, such as « 75011 Paris », and the position from which to
    search on. `None` if no town follows, or for « 16000 - Impôts »."""
    is_told = "(" in text[postcode.start() - 1 : postcode.start()] or is_said(
        text, postcode.start()
    )
    if postcode["gap"] == " - " and not is_told:
        return None
    end = end_of_town(text, postcode.end(), postcode["postcode"], is_told)
    return (Span("address", postcode.start(), end), postcode.end()) if end else None


def _town_first(text: str, town: re.Match[str]) -> tuple[Span, int] | None:
    """The span of a town with its postcode, such as « Lyon (69003) », and the position from which
    to search on. `None` unless « j'habite », « mon adresse »… comes before."""
    return (Span("address", *town.span()), town.end()) if is_said(text, town.start()) else None


def _start(text: str, start: int) -> int:
    """The position at which an address begins, if its number or street is at `start`. A building
    before it belongs to it: « bâtiment B, 12 rue Foch » begins at « bâtiment »."""
    for _ in range(2):
        building = _BEFORE.search(text, max(0, start - 60), start)
        start = building.start() if building else start
    return start


def _end_of_flat(text: str, end: int) -> int:
    for _ in range(2):
        flat = _AFTER.match(text, end)
        end = flat.end() if flat else end
    return end


def _end_of_rest(text: str, end: int) -> int:
    """The position at which an address ends, if its street ends at `end`. Flat, floor, postcode and
    town belong to it: « 12 rue Foch, 3e étage, 69003 Lyon » ends after « Lyon »."""
    end = _end_of_flat(text, end)
    link = LINK.match(text, end)
    if not link:
        return end
    if town := postcode_and_town(text, link.end()) or end_of_abroad(text, end):
        return town
    five = FIVE.match(text, link.end())
    return five.end() if five else end


def _without_number(text: str, street: re.Match[str]) -> tuple[Span, int] | None:
    """The span of an address that does not begin with a number, such as « rue des Lilas, 75011
    Paris » or « rue des Lilas n° 12 », and the position from which to search on. `None` if the
    match `street` is no address."""
    end = end_of_name(text, street.end())
    if end is None or text[street.end() : end].lower() in STATES:
        return None
    is_announced = is_said(text, street.start())
    number = _NUMBER_AFTER.match(text, end)
    if number and not (number["said"] or is_announced or postcode_follows(text, number.end())):
        number = None
    if (abroad := end_of_number_abroad(text, end)) is not None:
        return Span("address", _start(text, street.start()), abroad), abroad
    way = street["way"].lower()
    is_estate = way.startswith(("lieu", "residence", "cite", "hameau")) or (
        way in {"ferme", "mas", "chalet", "manoir"} and _is_proper(text[street.end() : end])
    )
    is_lonely = (is_estate and is_announced) or _is_hamlet(text, street, end)
    if not (number or is_lonely or postcode_follows(text, _end_of_flat(text, end))):
        return None
    end = _end_of_rest(text, number.end() if number else end)
    return Span("address", _start(text, street.start()), end), end


def _is_hamlet(text: str, street: re.Match[str], end: int) -> bool:
    """True if the match `street`, whose name ends at `end`, is a hamlet: « lieu-dit Le Moulin »,
    « au hameau de Kerlann » → True, « au hameau de la démocratie » → False."""
    before, way = text[max(0, street.start() - 40) : street.start()], street["way"]
    if not _is_proper(text[street.end() : end]):
        return False
    return way.lower().startswith("lieu") or (
        way.lower() == "hameau" and _AT.search(before) is not None
    )


def _is_proper(name: str) -> bool:
    return _PROPER.match(name) is not None


def _is_box(text: str, box: re.Match[str]) -> bool:
    """True if the match `box` is a post box: « Mairie annexe, BP 12 » → True. « BP 2022 », a
    budget, → False."""
    box_text = text[box.start() : box.end() - len(box["link"])]
    return box_text[0].isupper() and not _YEAR.search(box_text)
