"""The benchmark's exports look like Framaforms', with the hard cases, and stay the same."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from consultation.exports import match_columns, read_export
from consultation.forms.form import read_form
from tests.bench import generate, layout
from tests.bench.people import CATEGORIES, WORDS
from tests.bench.sheets import OPINIONS
from tests.cases.places import BUNDLED

ROWS = 2_000
SEED = 1

Record = list[str]


def parsed(path: Path) -> list[Record]:
    csv.field_size_limit(1_000_000)
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file, delimiter="\t", strict=True))


def moment(cell: str) -> datetime:
    return datetime.strptime(cell, "%d/%m/%Y - %H:%M")  # noqa: DTZ007 - exports write no zone


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "export.tsv"
    generate.write_export(path, ROWS, SEED)
    return path


@pytest.fixture(scope="module")
def later_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "later.tsv"
    generate.write_export(path, ROWS, SEED, later=True)
    return path


@pytest.fixture(scope="module")
def records(export: Path) -> list[Record]:
    return parsed(export)[3:]


def test_the_same_seed_gives_the_same_bytes(export: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again.tsv", tmp_path / "other.tsv"
    generate.write_export(again, ROWS, SEED)
    generate.write_export(other, ROWS, SEED + 1)

    assert export.read_bytes() == again.read_bytes()
    assert export.read_bytes() != other.read_bytes()


def test_several_processes_write_what_one_writes(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "ALONE", 0)
    monkeypatch.setattr(generate, "CHUNK", 300)
    shared = tmp_path / "shared.tsv"
    generate.write_export(shared, ROWS, SEED)

    assert export.read_bytes() == shared.read_bytes()


def test_every_row_is_as_wide_as_the_form(export: Path) -> None:
    rows = parsed(export)

    assert {len(row) for row in rows} == {43}
    assert len(rows) == 3 + ROWS


def test_the_three_header_rows_are_those_of_the_form(export: Path) -> None:
    title, groups, labels = parsed(export)[:3]

    assert title == [layout.TITLE] + [""] * 42
    assert list(zip(groups, labels, strict=True)) == list(layout.HEADINGS)


def test_the_bundled_form_file_reads_every_column(export: Path) -> None:
    written = read_export(export)
    matching = match_columns(written, read_form(BUNDLED))

    assert matching.missing == ()
    assert sum(1 for _ in written.records()) == ROWS


def test_bytes_are_those_that_webform_writes(export: Path) -> None:
    """UTF-8 without mark, every cell quoted, records ended by a line feed, CRLF within cells."""
    content = export.read_bytes()
    rewritten = "".join(
        "\t".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"
        for row in parsed(export)
    )

    assert content == rewritten.encode()
    assert content.startswith(b'"Consultation')
    assert b"\r\n" in content
    assert b'"\r\n"' not in content.replace(b'\t"\r\n"\t', b"")


def test_rows_weigh_about_two_kilobytes(export: Path) -> None:
    assert 1_950 < export.stat().st_size / ROWS < 2_250


def test_identifiers_and_times_rise_together(records: list[Record]) -> None:
    sids = [int(record[1]) for record in records]
    submitted = [moment(record[2]) for record in records]

    assert sids == sorted(set(sids))
    assert submitted == sorted(submitted)
    for record in records:
        times = [moment(cell) for cell in record[2:5] if cell]
        assert times == sorted(times)


def test_drafts_are_unfinished_and_few(records: list[Record]) -> None:
    drafts = [record for record in records if record[5] == "1"]

    assert 0.02 < len(drafts) / ROWS < 0.04
    assert all(record[3] == "" for record in drafts)
    assert all(record[3] for record in records if record[5] == "0")


def test_shares_of_consents_and_categories_are_the_real_ones(records: list[Record]) -> None:
    finished = [record for record in records if record[5] == "0"]
    consents = Counter(record[layout.CONSENT] for record in finished)
    categories = Counter(record[layout.CATEGORY] for record in finished)
    shares = {consent: round(count / len(finished), 1) for consent, count in consents.items()}

    assert shares["Oui, anonymement"] == shares["Oui, en mon nom"] == 0.4
    assert shares["Non"] == 0.1
    assert consents["Oui, au nom de mon collectif"] > 10
    assert len([category for category, count in categories.items() if count > 50]) == 6


def test_one_person_in_twelve_sends_again(records: list[Record]) -> None:
    emails = [record[layout.EMAIL] for record in records if "@" in record[layout.EMAIL]]
    again = len(emails) - len({email.casefold() for email in emails})
    in_another_case = len(set(emails)) - len({email.casefold() for email in emails})

    assert 0.06 < again / ROWS < 0.09
    assert in_another_case > 40


def test_postcodes_reach_every_departement(records: list[Record]) -> None:
    prefixes = {record[layout.POSTCODE][:2] for record in records}
    overseas = {record[layout.POSTCODE][:3] for record in records}

    assert {f"{number:02}" for number in range(1, 96)} <= prefixes
    assert {"971", "972", "973", "974", "975", "976", "986", "987", "988"} <= overseas
    assert {"200", "202"} <= overseas  # Corsica, South and North


def _any_text(found: Callable[[str], object]) -> Callable[[Record], bool]:
    return lambda record: any(found(record[column]) for column in layout.TEXTS)


def _any_cell(found: Callable[[str], object]) -> Callable[[Record], bool]:
    return lambda record: any(found(cell) for cell in record[9:])


HARD_CASES: dict[str, Callable[[Record], bool]] = {
    "short banal": _any_text(lambda text: text in {"rien", "sans avis", "la TVA"}),
    "formula": _any_cell(lambda cell: cell.startswith(("=", "@", "+", "-"))),
    "telephone formula": _any_cell(lambda cell: cell.startswith("+33 6 39 98")),
    "quotes": _any_text(lambda text: '"' in text),
    "emoji": _any_text(lambda text: re.search("[\U0001f300-\U0001faff]", text)),
    "decomposed accents": _any_text(lambda text: "e\u0301" in text),
    "stacked marks": _any_text(lambda text: "\u0336\u0301" in text),
    "right to left": _any_text(lambda text: re.search("[\u0590-\u06ff]", text)),
    "zero-width": _any_text(lambda text: re.search("[\u200b\u200c\u2060\ufeff\u00ad]", text)),
    "control": _any_text(lambda text: re.search("[\x01-\x08\x0b\x0c\x1b\x1f\x7f\ufffe]", text)),
    "odd line break": _any_text(
        lambda text: re.search("[\u2028\u2029\x1c\x85]|\r(?!\n)|(?<!\r)\n", text)
    ),
    "tab": _any_text(lambda text: "\t" in text and text.strip()),
    "delimiters": _any_text(lambda text: ";c,d" in text),
    "markup": _any_text(lambda text: "<" in text or "[script]" in text),
    "40,000 characters": _any_text(lambda text: len(text) == 40_000),
    "only white space": _any_text(lambda text: text and not text.strip()),
    "question quoted": _any_text(lambda text: layout.FEELINGS in text or layout.ARGUMENTS in text),
    "anonymous name": lambda record: record[layout.NAME].lower() == "anonyme",
    "other text": lambda record: record[layout.REASON_OTHER] != "",
    "missing grid cell": lambda record: "" in record[layout.GRID] and record[layout.CONSENT] != "",
    "attached file": lambda record: record[layout.FILE_URL].startswith("http"),
    "unknown choice": lambda record: record[layout.CATEGORY] not in (*CATEGORIES, ""),
    "unknown opinion": lambda record: bool({*record[layout.GRID]} - {*OPINIONS, ""}),
    "unknown consent": lambda record: record[layout.CONSENT] in WORDS["unknown_consent"],
    "unreadable number": lambda record: bool(re.search("[a-z-]", record[layout.NUMBER])),
    "unreadable date": lambda record: not re.fullmatch(r"|\d\d/\d\d/\d{4}", record[layout.DATE]),
    "unreadable time": lambda record: not re.fullmatch(r"|\d\d:\d\d", record[layout.TIME]),
    "bad e-mail": lambda record: record[layout.EMAIL] != "" and "@e" not in record[layout.EMAIL],
    "bad postcode": lambda record: not re.fullmatch(r"|\d{5}", record[layout.POSTCODE]),
    "edited": lambda record: record[3] != "" and record[4] != record[3],
    "completed later": lambda record: record[3] not in ("", record[2]),
}


@pytest.mark.parametrize("case", HARD_CASES)
def test_hard_case_is_there(records: list[Record], case: str) -> None:
    assert any(HARD_CASES[case](record) for record in records)


def test_no_date_could_be_read_month_first(records: list[Record]) -> None:
    """One such cell would contradict all others and have the whole export refused."""
    dates = [re.match(r"(\d\d)/(\d\d)/", cell) for record in records for cell in record]

    assert all(int(found[2]) <= 12 for found in dates if found)


def test_letters_are_copied_changed_and_extended(records: list[Record]) -> None:
    demand = "interdire ces dispositifs et de faire cesser les expérimentations illégales"
    letters = [record[29] for record in records if demand in record[29]]
    wordings = Counter(letters)

    assert len(letters) > 100
    assert wordings.most_common(1)[0][1] > 20
    assert len(wordings) > 50


def test_letters_share_paragraphs(records: list[Record]) -> None:
    paragraphs = Counter(
        (paragraph, record[29][:40])
        for record in records
        for paragraph in record[29].split("\r\n\r\n")
        if len(paragraph) > 150
    )
    openings = Counter(paragraph for paragraph, _ in paragraphs)

    assert sum(count >= 3 for count in openings.values()) > 10


def test_unrelated_texts_share_phrases(records: list[Record]) -> None:
    words = [record[29].split() for record in records]
    phrases = Counter(
        phrase
        for text in words
        for phrase in {tuple(text[n : n + 5]) for n in range(len(text) - 4)}
    )
    shared = sum(count >= 5 for count in phrases.values())

    assert shared > 1_000
    assert phrases.most_common(1)[0][1] < ROWS / 4


def test_a_later_export_overlaps_the_first(records: list[Record], later_export: Path) -> None:
    first = {record[1]: record for record in records}
    later = {record[1]: record for record in parsed(later_export)[3:]}
    kept = first.keys() & later.keys()
    changed = [sid for sid in kept if first[sid] != later[sid]]
    completed = [sid for sid in changed if first[sid][5] == "1"]

    assert len(later.keys() - first.keys()) == ROWS * 0.2
    assert 0.002 < len(first.keys() - later.keys()) / ROWS < 0.005
    assert 0.007 < (len(changed) - len(completed)) / ROWS < 0.013
    assert len(completed) > 5
    assert all(later[sid][5] == "0" for sid in completed)
    assert all(moment(later[sid][4]) > moment(first[sid][4]) for sid in changed)


def test_the_command_writes_both_exports(
    export: Path, later_export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "one.tsv", tmp_path / "two.tsv"
    generate.main(
        ["--answers", str(ROWS), "--output", str(one), "--also-later", str(two), "--shares"]
    )

    assert one.read_bytes() == export.read_bytes()
    assert two.read_bytes() == later_export.read_bytes()
    assert "only white space" in capsys.readouterr().out
