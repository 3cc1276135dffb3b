"""The columns that form tools add to the questions' columns.

`schemas/tools.toml` lists their headings, in all versions, languages and options of the tools.
"""

from __future__ import annotations

import tomllib

from consultation.exports.export_parts import Field
from consultation.forms.spelling import spelling_of
from consultation.words.french import schema_text

_WRITTEN = tomllib.loads(schema_text("tools.toml"))
TOOLS = {
    tool: {field: tuple(map(spelling_of, labels)) for field, labels in columns.items()}
    for tool, columns in _WRITTEN["columns"].items()
}
# The tools that have each trait.
TRAITS = {trait: frozenset(tools) for trait, tools in _WRITTEN["traits"].items()}
# For times written in words: month → its number, time zone → its hours from UTC.
MONTHS = {name: at for at, names in enumerate(_WRITTEN["times"]["months"], 1) for name in names}
ZONES = {
    spelling_of(name): int(hours)
    for hours, names in _WRITTEN["times"]["zones"].items()
    for name in names
}
# Columns whose cells are never stored, as they name a person or a machine.
DROPPED = Field("dropped")
SID = Field("submission", "sid")

BY_LABEL = {
    label: DROPPED if field == "dropped" else Field("submission", field)
    for field, labels in TOOLS["framaforms"].items()
    for label in labels
}
# The headings of all tools' own columns, then of such columns that name a person or a machine.
OWN_LABELS = {label for tool in TOOLS.values() for labels in tool.values() for label in labels}
DROPPED_LABELS = {label for tool in TOOLS.values() for label in tool["dropped"]}
BY_KEY = {label: field for label, field in BY_LABEL.items() if label.startswith("webform_")}
# Webform's second column of an uploaded file.
FILE_SIZES = ("Taille du fichier (KB)", "Filesize (KB)")
GROUPS = ("Détails de la soumission", "Submission Details", "submission_details")


def is_submission_label(label: str) -> bool:
    """True if Framaforms itself may have written this heading: « Séquentiel »."""
    return spelling_of(label) in BY_LABEL


def field_of_heading(label: str) -> Field | None:
    """The field of a heading that Framaforms writes: `SID` → `Field("submission", "sid")`. None for
    any other heading."""
    return BY_LABEL.get(spelling_of(label))
