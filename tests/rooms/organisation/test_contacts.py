"""What is sent back to people who asked to withdraw."""

from __future__ import annotations

import pytest

from consultation.organisation.contacts import with_frozen_packs
from consultation.words.french import label


@pytest.mark.parametrize(("request_id", "is_told"), [("withdraw", True), ("cancel", False)])
def test_a_receipt_names_the_frozen_packs_unless_the_request_cancels_another(request_id, is_told):
    row = {
        "Références": "4GZ7-K2QM-X9TR",
        "Demande": label("withdrawal_request", request_id),
        "Accusé à renvoyer": "Bonjour.",
    }

    (sent,) = with_frozen_packs([row], [("4GZ7-K2QM-X9TR", "depot", "recueil-01.pdf")])

    assert ("depot" in sent["Accusé à renvoyer"]) is is_told
