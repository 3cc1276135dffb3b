"""la-mienne-y-est.html: a single file that loads nothing else, and finds a pasted text among
digests."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from consultation.forms.form import Form
from consultation.machine.disk import write_text
from consultation.packs.index import reasons_of
from consultation.packs.index_file import OWN_WORDS
from consultation.packs.own_words import digests as made
from consultation.packs.own_words.digests import (
    FEWEST_WORDS,
    digests_of,
    folded_masks,
    people_by_words,
)
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import as_printed, date, sentence
from consultation.words.templates import FrenchTemplates

TEXTS = "pack.annex_files__texts"
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class OwnWords:
    """The form and the settings for the page « La mienne y est », on which people find whether
    their own text was sent.

    `rounded` turns a number of people into the number to show, or into None if the people are few.
    `cache` is the file of digests (see `digests_of`).
    """

    form: Form
    salt: bytes
    rounded: Callable[[int], int | None]
    cache: Path
    executor: Executor

    def write(self, tables: Tables, folder: Path) -> None:
        """Write the page into the folder. The same texts give the same bytes."""
        texts = ((row["reference"], row["text"]) for row in tables[TEXTS].each_record())
        people = people_by_words(texts)
        digests = digests_of(people, self.salt, self.cache, self.executor)
        write_text(folder / OWN_WORDS, self._page(tables, _known(people, digests, self)))

    def _page(self, tables: Tables, known: Mapping[str, Any]) -> str:
        form, is_draft = self.form, bool(reasons_of(tables))
        sent_on = None if is_draft else form.pack.sent_on
        pack = "draft" if is_draft else "dated" if sent_on else "undated"
        return (
            _environment()
            .get_template(OWN_WORDS)
            .render(
                title=form.title,
                organisation=form.pack.organisation,
                recipient=form.recipient,
                contact=form.pack.contact,
                is_example=form.is_example,
                is_draft=is_draft,
                pack=sentence("own_words", pack, day=date(sent_on) if sent_on else ""),
                fewest=FEWEST_WORDS,
                # Unchanged: the page's security policy holds the hash of each.
                style=_resource("own_words.css"),
                script=_resource("own_words.js"),
                known=Markup(json.dumps(known, separators=(",", ":"))),  # noqa: S704  no typed word
            )
        )


def _known(
    people: Mapping[str, int], digests: Mapping[str, bytes], own: OwnWords
) -> dict[str, Any]:
    """The data of the page, for its script.

    `people`: text → number of people who sent it. `digests`: text → its digest.

    In the result, `digests` is the digests and some decoys (digests of no text), sorted and joined.
    `letters` has the texts that several people sent, by the rank of their digest: `{3: 40, 8: 0}`
    if some 40 people sent the fourth text, and too few to publish a number sent the ninth.
    """
    counts: dict[bytes, int] = {}
    for words, digest in digests.items():
        counts[digest] = counts.get(digest, 0) + people[words]
    ranked = sorted({*counts, *_decoys(people, len(counts))})
    return {
        "rounds": made.ROUNDS,
        "fewest": FEWEST_WORDS,
        "salt": b64encode(own.salt).decode(),
        "masks": folded_masks(),
        "letters": {
            rank: own.rounded(counts[digest]) or 0
            for rank, digest in enumerate(ranked)
            if counts.get(digest, 0) > 1
        },
        "digests": b64encode(b"".join(ranked)).decode(),
    }


def _decoys(people: Mapping[str, int], count: int) -> set[bytes]:
    """Digests of no text (decoys), which round up the number of digests to a multiple of five: 13 →
    2 decoys.

    So the page doesn't show the exact number of texts. A person who compares it with its next
    version doesn't see that a single text was removed. Decoys are computed from all texts, so that
    only a person who has all texts could recognise them.
    """
    texts = hashlib.sha256("\n".join(sorted(people)).encode()).digest()
    return {hashlib.sha256(texts + bytes([n])).digest()[: made.BYTES] for n in range(-count % 5)}


def _resource(name: str) -> Markup:
    return Markup((_HERE / name).read_text(encoding="utf-8"))  # noqa: S704  our own file


def _hash(content: str) -> str:
    """The hash that allows inline content in a Content-Security-Policy, and no other: `a` →
    `sha256-ypeBEsob…`."""
    return f"sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FrenchTemplates(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: as_printed(value) if type(value) is str else value,
    )
    environment.filters["hash"] = _hash
    return environment
