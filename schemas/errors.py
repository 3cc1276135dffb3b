"""The shape of errors.toml: the sentences that organisers read for every error."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, TypeAdapter

TABLES = TypeAdapter(dict[str, dict[str, str | dict[str, str]]])


class Wording(BaseModel):
    """The sentences of an error: the problem (`what`), the advice and the file or form (`where`).
    They may have placeholders: `{count}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    advice: str = ""
    where: str = ""


class Catalogue(BaseModel):
    """The sentences of every error, by the id of the error (`code` or `code.case`), and the phrases
    that several errors share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phrases: Mapping[str, str]
    wordings: Mapping[str, Wording]


def read_catalogue(text: str) -> Catalogue:
    """Parse the text of errors.toml. Raises ValueError if its tables have another structure.

    A case has the sentences of its code, unless it has its own: `[not_a_file.given]` takes from
    `[not_a_file]` the sentences that it lacks.
    """
    tables = TABLES.validate_python(tomllib.loads(text))
    phrases = tables.pop("phrases")
    wordings = {}
    for code, table in tables.items():
        own = {key: words for key, words in table.items() if isinstance(words, str)}
        if "what" in own:
            wordings[code] = own
        for case, words in table.items():
            if isinstance(words, dict):
                wordings[f"{code}.{case}"] = own | words
    return Catalogue.model_validate({"phrases": phrases, "wordings": wordings})
