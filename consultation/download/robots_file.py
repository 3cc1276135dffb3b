"""robots.txt: which addresses of a site a program may ask for (RFC 9309).

The standard library's reader knows no `*` and `$` in paths, which Drupal's file has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

AGENT = "faire-masse"

Rule = tuple[bool, str]
"""Whether what begins like the pattern is allowed, and the pattern."""


def rules_in(text: str) -> tuple[Rule, ...]:
    """The rules for this program: those of its own groups, else those for all programs."""
    groups = list(_groups(text))
    own = [rules for agents, rules in groups if AGENT in agents]
    return tuple(
        rule
        for rules in own or [rules for agents, rules in groups if "*" in agents]
        for rule in rules
    )


def is_allowed(rules: tuple[Rule, ...], path: str) -> bool:
    """Whether the path, with its query, may be asked for: the longest pattern decides, and of two
    as long the one that allows."""
    fitting = [(len(pattern), allows) for allows, pattern in rules if _fits(pattern, path)]
    return max(fitting, default=(0, True))[1]


def _groups(text: str) -> Iterator[tuple[set[str], list[Rule]]]:
    agents: set[str] = set()
    rules: list[Rule] = []
    is_open = False  # agents may follow one another, and share what comes next
    for line in text.lstrip("\ufeff").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if not is_open:
                yield agents, rules
                agents, rules = set(), []
            agents.add(value.lower())
            is_open = True
        elif key in ("allow", "disallow"):
            is_open = False
            rules += [(key == "allow", value)] if value else []
    yield agents, rules


def _fits(pattern: str, path: str) -> bool:
    body = pattern.removesuffix("$")
    expression = ".*".join(map(re.escape, body.split("*")))
    return re.match(expression + ("$" if body != pattern else ""), path) is not None
