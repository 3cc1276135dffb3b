"""A process that finds the additions of some families: pickled members in, additions out."""

from __future__ import annotations

import pickle
import sys

from consultation.families.additions import additions_of_families

if __name__ == "__main__":
    members = pickle.load(sys.stdin.buffer)  # noqa: S301 - what `additions` wrote
    pickle.dump(additions_of_families(members), sys.stdout.buffer)
