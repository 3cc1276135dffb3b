"""datapackage.json: what a program needs to read the CSV files of the pack (Data Package 2.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from consultation.coding.coded_texts import SENT_COLUMNS
from consultation.machine.checksums import checksum
from consultation.machine.csv_files import harmless_cell
from consultation.machine.json_files import write_json
from consultation.notices import codebook, for_allies, responses
from consultation.packs.annex import FOLDER, REGISTER
from consultation.packs.columns import meaning_in_index, meaning_of, title_and_grain
from consultation.packs.contribution import claims
from consultation.packs.index import form_of, index_columns, reasons_of
from consultation.packs.index_file import EACH, INDEX, PACK, REFERENCE, Documents
from consultation.packs.index_workbook import PackForm
from consultation.warehouse.tables.publications import Publication, Tables
from consultation.words.french import sentence

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_YES_OR_NO = ("Ajout personnel",)
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
Columns = Sequence[tuple[str, str]]


def write_datapackage(tables: Tables, folder: Path, written: Documents = EACH) -> None:
    """datapackage.json describes every CSV file of the pack, as it is in the folder."""
    form = form_of(tables)
    package = {
        "$schema": PROFILE,
        "name": _name_of(f"{form.form_id}-soumission"),
        "title": form.title,
        "description": _description(form, reasons_of(tables)),
        "resources": list(_resources(tables, folder, written)),
    }
    write_json(folder / NAME, package)


def _name_of(text: str) -> str:
    """The text as a name of a data package: other signs become hyphens."""
    return re.sub("[^a-z0-9.-]+", "-", text.lower())


def _description(form: PackForm, reasons: Sequence[str]) -> str:
    described = sentence(
        "pack",
        "description",
        contribution_count=str(form.contribution_count),
        recipient=form.recipient,
        index=INDEX,
    )
    if not reasons:
        return described
    return sentence("pack", "description_of_draft", reasons=reasons, description=described)


def _resources(tables: Tables, folder: Path, written: Documents) -> Iterator[Described]:
    fields = [_index_field(*column) for column in index_columns(tables, written)]
    schema = {"fields": fields, "primaryKey": [REFERENCE]}
    yield _resource(folder, INDEX, "contributions", schema)
    answers = tables["pack.responses"]
    schema = _schema(responses.NAME, _columns_of(answers))
    for path in responses.response_files(answers):
        # Ids may differ by underscores, which names of data packages don't have.
        name = path.removesuffix(".csv").replace("_", ".")
        yield _resource(folder, path, responses.NAME, schema) | {"name": _name_of(name)}
    for name, table in codebook.files_of(tables, PACK).items():
        yield _resource(folder, f"{FOLDER}/{name}.csv", name, _schema(name, _columns_of(table)))
    for name, table in for_allies.codes_described(tables, folder, SENT_COLUMNS).items():
        path = f"{for_allies.FOLDER}/{name}.csv"
        yield _resource(folder, path, name, _schema(name, _columns_of(table)))
    register = [(column, "VARCHAR") for column in claims.COLUMNS]
    yield _resource(folder, claims.REGISTER, REGISTER, _schema(REGISTER, register))
    book = [(column, "VARCHAR") for column in codebook.COLUMNS]
    path = f"{FOLDER}/{codebook.NAME}.csv"
    yield _resource(folder, path, codebook.NAME, _schema(codebook.NAME, book))


def _columns_of(table: Publication) -> Columns:
    return tuple(zip(table.columns, table.types, strict=True))


def _resource(folder: Path, path: str, name: str, schema: Described) -> Described:
    title, grain = title_and_grain(name)
    return {
        "name": _name_of(name),
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


def _schema(table: str, columns: Columns) -> Described:
    return {"fields": [_field(name, kind, meaning_of(table, name)) for name, kind in columns]}


def _field(name: str, kind: str, meaning: str) -> Described:
    """A column of this type of DuckDB."""
    return {"name": harmless_cell(name), "type": _TYPES[kind], "description": meaning}


def _index_field(title: str, kind: str) -> Described:
    field = _field(title, kind, meaning_in_index(title))
    if title in _YES_OR_NO:
        field |= {"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]}
    return field
