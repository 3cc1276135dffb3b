"""Where the name of a street or of a town ends in a sentence."""

from __future__ import annotations

import re

from consultation.redaction.vocabulary import (
    ARTICLES,
    COUNTED,
    ENDINGS,
    PARTICLES,
    STOPS,
    TITLES,
    TOWNS,
    word_set,
)

# A word and what stands before it: a space, a hyphen, an apostrophe; « J. » and « St. » too.
_WORD = re.compile(r"(?P<gap>-\n|[ \n'-]|\. ?(?=[A-Z])|)(?P<word>[^\W_]+)")
_SHORT = re.compile(r"(?:[A-Z]|St|Ste|Dr|Gal|Mal|Pr|Cdt|Col|Cap|Lt|Pdt|Mgr)\Z", re.IGNORECASE)
_CEDEX = re.compile(r" ?-? ?cedex(?: ?\d{1,2}(?!\d))?", re.IGNORECASE)
_DISTRICT = re.compile(r" \d{1,2}(?:e|er|eme)?(?!\w)")
_NO_BEGINNING = (STOPS - PARTICLES) | {"sur", "a", "et", "en", "lez"}
_COUNTING = re.compile(
    r"(?:\b(?:les|des|ces|nos|plus de|moins de|environ|pres de|quelques?|aux|loi|article) (?:n° ?)?"
    r"|n°|\b(?:numero|nos|no)) ?\Z",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<after>[-·]?)")
_NEXT_CAPITAL = re.compile("[ '-][A-Z]{2}")
_SHORT_TOWNS = {
    *("pau", "gap", "dax", "aix", "apt", "eu", "vif", "die", "ars", "dol", "ifs", "gex", "nay"),
    *("ham", "lys", "bry", "vic", "bar", "rue", "ay", "us", "by", "ry", "oz", "lus", "bu", "is"),
}
_INHABITANTS = re.compile(
    "(?:ai|aise|oi|oise|ain|aine|ien|ienne|een|eenne|iste|ant|eur|euse|ard|arde|asque|ote)s\\Z"
)
_TOWNS_LIKE_INHABITANTS = word_set(
    """
    ales amiens angers arbois arras artois bains beauvais beziers blois bois 
    bordeaux bourges bruxelles cahors calais cannes castres chalons chartres chaux evreux foix
    limoges les marais martigues mezieres mons nantes nevers nimes orleans palais pamiers paris
    poitiers privas reims rennes roubaix sens tours troyes valenciennes vannes versailles vitrolles
    """
)
_LONGEST_NAME = 9
_LONGEST_TOWN = 7


def _words(text: str, start: int, most: int) -> list[re.Match[str]]:
    """The words that follow without a pause, at most so many."""
    found: list[re.Match[str]] = []
    position = start
    while len(found) < most and (word := _WORD.match(text, position)):
        if not found and word["gap"] not in {"", " ", "\n"}:
            break
        if word["gap"] == "\n" and any(_is_content(one["word"]) for one in found):
            break
        if word["gap"].startswith(".") and not (found and _SHORT.match(found[-1]["word"])):
            break
        if found and word["gap"] == "":
            break
        found.append(word)
        position = word.end()
    return found


def end_of_name(text: str, start: int) -> int | None:
    """Where the street's name that begins at `start` ends; None when there is none."""
    words = _words(text, start, _LONGEST_NAME)
    first = next((at for at, word in enumerate(words) if _is_content(word["word"])), None)
    if first is None or first > 4:
        return None
    if any(_stops(text, word) for word in words[: first + 1]):
        return None
    named = words[first]["word"]
    is_capital = named[0].isupper() and not (len(named) > 1 and named.isupper())
    last = _last_capital(words, first) if is_capital else _last_small(words, first)
    if last + 1 < len(words) and words[last + 1]["word"].lower() in ENDINGS:
        last += 1
    return words[last].end()


def _stops(text: str, word: re.Match[str]) -> bool:
    """Whether a word can't begin a name: « 1 rue sur 3 »; but « J. Jaurès »."""
    written = word["word"]
    if len(written) == 1 and written.isupper() and text[word.end() : word.end() + 1] != "'":
        return False
    if text[word.end() : word.end() + 1] == "-" or (
        written.istitle() and len(written) > 2 and not _opens_a_sentence(written)
    ):
        return False  # « Notre-Dame », « Sans Souci », « Entre-deux-Mers »
    return written.lower() in _NO_BEGINNING


def _is_content(word: str) -> bool:
    return word.lower() not in ARTICLES


def _last_capital(words: list[re.Match[str]], first: int) -> int:
    """« Jean Jaurès », « 8 Mai 1945 », « Croix de Pierre »: as long as capitals come."""
    last = first
    for at in range(first + 1, len(words)):
        word = words[at]["word"]
        if (
            (word[0].isupper() and not _opens_a_sentence(word))
            or words[at]["gap"].startswith("-")
            or (at == first + 1 and word.lower() in TITLES)
        ):
            last = at
        elif word.lower() not in PARTICLES - {"a", "en"} or at - last > 2:
            break
    return last


