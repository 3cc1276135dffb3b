"""Fail when the reports of pytest name a skipped test, or no test at all."""

import sys
from xml.etree import ElementTree

cases = [case for report in sys.argv[1:] for case in ElementTree.parse(report).iter("testcase")]  # noqa: S314
skipped = [
    f"{case.get('classname')}.{case.get('name')}"
    for case in cases
    if case.find("skipped") is not None
]

for name in skipped:
    print(f"skipped: {name}", file=sys.stderr)
if not cases:
    print("no test ran", file=sys.stderr)
sys.exit(bool(skipped) or not cases)
