"""A mailbox is read out of whatever somebody wrote around it, and never becomes another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.forms.mailbox import mailbox_in

# Each holds the address in place of {}.
LINKS = ("mailto:{}", "MAILTO:{}?subject=Non&body=a@b.fr", "[{}](mailto:{})", "email={}")
BRACKETS = ("<{}>", "Ana Invent <{}>", '"Invent, Ana" <mailto:{}>', "Ana<{}>", "Ana <{}", "({})")
ENDS = ("{}.", "{};", "{},", '"{}"', "« {} »", "‘{}’", "“{}”.", "´{}", "\u200b{}\ufeff", "{}😀")
WORDS = ("{} (perso)", "{} ; {}", "Courriel : {}", "- {}", " \u00a0{}\u202f\n", "→{}", "{}™")
WRITTEN = [*LINKS, *BRACKETS, *ENDS, *WORDS]


@pytest.mark.parametrize("written", WRITTEN)
def test_the_mailbox_is_what_is_left(written):
    assert mailbox_in(written.replace("{}", "Ana.Invent@example.org")) == "Ana.Invent@example.org"


@pytest.mark.parametrize(
    ("written", "mailbox"),
    [
        ("a\u00adna@exam\u200bple.org", "ana@example.org"),
        ("ａｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "ana@example.org"),
        ("ana @ example . org", "ana@example.org"),
        ("mailto:ana%40example.org", "ana@example.org"),
        ('"ana"@example.org', "ana@example.org"),
        ("o’brien@example.org", "o'brien@example.org"),
        ("zoe\u0301@example.org", "zoé@example.org"),
    ],
)
def test_the_same_mailbox_in_other_signs(written, mailbox):
    assert mailbox_in(written) == mailbox


@pytest.mark.parametrize(
    "written",
    [
        *("ana@example.org, bo@example.org", "bo@example.org <ana@example.org>"),
        *("ana invent@example.org", "ana, invent@example.org", '"ana invent"@example.org'),
        *("ana@example.co m", "ana@example.co(m", "ana@example", "ana@example.o", "@ana"),
        *("=ana@example.org", "%20ana@example.org", "ana@example.org_", "aucune"),
        *("marie(ana@example.org", "jean>ana@example.org", "{marie}ana@example.org"),
    ],
)
def test_what_may_be_another_or_several_is_none(written):
    assert mailbox_in(written) is None


_NAME = st.text("abcxyz0189éñ", min_size=1, max_size=5)
MAILBOXES = st.builds(
    "{}{}{}@{}.org".format, _NAME, st.sampled_from([".", "+", "-", "_", "'", ""]), _NAME, _NAME
)


@given(
    MAILBOXES,
    MAILBOXES,
    st.sampled_from(["{}", *WRITTEN]),
    st.sampled_from([str, str.upper]),
    st.sampled_from(["", "\u200d", "\u00ad", "\ufe0f"]),
    st.integers(0, 40),
)
def test_no_way_of_writing_makes_it_another(mailbox, other, around, case, unseen, at):
    written = around.replace("{}", case(mailbox))

    read = mailbox_in(written[:at] + unseen + written[at:])

    assert read is not None
    assert (read.lower() == mailbox_in(other)) == (mailbox == other)
    assert mailbox_in(read) == read
