"""A process that finds the additions of some families: pickled members in, additions out."""

from __future__ import annotations

import pickle
import sys

from consultation.children import end_with
from consultation.families.additions import additions_of_families

if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    members = pickle.load(sys.stdin.buffer)  # noqa: S301 - what `additions` wrote
    pickle.dump(additions_of_families(members), sys.stdout.buffer)
