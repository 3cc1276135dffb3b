"""What a release stands on, as CycloneDX tells it: each package of requirements.lock that the
program itself needs, in every version that some Python gets, and which needs which.

python .ci/bill_of_materials.py FOLDER > bom.cdx.json
"""

import json
import re
import sys
import tomllib
from pathlib import Path

ENTRY = re.compile(r"^([a-z0-9._-]+)==([^\s;]+).*\n((?:[ ].*\n)+)", re.MULTILINE)


def bill_of_materials(folder: Path) -> dict[str, object]:
    """The bill of what the folder's lock says."""
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    ours, lock = project["name"], (folder / "requirements.lock").read_text("utf-8")
    addresses, users = {ours: [address(ours, project["version"])]}, {}
    for package, version, below in ENTRY.findall(lock):
        addresses.setdefault(package, []).append(address(package, version))
        # Of ours, « (pyproject.toml:dev) » is what developers alone need.
        named = re.sub(rf"{ours} \(\S+:dev\)|\(\S+\)|#|\bvia\b|--hash\S+|\\", " ", below)
        users.setdefault(package, set()).update(named.split())
    needed: set[str] = set()
    while more := {one for one in users.keys() - needed if users[one] & {ours, *needed}}:
        needed |= more
    parts = sorted(needed)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component("application", ours, addresses[ours][0])},
        "components": [
            component("library", package, one) for package in parts for one in addresses[package]
        ],
        "dependencies": [
            {
                "ref": one,
                "dependsOn": [
                    other for part in parts if user in users[part] for other in addresses[part]
                ],
            }
            for user in (ours, *parts)
            for one in addresses[user]
        ],
    }


def address(name: str, version: str) -> str:
    """The package in this version, as package-url spells it."""
    return f"pkg:pypi/{name}@{version}"


def component(kind: str, name: str, purl: str) -> dict[str, str]:
    """A component, which the rest of the bill calls by its address."""
    version = purl.partition("@")[2]
    return {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}


if __name__ == "__main__":
    print(json.dumps(bill_of_materials(Path(sys.argv[1])), indent=2))
