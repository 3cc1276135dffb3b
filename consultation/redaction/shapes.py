"""Which of many texts may hold what has a shape, and of which kind: most hold nothing."""

from __future__ import annotations

from functools import reduce
from itertools import compress
from operator import and_, or_

import polars as pl

from consultation.redaction.accounts import NEEDED as ACCOUNT
from consultation.redaction.addresses import NEEDED as ADDRESS
from consultation.redaction.births import NEEDED as BIRTH
from consultation.redaction.emails import NEEDED as EMAIL
from consultation.redaction.identity_numbers import NEEDED as IDENTITY
from consultation.redaction.identity_numbers import NEEDED_BY_BANKS as BANK
from consultation.redaction.ip_addresses import NEEDED as IP
from consultation.redaction.phones import NEEDED as PHONE
from consultation.redaction.plates import NEEDED as PLATE
from consultation.redaction.positions import NEEDED as POSITION
from consultation.redaction.rough_patterns import ODD
from consultation.redaction.skeleton import skeleton
from consultation.redaction.skeleton_numbers import NEEDED as FIGURES

# Each way to write a kind needs patterns: where one of them finds nothing, it isn't written so.
_WAYS = {
    **{"account": ACCOUNT, "address": ADDRESS, "bank": BANK, "birth": BIRTH, "email": EMAIL},
    **{"identity": IDENTITY, "ip": IP, "phone": PHONE, "plate": PLATE, "position": POSITION},
    "figures": (*FIGURES, (ODD,)),  # what is no figure as it is written may hide any kind
}
SHAPES = frozenset(_WAYS)


def shapes_in(texts: pl.Series) -> list[frozenset[str]]:
    """The shapes that each of the texts may hold: no other is in it."""
    read = pl.Series((skeleton(text).text for text in texts), dtype=pl.String)
    columns = (
        reduce(or_, (reduce(and_, map(read.str.contains, way)) for way in ways))
        for ways in _WAYS.values()
    )
    found = (frozenset(compress(_WAYS, flags)) for flags in zip(*columns, strict=True))
    return [SHAPES if "figures" in shapes else shapes for shapes in found]
