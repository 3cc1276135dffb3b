"""The parameters of flows, which Prefect's own pages show as a form."""

from __future__ import annotations

from pydantic import BaseModel, Field

from consultation.machine.settings import Folders
from consultation.machine.settings import folders as folders_of
from consultation.words.french import sentence


def _description(name: str) -> str:
    return sentence("parameters", name)


class Where(BaseModel):
    """The folders that a flow works in, and the ids of its consultations (None: all). A folder that
    is `None` is taken from the environment. Secret keys stay in the environment, so that Prefect
    does not store them."""

    inbox: str | None = Field(None, description=_description("inbox"))
    data: str | None = Field(None, description=_description("data"))
    outputs: str | None = Field(None, description=_description("outputs"))
    forms: str | None = Field(None, description=_description("forms"))
    consultations: list[str] | None = Field(None, description=_description("consultations"))

    @property
    def folders(self) -> Folders:
        """The folders, as absolute paths."""
        return folders_of(**self.model_dump(exclude={"consultations"}))

    def is_about(self, form_id: str) -> bool:
        """True if the consultation is among those of the flow. Without a list, or with an empty
        list, the flow is about all consultations."""
        return not self.consultations or form_id in self.consultations


HERE = Where()
"""The folders that the environment names, and all consultations."""


def where_in(folders: Folders) -> Where:
    """The parameters of a flow that works in these folders, on all consultations."""
    names = ("inbox", "data", "outputs", "forms")
    return Where(**{name: str(getattr(folders, name)) for name in names})
