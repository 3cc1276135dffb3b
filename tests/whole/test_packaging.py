"""The lock file is that of pyproject.toml, and installs anywhere."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.cases.places import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINS = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK, flags=re.MULTILINE))


def required() -> list[Requirement]:
    lines = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    return [Requirement(line) for line in lines + PROJECT["build-system"]["requires"]]


def test_every_requirement_is_locked_within_its_range():
    unmet = [
        str(requirement)
        for requirement in required()
        if not requirement.specifier.contains(PINS.get(canonicalize_name(requirement.name), "0"))
    ]

    assert unmet == []


def test_nothing_is_locked_for_a_requirement_that_is_gone():
    direct = {canonicalize_name(requirement.name) for requirement in required()}
    ours = set(
        re.findall(r"^([a-z0-9._-]+)==(?:(?!^\S).)*?faire-masse", LOCK, re.MULTILINE | re.DOTALL)
    )

    assert ours <= direct


def test_the_lock_names_no_host():
    assert "://" not in LOCK
