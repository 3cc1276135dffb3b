"""What makes the same values come out as the same bytes: our code, templates, fonts, and typst."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import version

from consultation.packs.typesetting.compiling import HERE

KINDS = (".py", ".typ", ".ttf")


@cache
def edition() -> str:
    """Another one whenever the same values could make another document."""
    parts = [version("typst"), unicodedata.unidata_version]
    for path in sorted(path for path in HERE.rglob("*") if path.suffix in KINDS):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        parts.append(f"{path.relative_to(HERE).as_posix()} {content}")
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()
