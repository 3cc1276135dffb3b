"""Framaforms' own columns, in every spelling its versions and languages give them.

The labels follow the interface language of whoever exports, and translations were partial for
years: French, English and keys may stand side by side.
"""

from __future__ import annotations

from consultation.exports.export_parts import Field
from consultation.forms.spelling import spelling_of

SERIAL = Field("submission", "serial")
SID = Field("submission", "sid")
SUBMITTED_AT = Field("submission", "submitted_at")
COMPLETED_AT = Field("submission", "completed_at")
MODIFIED_AT = Field("submission", "modified_at")
DRAFT = Field("submission", "draft")
# Framaforms overwrites these three; elsewhere they are personal data without use here.
DROPPED = Field("dropped")

BY_KEY = {
    "webform_serial": SERIAL,
    "webform_sid": SID,
    "webform_time": SUBMITTED_AT,
    "webform_completed_time": COMPLETED_AT,
    "webform_modified_time": MODIFIED_AT,
    "webform_draft": DRAFT,
    "webform_ip_address": DROPPED,
    "webform_uid": DROPPED,
    "webform_username": DROPPED,
}
# « Time », « Heure »: Webform 4.0 to 4.7, which has neither completion nor modification.
BY_LABEL = {
    "Séquentiel": SERIAL,
    "Serial": SERIAL,
    "SID": SID,
    "Heure de soumission": SUBMITTED_AT,
    "Submitted Time": SUBMITTED_AT,
    "Heure": SUBMITTED_AT,
    "Time": SUBMITTED_AT,
    "Heure de complétion": COMPLETED_AT,
    "Completed Time": COMPLETED_AT,
    "Heure de modification": MODIFIED_AT,
    "Modified Time": MODIFIED_AT,
    "Brouillon": DRAFT,
    "Draft": DRAFT,
    "Adresse IP": DROPPED,
    "IP Address": DROPPED,
    "UID": DROPPED,
    "Nom d'utilisateur": DROPPED,
    "Username": DROPPED,
}
GROUPS = ("Détails de la soumission", "Submission Details", "submission_details")


def is_submission_label(label: str) -> bool:
    """Framaforms itself may have written this heading."""
    return spelling_of(label) in BY_KEY or spelling_of(label) in BY_LABEL


def field_of_heading(label: str) -> Field | None:
    """What the column is, when Framaforms wrote the heading."""
    return BY_KEY.get(spelling_of(label)) or BY_LABEL.get(spelling_of(label))
