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
)

# A word after a space, a hyphen, an apostrophe; after « J. » and « St. » too.
_WORD = re.compile(
    r"(?P<gap>[ '-]|-\n|(?:(?<=\b[A-Z])|(?<=\b(?:St|Dr|Pr|Lt))|(?<=\b(?:Ste|Gal|Mal|Mgr|Col)))"
    r"\. ?(?=[A-Z]))(?P<word>[^\W_]+)"
)
_FIRST = re.compile(r"[ \n]?(?P<gap>)(?P<word>[^\W_]+)")
_CEDEX = re.compile(r" ?-? ?cedex(?: ?\d{1,2}(?!\d))?", re.IGNORECASE)
_DISTRICT = re.compile(r" \d{1,2}(?:e|er|eme)?(?!\w)")
_NO_BEGINNING = (STOPS - PARTICLES) | {"sur", "a", "et", "en", "lez"}
# With a capital, these begin the next sentence: « 12 rue Foch Je… », not « rue Bon Secours ».
_OPENING = STOPS - PARTICLES - {"notre"}
_FIRST_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<after>[-·]?)")
_FIVE = re.compile(r"\d{5}")  # a postcode ends the name: « 12 rue pasteur 75011 paris »
_NEXT_CAPITAL = re.compile("[ '-][A-Z]{2}")
_INHABITANTS = re.compile(
    "(?:ai|aise|oi|oise|ain|aine|ien|ienne|een|eenne|iste|ant|eur|euse|ard|arde|asque|ote)s\\Z"
)
_LONGEST_NAME = 9
_LONGEST_TOWN = 7


def _words(text: str, start: int, most: int) -> list[re.Match[str]]:
    """The words from `start` to the first pause, `most` of them at most: « des Lilas, 12 » →
    « des », « Lilas »."""
    following: list[re.Match[str]] = []
    word = _FIRST.match(text, start)
    while word and len(following) < most:
        following.append(word)
        word = _WORD.match(text, word.end())
    return following


def _first_content(words: list[re.Match[str]], little: frozenset[str]) -> int | None:
    """The index of the first word that is not in `little`, a set of articles: « de la Paix » → 2.
    None if all words are in it."""
    return next((at for at, word in enumerate(words) if word["word"].lower() not in little), None)


def end_of_name(text: str, start: int) -> int | None:
    """The position at which a street's name ends, if it begins at `start`: « rue des Lilas est
    calme » → after « Lilas ». None if no name begins there."""
    words = _words(text, start, _LONGEST_NAME)
    first = _first_content(words, ARTICLES | {"au", "aux"})
    if first is None or first > 4 or any(_stops(text, word) for word in words[: first + 1]):
        return None
    wanted = 3 if words[first]["word"].isdigit() else 1 if first > 0 else 2
    last = _last_word(words, first, wanted, PARTICLES - {"a", "en"})
    following = words[last + 1] if last + 1 < len(words) else None
    if following and (following["word"].lower() in ENDINGS or (first and _ends_there(following))):
        last += 1
    return words[last].end()


def _ends_there(word: re.Match[str]) -> bool:
    """True if a lower-case word is the last of a street's name, because a comma, a full stop or the
    end of the line follows: `couvert` in « rue du puits couvert, » → True."""
    is_pause = word.string[word.end() : word.end() + 1] in {"", ",", ";", ")", "\n", "."}
    return is_pause and word["word"].islower() and word["word"] not in STOPS


def _stops(text: str, word: re.Match[str]) -> bool:
    """True if the word can't begin a street's name: `sur` in « 1 rue sur 3 » → True, `Sans` in
    « Sans Souci » → False, `J` in « J. Jaurès » → False."""
    is_compound = text[word.end() : word.end() + 1] == "-"
    return not (is_compound or word["word"].istitle()) and word["word"].lower() in _NO_BEGINNING


def _last_word(
    words: list[re.Match[str]], first: int, wanted: int, particles: frozenset[str]
) -> int:
    """The index of the last word of a street's or a town's name, whose first word has the index
    `first`.

    A name with capitals ends with its last capital, even after `particles`: « Jean Jaurès », « 8
    Mai 1945 », « Croix de Pierre ». A name in one case ends after `wanted` words, not counting
    articles: « des lilas », « DE LA PAIX ».
    """
    named = words[first]["word"]
    is_title, last, count = named.istitle(), first, int(named.lower() not in TITLES)
    for at in range(first + 1, len(words)):
        last_word, word = words[at]["word"], words[at]["word"].lower()
        is_capital = last_word[0].isupper() and (is_title or not named.isupper())
        if words[at]["gap"].startswith("-") or (is_capital and word not in _OPENING):
            last = at
        elif word in (particles if is_title else ARTICLES) and at - last < 3:
            continue
        elif is_title or is_capital or count >= wanted or word in STOPS or _FIVE.fullmatch(word):
            break
        else:
            last, count = at, count + (word not in TITLES)
    return last


def end_of_town(text: str, start: int, postcode: str, is_said: bool) -> int | None:
    """The position at which a town ends, if its postcode ends at `start`: « 75011 Paris est… » →
    after « Paris ».

    `None` if no town follows. Also `None` if the number is a quantity (« 25000 Nantais »), unless
    words such as « j'habite » announced an address (`is_said`).
    """
    words = _words(text, start, _LONGEST_TOWN)
    first = _first_content(words, ARTICLES)
    if first is None or words[first]["word"].lower() in COUNTED:
        return None
    named = words[first]["word"]
    if not named[0].isupper() and (not is_said or words[0]["word"].lower() in STOPS - ARTICLES):
        return None
    if not is_said and _counts(text, start, postcode):
        return None
    cedex = next((at for at, word in enumerate(words) if word["word"].lower() == "cedex"), None)
    last = _last_word(words[:cedex], first, 4 if named.isupper() else 1, PARTICLES - {"a", "et"})
    return _end_of_rest(text, words[last].end())


def _counts(text: str, start: int, postcode: str) -> bool:
    """True if a number that ends at `start` is a quantity, not a postcode, by the word after it:
    « 25000 Nantais », « 25 000 MNA » → True, « 72000 LE MANS » → False."""
    first = _FIRST_WORD.match(text, start)
    if first is None:
        return False
    word, after = first["word"].lower(), first["after"]
    if first["word"].isupper() and len(word) < 4 and not after:
        return _NEXT_CAPITAL.match(text, first.end()) is None
    is_round = postcode.endswith("00") and after != "-"
    return is_round and (after == "·" or _INHABITANTS.search(word) is not None)


def _end_of_rest(text: str, end: int) -> int:
    if cedex := _CEDEX.match(text, end):
        end = cedex.end()
    elif district := _DISTRICT.match(text, end):
        if district[0].strip().isdigit() and int(district[0]) > 20:
            return end
        return district.end()
    return end
