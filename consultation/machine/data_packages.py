"""datapackage.json: what a program needs to read a folder's CSV files (Data Package 2.0)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from consultation.machine.checksums import checksum
from consultation.machine.csv_files import harmless_cell
from consultation.machine.json_files import write_json

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "VARCHAR": "string",
}

Described = dict[str, Any]


def write_data_package(
    folder: Path,
    name: str,
    title: str,
    description: str,
    resources: Iterable[Described],
    **others: object,
) -> None:
    """The folder's datapackage.json says this, and what `others` say under their names."""
    package = {
        "$schema": PROFILE,
        "name": package_name(name),
        "title": title,
        "description": description,
        **others,
        "resources": list(resources),
    }
    write_json(folder / NAME, package)


def package_name(text: str) -> str:
    """The text as a name of a data package: other signs become hyphens."""
    return re.sub("[^a-z0-9.-]+", "-", text.lower())


def csv_resource(
    folder: Path, path: str, name: str, told: tuple[str, str], schema: Described
) -> Described:
    """A CSV file as it is in the folder, under a name that data packages take; `told` is what it
    holds, and what a row of it is."""
    title, grain = told
    return {
        "name": name,
        "type": "table",
        "title": title,
        "description": grain,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{checksum(folder / path)}",
        "schema": schema,
    }


def field_of(name: str, type_name: str, meaning: str, values: Sequence[str] = ()) -> Described:
    """A column of this type of DuckDB; where it holds words of a list, `values` are all of them."""
    described = {
        "name": harmless_cell(name),
        "type": _TYPES[type_name],
        "description": meaning,
    }
    return {**described, "constraints": {"enum": list(values)}} if values else described
