"""What is true of the masking of any text."""

from __future__ import annotations

from itertools import repeat

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from consultation.redaction import MASKS, Own, contexts, kinds_in, mentions, redact, shapes_in
from tests.cases.growth import growth_for_ten_times
from tests.cases.places import CASES
from tests.cases.sampling import sampled

EXAMPLES = CASES / "masking"

LISTED = (
    "jean@example.org|06 39 98 12 34|+44 20 7946 0958|12 rue|des Lilas|75011|Paris|"
    "AB-123-CD|FR7630006000011234567890189|295109912611193|Jean|DUPONT|dupont|J.|le|\xa0|"
    "\n| |-|.|@| at |(at)|é|e\u0301|\u200b|œ|[|]|0|1|lieu-dit|résidence|BP 12|habite |"
    "collectif|\x00|\ud800|😀|２|＠|ﬀ|ª|[nom masqué]|arobase|point|org|zéro six|trente-neuf|"
    "douze|O6|(point)|Telegram : |mon compte|ana_b|facebook.com/ana.b|48.8566, 2.3522|"
    "née le |3 mars 1962|CNI n° |12AB34567|4111 1111|P<FRA<<|IBAN |numéro fiscal : |"
    "N 2°21'08\" E|a tiret b|_| a gmail point com| sur gmail|hameau de |192.0.2.44|fb : |"
    "Jean D|J.D.|rue Foch 25, |1000 Bruxelles|maps.app.goo.gl/|osm.org/go/a|M. |"
    "passeport "
)
PIECES = st.sampled_from(LISTED.split("|"))
# Of which texts are made that would take a careless pattern hours.
HOSTILE = (
    "0|a@|1 |rue |FR76|FR76 |a|A |a.|@ |12 rue |75011 |06 |+33 |(0)|AA-|1234 AB |"
    "1 85 05 |iban |tel |résidence |(|https://a |M. |mon fils |a at |\u200b|-|"
    "classe de |25000 Nantais |lot 1a |BP 12 |lieu-dit |29 grande rue |12, place au |"
    "1 90 09 44 971 062 (30) |06 39 98 12 34 |a@b.fr |75011 Paris |SA 674 MT |"
    "zéro six |O6 |* |a@b point |mon compte a.b |48.8566, |née à |A<<|CNI n° 1|4111 |"
    "1°2' N |x.com/@a|a b |l1|deux, |_|ab_sur |a gmail |a point |J.D. |J.|1.2.3.4 |"
    "1.|2001:|rue A 1, |fb : A B |passeport 1 |hameau A |a.org/|a.|maps.google.fr/a |"
    "carte |virgule a "
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)
OWN = Own(("Jean Dupont", "É. le"), ("jean.d@example.org",), ("Collectif des Lilas (CDL)",))


@given(TEXTS | st.text())
@example("a\ud800")
@settings(max_examples=400, deadline=None)
def test_text_outside_masks_is_unchanged_and_masking_again_finds_nothing(text):
    redacted = redact(text, OWN, ("lilas",))
    position, rebuilt = 0, ""
    for mask in redacted.masks:
        assert position <= mask.start < mask.end <= len(text)
        rebuilt += text[position : mask.start] + MASKS[mask.kind]
        position = mask.end

    assert rebuilt + text[position:] == redacted.text
    assert redact(redacted.text, OWN, ("lilas",)).text == redacted.text
    assert len(contexts(text, redacted)) == len(redacted.masks)
    assert len(mentions(text)) <= 5


def assert_nothing_is_overlooked(texts):
    """What the texts are said not to hold is not in them."""
    series = pl.Series(texts, dtype=pl.String)
    masked = list(map(redact, texts, repeat(OWN), repeat(()), shapes_in(series)))
    pointed = list(map(mentions, texts, kinds_in(series)))

    assert masked == [redact(text, OWN) for text in texts]
    assert pointed == [mentions(text) for text in texts]


@given(st.lists(TEXTS | st.lists(st.sampled_from(HOSTILE.split("|"))).map("".join), max_size=30))
@settings(max_examples=30, deadline=None)
def test_what_a_text_cannot_hold_is_not_looked_for_in_it(texts):
    assert_nothing_is_overlooked([one.encode("utf-8", "ignore").decode() for one in texts])


@pytest.mark.parametrize("name", ["apart.json", "canaries.toml", "own.jsonl", "structured.jsonl"])
def test_what_a_known_text_cannot_hold_is_not_looked_for_in_it(name):
    written = (EXAMPLES / name).read_text(encoding="utf-8").replace("\\n", "\n")
    assert_nothing_is_overlooked([one for one in written.split('"') if len(one) > 12])


def test_an_ordinary_text_is_not_looked_through():
    texts = pl.Series(["Je suis contre, depuis 2022.", "l’État nous regarde", "вот 06"])

    for found in (shapes_in(texts), kinds_in(texts)):
        assert list(map(bool, found)) == [False, False, True]


@pytest.mark.slow
@pytest.mark.parametrize("piece", sampled(HOSTILE.split("|"), 12))
def test_hostile_texts_are_read_in_a_time_that_grows_with_their_length(piece):
    def read_text(length):
        text = piece * (length // len(piece))
        redact(text, OWN)
        mentions(text)

    # Ten times the text, some ten times the time: quadratic reading would take a hundred.
    assert growth_for_ten_times(read_text, 5_000) < 60
