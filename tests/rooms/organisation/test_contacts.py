"""What is sent back to people who asked to withdraw."""

from __future__ import annotations

from consultation.organisation.contacts import with_frozen_packs
from consultation.words.french import label


def test_a_receipt_names_the_frozen_packs_unless_the_request_cancels_another():
    reference = "4GZ7-K2QM-X9TR"
    asked = [label("withdrawal_request", request) for request in ("withdraw", "cancel")]
    row = {"Références": reference, "Accusé à renvoyer": "Bonjour."}
    rows = [row | {"Demande": one} for one in asked]
    sent = with_frozen_packs(rows, [(reference, "depot", "recueil-01.pdf")])

    assert ["depot" in one["Accusé à renvoyer"] for one in sent] == [True, False]
