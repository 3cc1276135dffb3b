"""Ids that recall a label, to name questions and choices in a form file."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from consultation.forms.problems import as_identifier
from consultation.forms.spelling import spelling_of

ID_CHARACTERS = 40
# Words that no shortened id ends with: « avis_sur_la » → `avis`.
HANGING = re.compile(
    r"[a-z]|au|aux|avec|ces?|cette|dans|des?|du|elle|en|est|et|il|la|les?|leur|m[ae]s?|mon|ne|ou|"
    r"par|pour|qu|que|qui|s[ae]s?|son|sur|une?|vos|votre|vous"
)
# « citoyen·ne », « élu·e·s »
INCLUSIVE = re.compile(r"(?<=\w)[·•](?:\w+[·•]?)+")


@dataclass
class Ids:
    """Makes ids that are all different, and different from the ids in `taken`.

    `otherwise` is the id for a label that has no letter or digit in ASCII. `longest` is the
    greatest length of an id in characters.
    """

    taken: set[str]
    otherwise: str
    longest: int = ID_CHARACTERS
    _numbers: dict[str, int] = field(default_factory=dict)

    def new(self, label: str, own: Collection[str] = ()) -> str:
        """A new id that recalls the label: « Des caméras partout ? » → `des_cameras_partout`.

        A long id is cut between words. If the id is taken, a number is added: `avis_2`. An id in
        `own` is returned even if it is taken: `own` has the spellings of the question or choice
        that gets the id.
        """
        stem = self._stem(label)
        candidate, number = stem, self._numbers.get(stem, 2)
        while candidate in self.taken and candidate not in own:
            suffix = f"_{number}"
            candidate = stem[: self.longest - len(suffix)].rstrip("_") + suffix
            number += 1
        self._numbers[stem] = number
        self.taken.add(candidate)
        return candidate

    def _stem(self, label: str) -> str:
        words = as_identifier(INCLUSIVE.sub("", spelling_of(label)))
        return _cut_words(words or self.otherwise, self.longest)


def _cut_words(words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    whole = words[: longest + 1].rpartition("_")[0].split("_")
    while whole and HANGING.fullmatch(whole[-1]):
        whole.pop()
    cut = "_".join(whole)
    return cut if len(cut) > longest // 3 else words[:longest].rstrip("_")
