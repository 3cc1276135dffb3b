"""The texts as a corpus for IRaMuTeQ: each behind a line of four stars and of its variables.

IRaMuTeQ takes what stands before the first underscore of a variable for its name, the rest for its
value; of two values of one variable in a text, it keeps one. So each theme is a variable of its
own: a text may have several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from consultation.coding.coded_texts import CodedText, Theme
from consultation.french import sentences_of

# The star begins texts and variables, the underscore marks words that stand for variables, and
# IRaMuTeQ puts the two others where its segments end.
_OF_ITS_OWN = re.compile(r"[*_$£]")


def corpus_lines(texts: Iterable[CodedText], themes: Sequence[Theme]) -> Iterator[str]:
    """The lines of the corpus, a blank one after each text."""
    names, said = _names(themes), sentences_of("corpus")
    for text in texts:
        words = " ".join(_OF_ITS_OWN.sub(" ", text.text).split())
        variables = " ".join(f"*{variable}" for variable in _variables(text, names, said))
        yield f"**** {variables}\n{words}\n\n"


def _names(themes: Sequence[Theme]) -> dict[str, str]:
    """The variable of each theme: no underscore in it, and no two alike."""
    names: dict[str, str] = {}
    for number, theme in enumerate(themes, start=1):
        name = f"theme{theme.theme_id.replace('_', '')}"
        names[theme.theme_id] = name if name not in names.values() else f"{name}{number}"
    return names


def _variables(text: CodedText, names: Mapping[str, str], said: Mapping[str, str]) -> Iterator[str]:
    yield f"question_{text.question_id}"
    if text.told["category_id"]:
        yield f"categorie_{text.told['category_id']}"
    yield f"nature_{said[text.told['respondent_kind']]}"
    if text.told["departement_id"]:
        yield f"departement_{text.told['departement_id'].lower()}"
    yield f"code_{said['yes' if text.is_coded else 'no']}"
    if not text.is_coded:
        return
    found = {theme_id for coding in text.codings_that_count for theme_id in coding.theme_ids}
    unsettled = {theme_id for coding in text.codings_that_count for theme_id in coding.open_ids}
    for theme_id, name in names.items():
        state = "yes" if theme_id in found else "open" if theme_id in unsettled else "no"
        yield f"{name}_{said[state]}"
