"""The sentences of schemas/ are all said, with all their figures, and stand nowhere else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Formatter

import duckdb
import pytest

from consultation.warehouse.store.functions import make_functions
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence, sentences, sheets
from consultation.words.screen import harmless_line
from tests.cases.drawn import create, draw, shapes
from tests.cases.places import ROOT

# What is said to whoever writes a form file names its parts.
OF_FORM_FILES = {"draft", "lines_to_paste", "note_blanks", "note_headings", "remarks", "unseen"}
SENTENCES = [(topic, each) for topic, entries in sentences().items() for each in entries]

# Literals that are no words for people, and why.
NO_SENTENCES = {
    "sql/03_people/said_names.sql": "what people write in place of a name",
    "sql/06_coding/steps/texts.sql": "letters that folding spells out",
    "sql/exploration/people.sql": "letters that folding spells out",
    "sql/exploration/texts.sql": "letters that folding spells out",
}


@cache
def code() -> str:
    """The selects and modules that say something to people, one after the other."""
    files = [*(ROOT / "sql").rglob("*.sql")]
    files += [path for name in ("consultation", "flows") for path in (ROOT / name).rglob("*.py")]
    return "\n".join(path.read_text("utf-8") for path in files)


def filling(shape: str) -> object:
    """A value that a hole of that shape takes: texts, a count, or a word."""
    if re.fullmatch(r"\W+", shape):
        return ["un", "deux"]
    return 3 if shape else "mot"


def test_every_sentence_can_be_said():
    """No hole is left, and French has its no-break spaces, whatever the values are. None for a
    volunteer names a part of a form file, or a sign that is none."""
    for topic, sentence_id in SENTENCES:
        holes: dict[str, str] = {}
        for _, name, shape, _ in Formatter().parse(sentences()[topic][sentence_id]):
            if name:
                holes[name] = holes.get(name) or shape or ""
        values = {name: filling(shape) for name, shape in holes.items()}
        said = sentence(topic, sentence_id, **values)

        assert not set(said) & set("{}|"), (topic, sentence_id)
        assert not re.search(r" [:;?!»%]|« |\s{3}", said), (topic, sentence_id)
        assert not re.search(r"[^\W\d_]'[^\W\d_]", said), (topic, sentence_id)
        if topic not in OF_FORM_FILES and sentence_id != "destroyed_accents":
            bare = sentences()[topic][sentence_id]
            assert not re.search(r"\.toml|\[\w+\]|\ufffd", bare), (topic, sentence_id)


def test_an_error_of_several_lines_is_one_line_of_the_workbooks_without_a_sign_that_is_none():
    told = {"form_id": "f", "unknown": 3, "known": 0, "columns": "- b\n- c", "lines": "d"}
    reason = OrganiserError("other_form", where="a.csv", **told).what
    line = harmless_line(sentence("notices", "refused_answers", file_name="a.csv", reason=reason))

    assert not set(line) & set("\n\ufffd")


def test_every_sentence_is_used():
    """Its id, its beginning where code gives the rest, or its whole topic stands in the code."""
    assert [each for each in SENTENCES if not is_used(*each)] == []


def is_used(topic: str, sentence_id: str) -> bool:
    whole = (f'sentences_of("{topic}")', f'sentences()["{topic}"]')
    begun = (f'f"{sentence_id[:at]}_{{' for at, sign in enumerate(sentence_id) if sign == "_")
    quoted = (f'"{sentence_id}"', f"'{sentence_id}'")
    return f"{topic}.{sentence_id}" in shapes() or any(
        words in code() for words in (*quoted, *begun, *whole)
    )


def test_a_sentence_agrees_with_one_figure_at_most_where_selects_say_it():
    topics = frozenset(re.findall(r"\bsentence\(\s*'(\w+)'", code()))
    for topic, sentence_id in SENTENCES:
        figures = re.findall(r"{\w+:", sentences()[topic][sentence_id])
        assert topic not in topics or len(figures) <= 1, (topic, sentence_id)


def has_words_for_people(path: Path) -> bool:
    """Whether literals of a select are words for people."""
    bare = re.sub(r"--[^\n]*|\"[^\"]*\"", "", path.read_text("utf-8"))
    literals = re.findall(r"'((?:[^']|'')*)'", bare)
    return any(re.search(r"[^\W\d_]{2,} \w|[À-ÿ«»]", each) for each in literals)


def test_no_select_holds_words_for_people():
    selects = [path for path in (ROOT / "sql").rglob("*.sql") if "queries" not in path.parts]
    found = {path.relative_to(ROOT).as_posix() for path in selects if has_words_for_people(path)}

    assert found <= NO_SENTENCES.keys()


@pytest.fixture(scope="module")
def speaking() -> duckdb.DuckDBPyConnection:
    """A database with the functions that say words, for a form of one category."""
    connection = duckdb.connect()
    connection.execute("create schema form")
    for table, columns in shapes().items():
        if table.startswith("form."):
            connection.execute(create(table, columns))
    draw(connection, "form.form", [{"time_zone": "Europe/Paris"}])
    draw(connection, "form.categories", [{"category_id": "a", "position": "2", "label": "Ami·e"}])
    word = {"kind": "box", "id": "late", "position": "1", "label": "Tard"}
    draw(connection, "form.words", [word])
    make_functions(connection)
    return connection


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("word('box', 'late').label", "Tard"),
        ("word('category', 'a').position", 2),
        ("word('box', 'unknown').label", None),
        ("word('box', null).label", None),
        ("local_time(timestamp '2022-07-01 22:00')::date::varchar", "2022-07-02"),
        ("sentence('a_verifier', 'on_some', struct_pack(count := null::bigint))", None),
        ("sentence('a_verifier', 'unknown')", None),
        ("sentence('rejets', 'nearest', struct_pack(label := '12345'))", "12345"),
        ("sentence('rejets', 'nearest', struct_pack(label := 'dit « \"l''œuf\" \\ »'))", "l'œuf"),
    ],
)
def test_what_functions_say(speaking, said, expected):
    found = speaking.execute(f"select {said}").fetchone()[0]

    assert found == expected or (isinstance(expected, str) and expected in found)


# What looks like a hole in a value is not filled.
LIKE_HOLES = {"asked_on": "{title}", "recipient": "CNIL {title} {", "title": "« {recipient} »"}


@pytest.mark.parametrize(
    ("topic", "sentence_id", "values"),
    [
        # Figures agree with their words.
        *(("notices", "erased", {"submission_count": count}) for count in (0, 1, 2, 1234)),
        ("receipt", "withdraw", LIKE_HOLES),
    ],
)
def test_a_select_says_a_sentence_as_python_does(speaking, topic, sentence_id, values):
    given = ", ".join(f"{name} := ${name}" for name in values)
    said = f"select sentence('{topic}', '{sentence_id}', struct_pack({given}))"

    assert speaking.execute(said, values).fetchone()[0] == sentence(topic, sentence_id, **values)


def test_sheets_have_titles_of_their_own():
    of_the_organisation = [sheets()[workbook] for workbook in sheets()["workbooks"]]
    for workbooks in (of_the_organisation, [sheets()["annexe"]]):
        titles = [title for workbook in workbooks for title, _ in workbook.values()]

        assert len(set(titles)) == len(titles)


def test_explanations_of_sheets_quote_what_stands_in_a_sheet():
    quoted = re.compile(r"«\s*([^»]+?)\s*»")
    files = [*(ROOT / "sql").glob("1*/**/*.sql"), *(ROOT / "schemas").glob("*.toml")]
    said = quoted.sub("", "\n".join(path.read_text("utf-8") for path in files)).casefold()
    titles = "\n".join(re.findall(r'"[^"\n]*"', said))
    explanations = (ROOT / "schemas" / "sheets.toml").read_text("utf-8")

    missing = {one for one in quoted.findall(explanations) if one.casefold() not in titles}
    assert missing == set()
