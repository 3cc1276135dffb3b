"""One export of each other tool, a form file that reads them all, and what is true of them."""

from __future__ import annotations

import json
from typing import Any

from tests.cases.places import CASES

TOOLS = CASES / "tools"
FILES = {
    "nextcloud": "nextcloud.csv",
    "drupal": "drupal-webform6.csv",
    "limesurvey": "limesurvey.csv",
    "google": "google.csv",
}
TRUTH: dict[str, dict[str, Any]] = json.loads((TOOLS / "truth.json").read_text(encoding="utf-8"))

FORM = """
title = "Consultation"
recipient = "CNIL"
time_zone = "Europe/Paris"

[roles]
email = ["Adresse e-mail"]

[consent]
headers = ["Acceptez-vous que votre réponse soit transmise à la CNIL ?"]
anonymous = ["Oui"]
reflection_only = ["Non"]

[questions.nom]
kind = "choice"
headers = ["Publier mon nom avec ma réponse"]
choices = { oui = ["Oui"], non = ["Non"] }

[questions.lieux]
kind = "choices"
headers = ["Quels lieux vous préoccupent ?"]
[questions.lieux.choices]
rue = ["Rue, gares"]
ecoles = ["Écoles ; lycées"]
stades = ["Stades (« JO »)"]
manifs = ["Manifestations"]

[questions]
avis = { kind = "text", headers = ["Votre avis"] }
ville = { kind = "text", families = false, headers = ["Ville"] }
code = { kind = "text", families = false, headers = ["Code postal"] }
inquietude = { kind = "number", headers = ["Inquiétude (1 à 5)"] }
"""
