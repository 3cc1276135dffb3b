"""The form file as an organiser writes it (`schemas/forms/<form_id>.toml`), table by table.

This module has the keys, `form_values.py` their values, `consultation/forms/contradictions.py` the
rules between keys (a rule names a declared choice, two headings differ), and
`consultation/forms/problems.py` the errors in French. An unknown key is an error, so that a
misspelt key is noticed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from schemas.form_values import (
    Address,
    Audience,
    Closing,
    Colour,
    Day,
    DocumentsMax,
    Groups,
    Identifier,
    Initials,
    Kind,
    Opening,
    Options,
    PageAddress,
    Retained,
    Spellings,
    State,
    Text,
    Ticked,
    TimeZone,
    as_list,
    reading_of,
)


class Table(BaseModel):
    """A table of the form file. Unknown keys and values of another type are errors."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Roles(Table):
    """`[roles]`: the columns that identify the respondent, such as `email = ["Courriel"]`."""

    email: Spellings | None = None
    name: Spellings | None = None
    collective: Spellings | None = None
    commune: Spellings | None = None
    postcode: Spellings | None = None
    phone: Spellings | None = None


class Rule(Table):
    """`[[consent.rules]]`: the consent (`state`) of respondents who ticked all choices in `when`
    and meet no earlier rule: `state = "anonymous"`, `when = { envoi = "oui" }`."""

    state: State
    when: Ticked


class Consent(Table):
    """`[consent]`: the question that asks for consent, with its answers that mean each state, or
    rules over several questions. The consent of a person who did not tick all choices in `requires`
    is `unclear`."""

    headers: Spellings | None = None
    own_name: Spellings | None = None
    collective_name: Spellings | None = None
    anonymous: Spellings | None = None
    reflection_only: Spellings | None = None
    requires: Ticked | None = None
    publish_totals: bool = True
    rules: Annotated[list[Rule], Field(min_length=1)] | None = None


class Category(Table):
    """`[category]`: the question that asks what kind of respondent answers. `collectives` are the
    ids of the choices that mean a collective."""

    headers: Spellings
    collectives: Annotated[list[Identifier], BeforeValidator(as_list)] = []
    choices: Annotated[Options, Field(min_length=1)]


class Question(Table):
    """`[questions.<id>]`: a question, such as `kind = "choice"`, `headers = ["Êtes-vous pour
    ?"]`."""

    kind: Kind
    headers: Spellings
    title: Text | None = None
    other: Spellings | None = None
    asked_from: Opening | None = None
    audience: Audience | None = None  # not said: they stay, and the pack is a PROJET
    families: bool | None = None
    items: Annotated[Options, Field(min_length=1)] | None = None
    choices: Annotated[Options, Field(min_length=1)] | None = None
    choices_file: Text | None = None
    groups: Groups | None = None


class Range(Table):
    """`submissions = { min = 100, max = 500 }`: bounds, both included."""

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None


class Expected(Table):
    """`[expected]`: the plausible number of submissions, drafts excluded."""

    submissions: Range


class Review(Table):
    """`[review]`: the texts that a person must read before the pack is final.

    "all", or true: every text. "draw": the texts that contain something that may identify somebody,
    and 300 of the other texts, drawn by lot. "none", or false: no text.
    """

    required: Annotated[Literal["all", "draw", "none"], BeforeValidator(reading_of)] = "all"


class Publish(Table):
    """`[publish]`: the outputs in addition to the organisers' workbooks and the regulator's pack.

    `public` adds a folder that may be shown to everybody. It counts the answers to
    `public_questions`. By default, these are all questions with choices and `audience = "all"`,
    except the questions in `[consent] requires`. Counts in the folder are rounded, and counts from
    1 to `public_minimum` - 1 are hidden. `quotes` adds quotes that people chose.
    """

    public: bool = False
    public_questions: list[Identifier] | None = None
    public_minimum: Annotated[int, Field(ge=5)] = 11  # INSEE's rule for persons
    by_category: bool = False
    by_departement: bool = False
    quotes: bool = False
    licence: Text | None = None
    colour: Colour | None = None
    address: PageAddress | None = None


class Pack(Table):
    """`[pack]`: facts for the documents of the pack that only organisers know.

    With more than `documents_max` contributions, the pack has volumes only, and no document for
    each contribution. The questionnaire in the pack tells how many questions have answers that stay
    with the organisation. It also names these questions, unless `internal_titles` is false.
    `own_words_page` adds a page on which people find their own text.
    """

    organisation: Text | None = None
    contact: Text | None = None
    sent_on: Day | None = None
    spread_by: Text | None = None
    opened_on: Day | None = None
    asks: Spellings | None = None
    documents_max: DocumentsMax = 2_000
    internal_titles: bool = True
    own_words_page: bool = False


class Coding(Table):
    """`[coding]`: the texts to code (people choose the themes of each), the coders, and the number
    of texts for each coder.

    `coders` are initials. All coders code the same `both` texts, drawn by lot. Each other text has
    a single coder. At most `texts_max` texts are drawn. Once the list of themes is closed, another
    person (`control`, initials) codes `control_texts` texts, drawn separately, to check the coding.
    """

    questions: list[Identifier] | None = None
    coders: Annotated[list[Initials], Field(max_length=6)] = ["A", "B"]
    both: Annotated[int, Field(ge=0)] = 200
    texts_max: Annotated[int, Field(ge=1)] = 10_000
    control: Initials | None = None
    control_texts: Annotated[int, Field(ge=1)] = 100


class Retention(Table):
    """`[retention]`: until when the working data and the files read by runs are kept. `until` is a
    date, or a duration after the closing of the form (`P1Y`)."""

    until: Retained


class Source(Table):
    """`[source]`: the address of the form on the site from which its exports are fetched."""

    url: Address


class FormFile(Table):
    """A whole form file."""

    title: Text
    recipient: Text
    time_zone: TimeZone
    closes_at: Closing | None = None
    ignored: Annotated[list[Text], BeforeValidator(as_list)] = []
    roles: Roles = Roles()
    consent: Consent | None = None
    category: Category | None = None
    questions: dict[Identifier, Question] = {}
    expected: Expected | None = None
    review: Review = Review()
    publish: Publish = Publish()
    pack: Pack = Pack()
    coding: Coding = Coding()
    retention: Retention | None = None
    source: Source | None = None


CHOICES_FILE: TypeAdapter[Options] = TypeAdapter(
    Annotated[Options, Field(min_length=1)], config=ConfigDict(strict=True)
)