def _opens_a_sentence(word: str) -> bool:
    return word in {"Je", "Il", "Elle", "On", "Nous", "Et", "Mais", "Tel", "Merci", "Email", "Mail"}


def _last_small(words: list[re.Match[str]], first: int) -> int:
    """« des lilas », « victor hugo », « du général de gaulle », « DE LA PAIX », « 8 mai 1945 »."""
    last, wanted = first, 1 if first > 0 else 2
    if words[first]["word"].isdigit():
        wanted = 3
    count = 0
    for at in range(first, len(words)):
        word, gap = words[at]["word"].lower(), words[at]["gap"].strip("\n")
        if at > first and gap != "-":
            if count >= wanted and not (
                _goes_on(words[at]["word"], words[first]["word"]) or _ends_there(words[at], count)
            ):
                break
            if word in STOPS - {"sous"} and word not in ARTICLES:
                break
        if word in ARTICLES and gap != "-":
            if count >= wanted or at - last > 2:
                break
            continue
        last = at
        count += 0 if word in TITLES or gap == "-" else 1
    return last


def _goes_on(word: str, first: str) -> bool:
    """« 12 rue victor Hugo », but not « RUE DES LILAS ET »."""
    return word[0].isupper() and not first.isupper() and not _opens_a_sentence(word)


def _ends_there(word: re.Match[str], count: int) -> bool:
    """« rue du puits couvert, » but not « rue des lilas, »: one more word, up to a pause."""
    after = word.string[word.end() : word.end() + 1]
    is_pause = after in {"", ",", ";", ")", "\n", "."}
    return count == 1 and is_pause and word["word"].islower() and word["gap"] == " "


def end_of_town(text: str, start: int, postcode: str, is_said: bool) -> int | None:
    """Where the town after a postcode ends; None when no town follows, or when the number counts
    something."""
    words = _words(text, start, _LONGEST_TOWN)
    if not words:
        return None
    first = next((at for at, word in enumerate(words) if _is_content(word["word"])), None)
    if first is None or words[first]["word"].lower() in COUNTED:
        return None
    named = words[first]["word"]
    small = not named[0].isupper()
    if small and not (is_said or named.lower() in TOWNS):
        return None
    if small and (named.lower() in STOPS or (first == 0 and words[0]["word"].lower() in STOPS)):
        return None
    if not is_said and _counts(text, start, postcode):
        return None
    return _end_of_rest(text, words[_last_of_town(words, first)].end())


def _last_of_town(words: list[re.Match[str]], first: int) -> int:
    last = first
    is_small = not words[first]["word"][0].isupper()
    for at in range(first + 1, len(words)):
        word, gap = words[at]["word"], words[at]["gap"]
        if gap == "-":
            last = at if word.lower() not in PARTICLES or at + 1 < len(words) else last
        elif word.lower() == "cedex" or word.isdigit() or _opens_a_sentence(word):
            break
        elif word.lower() in PARTICLES | {"pres"}:
            if not (at + 1 < len(words) and _follows(words[at + 1]["word"], is_small, word)):
                break
        elif (word[0].isupper() and word.lower() not in STOPS) or (
            is_small and words[at - 1]["word"].lower() in {"saint", "st", "sainte", "la", "le"}
        ):
            last = at
        else:
            break
    return last


def _follows(word: str, is_small: bool, particle: str) -> bool:
    if word[0].isupper() or word.lower() in PARTICLES:
        return particle.lower() not in {"a", "et"}
    return is_small and particle.lower() in {"sur", "sous"}


def _counts(text: str, start: int, postcode: str) -> bool:
    """« plus de 20000 Marseillais », « 25000 Nantais », « n° 37 415, JO »."""
    before = text[max(0, start - 40) : start].rpartition(postcode)[0]
    if _COUNTING.search(before):
        return True
    first = _FIRST_WORD.match(text, start)
    if first is None:
        return False
    word, after = first["word"].lower(), first["after"]
    if first["word"].isupper() and len(word) < 4 and not after:
        return word not in _SHORT_TOWNS and not _NEXT_CAPITAL.match(text, first.end())
    if postcode.endswith("00") and after != "-" and word not in _TOWNS_LIKE_INHABITANTS:
        is_plural = postcode.endswith("000") and word[-1] in "sx"
        return is_plural or after == "·" or _INHABITANTS.search(word) is not None
    return False


def _end_of_rest(text: str, end: int) -> int:
    if cedex := _CEDEX.match(text, end):
        end = cedex.end()
    elif district := _DISTRICT.match(text, end):
        if district[0].strip().isdigit() and int(district[0]) > 20:
            return end
        return district.end()
    return end
