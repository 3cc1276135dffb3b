"""The parameters of flows, which Prefect's own pages show as a form."""

from __future__ import annotations

from pydantic import BaseModel, Field

from consultation.machine.settings import Folders
from consultation.machine.settings import folders as folders_of
from consultation.words.french import sentence


def _description(name: str) -> str:
    return sentence("parameters", name)


class Where(BaseModel):
    """The folders of a flow and the ids of its consultations. A folder that is `None` is taken from
    the environment. Secret keys stay in the environment, so that Prefect does not store them."""

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
        """True if the flow is about the consultation. An empty list means all consultations."""
        return not self.consultations or form_id in self.consultations


HERE = Where()
"""The folders of the environment, and all consultations."""


def where_in(folders: Folders) -> Where:
    """The parameters of a flow in these folders, for all consultations."""
    names = ("inbox", "data", "outputs", "forms")
    return Where(**{name: str(getattr(folders, name)) for name in names})
