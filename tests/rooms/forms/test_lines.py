"""The line of each key of a TOML text, in every way that TOML lets one write it."""

from __future__ import annotations

import tomllib

import pytest

from consultation.forms.texts import FormText

TEXT = '''\
title = "a"                     # line 1
long = """
[not.a.table]
"""
roles.email = "b"               # line 5, dotted_key
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
        (("roles", "email"), 5),
        (("a", "b"), 6),
        (("a", "b", "x y", "z", "v", 0), 7),
        (("a", "b", "list", 3, "k"), 8),
        (("c", "rules", 0, "state"), 16),
        (("c", "rules", 1), 17),
        (("c", "rules", 1, "state"), 17),
        (("c", "rules", 1, "when", "q"), 18),
        (("c", "rules", 1, "deep", "key"), 20),
        (("absent", "key"), None),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_of_a_key_or_of_what_encloses_it(path, line, end):
    text = TEXT.replace("\n", end)

    assert FormText("x.toml", text.encode(), text, tomllib.loads(text)).line(path) == line
