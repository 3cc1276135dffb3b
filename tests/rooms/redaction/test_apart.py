"""Masking, scored on a set that somebody wrote who had not seen the code.

Every other stretch, from the first, was then shown to whoever corrected the patterns; on those that
were held back, 84 % are masked (all kinds together), on all of them 90 %.
"""

from __future__ import annotations

import json
from collections import Counter

from consultation.redaction import mentions, redact
from tests.cases.places import CASES

APART = CASES / "masking" / "apart.json"
# By kind: the least share masked, and masked or pointed at.
BARS = {
    "email": (0.90, 0.96),
    "phone": (0.93, 0.93),
    "address": (0.90, 0.90),
    "handle": (0.90, 0.93),
    "profile_link": (0.90, 1.00),
    "coordinates": (0.78, 0.96),
    "birth_date": (0.90, 0.90),
    "paper_number": (0.00, 0.97),
    "plate": (0.92, 0.98),
    "iban": (1.00, 1.00),
    "card_number": (1.00, 1.00),
    "nir": (0.70, 0.93),
}
COVERED, FALSE_MASKS = 0.9, 0


def apart():
    return json.loads(APART.read_text(encoding="utf-8"))


def is_masked(text, secret):
    """Whether nearly all the letters and digits of the secret are under a mask."""
    start = text.index(secret)
    signs = [place for place in range(start, start + len(secret)) if text[place].isalnum()]
    masks = redact(text).masks
    hidden = sum(any(mask.start <= place < mask.end for mask in masks) for place in signs)
    return hidden >= COVERED * len(signs)


def is_pointed_at(text, secret):
    """Whether a person is shown a stretch that the secret and it share."""
    left = " ".join(redact(text).text.split())
    wanted = " ".join(secret.split())
    return any(
        mention.text in wanted or wanted in mention.text or _overlaps(left, wanted, mention.text)
        for mention in mentions(redact(text).text)
    )


def _overlaps(text, one, other):
    first, second = text.find(one), text.find(other)
    return 0 <= first < second + len(other) and 0 <= second < first + len(one)


def test_what_identifies_is_masked_or_pointed_at_as_often_as_kinds_ask():
    count, masked, told = Counter(), Counter(), Counter()
    for row in apart()["stretches"]:
        kind, is_hidden = row["kind"], is_masked(row["text"], row["secret"])
        count[kind] += 1
        masked[kind] += is_hidden
        told[kind] += is_hidden or is_pointed_at(row["text"], row["secret"])
    shares = {kind: (masked[kind] / count[kind], told[kind] / count[kind]) for kind in count}

    below = {
        kind: share
        for kind, share in shares.items()
        if any(got < bar for got, bar in zip(share, BARS[kind], strict=True))
    }
    assert below == {}


def test_ordinary_arguments_are_hardly_ever_masked():
    masked = [redact(text).text for text in apart()["ordinary"] if redact(text).masks]

    assert len(masked) <= FALSE_MASKS, masked
