"""A question of an export as the draft shows it, or a column that it leaves aside."""

from __future__ import annotations

from dataclasses import dataclass

from consultation.exports.heading_places import Place
from consultation.proposals.components import Component
from consultation.proposals.lists import NO_CHOICES, Choices
from schemas.form_values import Kind


@dataclass(frozen=True)
class Guess:
    """A component as a question of a kind, or (`kind` None) left aside.

    `role` is what a column left aside may be: a role, or `consent`. `remarks` are the reasons and
    doubts, as French sentences without their first capital. `weight` says how likely it asks for
    consent, 0 that it doesn't.
    """

    component: Component
    kind: Kind | None
    remarks: tuple[str, ...] = ()
    role: str | None = None
    choices: Choices = NO_CHOICES
    other: Place | None = None
    is_category: bool = False
    is_agreement: bool = False
    weight: int = 0

    @property
    def places(self) -> tuple[Place, ...]:
        """Every column, the free text beside the choices included."""
        return self.component.places if self.other is None else (*self.component.places, self.other)


def leave_aside(component: Component, remark: str, role: str | None = None) -> Guess:
    """A guess that leaves the component under `ignored`, and says why."""
    return Guess(component, None, (remark,), role)
