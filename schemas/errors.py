"""The shape of errors.toml: what organisers read of every error."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, TypeAdapter

TABLES = TypeAdapter(dict[str, dict[str, str | dict[str, str]]])


class Wording(BaseModel):
    """The sentences of an error, with their holes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    advice: str = ""
    where: str = ""


class Catalogue(BaseModel):
    """The sentences of every error by its id, `code` or `code.case`, and what several advices
    say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phrases: Mapping[str, str]
    wordings: Mapping[str, Wording]


def read_catalogue(text: str) -> Catalogue:
    """The errors of the file. A case inherits from its code what it leaves out."""
    tables = TABLES.validate_python(tomllib.loads(text))
    phrases = tables.pop("phrases")
    wordings = {}
    for code, table in tables.items():
        own = {key: said for key, said in table.items() if isinstance(said, str)}
        if "what" in own:
            wordings[code] = own
        for case, said in table.items():
            if isinstance(said, dict):
                wordings[f"{code}.{case}"] = own | said
    return Catalogue.model_validate({"phrases": phrases, "wordings": wordings})
