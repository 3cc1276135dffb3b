"""What the frictionless package says of a folder's datapackage.json."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cases.command import environment
from tests.cases.places import ROOT

FRICTIONLESS = ROOT / ".venv" / "frictionless"


def frictionless(folder: Path) -> subprocess.CompletedProcess[str]:
    """What `frictionless validate datapackage.json` says in the folder."""
    assert FRICTIONLESS.is_dir(), "`make test` installs frictionless beside the environment"
    return subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json"],
        cwd=folder,
        env=environment(PYTHONPATH=str(FRICTIONLESS)),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
