"""Print the recall of the masks: `python -m tests.bench.masks`.

By kind, over the labelled texts and over the blind sentences: how many stretches there are, how
many are masked, and how many are neither masked nor shown to a person.
"""

from __future__ import annotations

from tests.cases.masked import Case, blind_cases, cases, false_masks, recall_of


def printed(name: str, of: tuple[Case, ...]) -> None:
    """Print a line per kind of some cases."""
    print(f"{name}: {len(of)} texts, {len(false_masks(of))} masks that hide nothing to hide")
    for kind in sorted({kind for case in of for kind, *_ in case.to_mask}):
        found = recall_of(kind, of)
        masked = found.count - len(found.unmasked)
        print(f"  {kind:9} {masked:3} of {found.count:3}, {len(found.unseen)} neither")


if __name__ == "__main__":
    printed("labelled", cases())
    printed("blind", blind_cases())
