"""The line of each key of a TOML text, in every way that TOML lets one write it."""

from __future__ import annotations

import tomllib

import pytest

from consultation.forms.texts import FormText, key_lines
from tests.cases.places import BUNDLED, CASES

FORMS = [
    *(CASES / "forms").rglob("*.toml"),
    BUNDLED,
]

TEXT = '''\
title = "a"                     # line 1
long = """
[not.a.table]
"""
roles.email = "b"               # line 5, dotted
[a.b]                           # line 6
"x y".z = { u = 1, v = [2] }    # line 7, inline
list = [                        # line 8
  # a comment with ] in it
  "one", "two",
  """th
ree""",
  { k = 4 },
  "five"]                       # line 14
[[c.rules]]                     # line 15
state = "s"
[[c.rules]]
when = { q = "r" }              # line 18
[c.rules.deep]
key = 1                         # line 20
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("long",), 2),
        (("roles",), 5),
        (("roles", "email"), 5),
        (("a",), 6),
        (("a", "b"), 6),
        (("a", "b", "x y", "z", "v", 0), 7),
        (("a", "b", "list"), 8),
        (("a", "b", "list", 0), 10),
        (("a", "b", "list", 1), 10),
        (("a", "b", "list", 2), 12),  # where the element ends
        (("a", "b", "list", 3, "k"), 13),
        (("a", "b", "list", 4), 14),
        (("c", "rules", 0), 15),
        (("c", "rules", 0, "state"), 16),
        (("c", "rules", 1), 17),
        (("c", "rules", 1, "when", "q"), 18),
        (("c", "rules", 1, "deep", "key"), 20),
    ],
)
def test_the_line_of_a_key(path, line):
    assert key_lines(TEXT)[path] == line
    assert key_lines(TEXT.replace("\n", "\r\n"))[path] == line


def test_what_is_missing_is_at_the_line_of_what_encloses_it():
    text = FormText("x.toml", TEXT.encode(), TEXT, tomllib.loads(TEXT))

    assert text.line(("c", "rules", 1, "state")) == 17
    assert text.line(("absent", "key")) is None


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_key_of_a_form_has_a_line_that_holds_its_name(path):
    text = path.read_text()
    lines = text.split("\n")
    found = key_lines(text)

    def names(values, above=()):
        for name, value in values.items():
            yield (*above, name)
            if isinstance(value, dict):
                yield from names(value, (*above, name))

    for key in names(tomllib.loads(text)):
        assert key[-1] in lines[found[key] - 1]


def test_a_list_of_thousands_of_lines_is_read_at_once():
    text = "x = [\n" + '  "a",\n' * 20_000 + "]\ny = 1\n"

    assert key_lines(text)[("x", 19_999)] == 20_001
    assert key_lines(text)[("y",)] == 20_003
