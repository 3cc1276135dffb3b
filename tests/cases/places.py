"""Where things stand in the tree."""

from pathlib import Path

CASES = Path(__file__).parent
ROOT = CASES.parent.parent
# Exports that the real Webform wrote.
FRAMAFORMS = CASES / "framaforms"
FORMS = ROOT / "schemas" / "forms"
BUNDLED = FORMS / "vsa-2022.toml"
# Runs of different folders give the same references, so that they can be compared.
REFERENCE_KEY = CASES / "references.cle"
