"""A consent question that was replaced in mid-campaign: an export has the old and the new one.

No column says which of the two a person answered last, so each becomes a question, and rules say
what their answers allow: whoever said no to either is not sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from consultation.exports.entries import Declarations, Entry
from consultation.exports.heading_places import Place
from consultation.exports.unknown_columns import toml_list
from consultation.forms.contradictions import STATES
from consultation.forms.identifiers import Ids
from consultation.forms.spelling import spelling_of
from consultation.words.errors import OrganiserError


def replaced_consent(
    name: str, declared: Declarations, first: Place, second: Place
) -> OrganiserError:
    """The refusal that names both columns, with the lines that read them."""
    (entry,) = [one for one in declared.entries if one.kind == "consent"]
    return OrganiserError(
        "ambiguous_heading.consent",
        where=name,
        first=first.mention,
        second=second.mention,
        lines="\n".join(_lines(entry, declared, (first, second))),
    )


def _lines(entry: Entry, declared: Declarations, places: tuple[Place, ...]) -> Iterator[str]:
    taken = {one.id for one in declared.entries} | declared.headings.keys()
    ids = Ids(taken, "accord")
    columns = {ids.new(place.label): place for place in places}
    options = {option.id: option for option in entry.options}
    states = [state for state in STATES[::-1] if state in options]
    for question, place in columns.items():
        others = {spelling_of(one.full) for one in places if one is not place}
        others |= {spelling_of(one.label) for one in places if one is not place}
        if place is not places[0]:
            headers = [place.full if place.is_repeated else place.label]
        else:
            headers = [text for text in entry.headers if spelling_of(text) not in others]
        yield f"[questions.{question}]"
        yield 'kind = "choice"'
        yield f"headers = {toml_list(headers)}"
        yield 'audience = "organisation"'
        yield f"[questions.{question}.choices]"
        for state in states:
            texts = sorted(options[state].spellings - {state})
            yield f"{state} = {toml_list(texts)}"
    for state in states:
        for question in columns:
            yield "[[consent.rules]]"
            yield f'state = "{state}"'
            yield f'when = {{ {question} = "{state}" }}'
