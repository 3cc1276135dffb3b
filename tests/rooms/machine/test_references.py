"""References: keyed, stable, and never made anew in silence."""

import hashlib
import hmac
import re
import stat

from hypothesis import given
from hypothesis import strategies as st

from consultation.machine.references import key_of, read_reference, reference

KEY = b"a key of thirty-two bytes or more"


def test_a_reference_is_the_hmac_of_the_id_spelled_without_lookalikes():
    digest = hmac.new(KEY, b"vsa-2022:412889", hashlib.sha256).hexdigest()
    bits = bin(int(digest, 16))[2:].zfill(256)[:60]
    places = (int(bits[start : start + 5], 2) for start in range(0, 60, 5))
    letters = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[place] for place in places)

    told = reference(KEY, "vsa-2022:412889")

    assert told.replace("-", "") == letters
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", told)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_reference_is_read_back_however_it_was_copied(submission_id):
    told = reference(KEY, submission_id)

    for copied in (told, told.lower(), told.replace("-", ""), f" {told.replace('-', ' ')} "):
        assert read_reference(copied) == told
    assert read_reference(told.replace("0", "O").replace("1", "l")) == told
    assert read_reference(told + "A") is None


def test_the_key_is_made_once_and_closed_to_others(tmp_path):
    data = tmp_path / "data"
    made = key_of(data / "pseudonymes.cle", data)

    assert len(made) == 64
    assert key_of(data / "pseudonymes.cle", data) == made
    assert {stat.S_IMODE(path.stat().st_mode) for path in data.iterdir()} == {0o600}
