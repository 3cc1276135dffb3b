"""A thousand invented respondents, each of whose fields holds a word that nothing else holds.

What each word may do is decided here, in plain Python and from the promises alone: `required` words
must be found in the pack, `forbidden` ones must not, the others may. Nothing here reads the code
under test.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.cases.canary_answers import submission
from tests.cases.canary_form import AGREED, COMPONENTS, FORM, NEVER, PUBLICITY, SENT, word
from tests.cases.framaforms_files import sent
from tests.cases.framaforms_model import Options, Submission
from tests.cases.framaforms_rows import Rows, export_rows

FIRST_EXPORT = dt.datetime(2022, 3, 1, 12, 0)  # noqa: DTZ001
OPTIONS = Options(identities="administrator")


@dataclass(frozen=True)
class Group:
    """Respondents to whom the same thing happens; `fate` is what their last answer becomes."""

    name: str
    count: int
    consent: str
    fate: str = "counted"
    then: str = ""  # the consent of the later version or answer


GROUPS = (
    Group("own name", 150, "own_name"),
    Group("collective", 100, "collective_name"),
    Group("no name", 170, "anonymous"),
    Group("reflection", 120, "reflection_only"),
    Group("no consent given", 40, ""),
    Group("unknown consent", 30, "Peut-être, à voir"),
    Group("policy not accepted", 30, "own_name", "unticked"),
    Group("drafts", 60, "own_name", "draft"),
    Group("late", 40, "own_name", "late"),
    Group("rejected", 30, "anonymous", "rejected"),
    Group("vanished", 40, "own_name", "vanished"),
    Group("edited", 40, "own_name", "edited", "own_name"),
    Group("edited, name then none", 15, "own_name", "edited", "anonymous"),
    Group("edited, none then name", 15, "anonymous", "edited", "own_name"),
    Group("yes then no", 30, "own_name", "edited", "reflection_only"),
    Group("no then yes", 15, "reflection_only", "edited", "anonymous"),
    Group("sent again", 20, "own_name", "resent", "own_name"),
    Group("sent again, collective", 10, "collective_name", "resent", "collective_name"),
    Group("sent again, yes then no", 15, "own_name", "resent", "reflection_only"),
    Group("sent again, no then yes", 15, "reflection_only", "resent", "own_name"),
    Group("sent again, none then name", 10, "anonymous", "resent", "own_name"),
    Group("consent unread", 15, "anonymous", "unread"),
    Group("withdrawn by number", 10, "own_name", "withdrawn number"),
    Group("withdrawn by address", 10, "anonymous", "withdrawn address"),
    Group("reflection asked", 10, "own_name", "reflected"),
)


@dataclass
class Canaries:
    """What was fed and what is promised of each word."""

    first: list[Submission] = field(default_factory=list)
    second: list[Submission] = field(default_factory=list)
    partial: list[Submission] = field(default_factory=list)  # with its consent column
    unread: list[Submission] = field(default_factory=list)  # without
    rejected: dict[int, int] = field(default_factory=dict)  # SID -> how its row is spoilt
    withdrawals: list[tuple[str, str]] = field(default_factory=list)  # who, what is asked
    required: dict[str, str] = field(default_factory=dict)  # word -> what it is
    forbidden: dict[str, str] = field(default_factory=dict)
    either: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    emails: list[str] = field(default_factory=list)
    contributions: int = 0  # how many the pack must hold

    @property
    def words(self) -> dict[str, str]:
        """Every word."""
        return {**self.required, **self.forbidden, **self.either}

    def promise(self, number: int, group: Group, state: str | None, version: int) -> None:
        """What each word of one version of an answer may do; `state` None: it is not sent."""
        self.contributions += state is not None
        for purpose in purposes():
            description = f"{group.name}, respondent {number}, version {version}: {purpose}"
            self._place(purpose, word(purpose, number, version), state, description)

    def _place(self, purpose: str, canary: str, state: str | None, description: str) -> None:
        if state is None or purpose in NEVER:
            self.forbidden[canary] = description
        elif purpose in SENT:
            self.required[canary] = description
        elif purpose in ("first_name", "last_name"):
            (self.required if state == "own_name" else self.forbidden)[canary] = description
        elif purpose == "collective":
            (self.required if state == "collective_name" else self.forbidden)[canary] = description
        else:
            self.either[canary] = description  # a cell that is set aside


def purposes() -> Iterator[str]:
    """Every field that holds a word."""
    yield from sorted(NEVER | SENT)
    yield from ("first_name", "last_name", "collective", "set_aside")


def canaries(groups: tuple[Group, ...] = GROUPS) -> Canaries:
    """The thousand, or other groups, in the order in which they answered."""
    fed, number = Canaries(), 0
    fed.required[word("shared by agreed", 0)] = "the petition of those who agreed"
    fed.forbidden[word("shared by refused", 0)] = "the petition of those who did not"
    fed.forbidden[word("label", 0)] = "a choice that only organisers see"
    for group in groups:
        for rank in range(group.count):
            number += 1
            _answer(fed, group, number, rank)
    return fed


def _answer(fed: Canaries, group: Group, number: int, rank: int) -> None:
    answer = submission(number, group.consent, group.consent, 1)
    agreed = group.consent if group.consent in AGREED else None
    match group.fate.split()[0]:
        case "counted":
            _keep(fed, _moved(answer, 2) if rank % 8 == 7 else answer, agreed, number, group)
        case "unticked":
            data = {key: value for key, value in answer.data.items() if key != "donnees"}
            _keep(fed, replace(answer, data=data), None, number, group)
        case "draft":
            consent = PUBLICITY[rank % 3]
            draft = submission(number, group.consent, consent, 1)
            _keep(fed, replace(draft, completed=None), None, number, group)
        case "late":
            fed.partial.append(_moved(answer, 31))
            fed.promise(number, group, None, 1)
            _note_contacts(fed, answer)
        case "rejected":
            fed.rejected[answer.sid] = rank % 3
            _keep(fed, answer, None, number, group)
        case "vanished":
            fed.first.append(answer)
            fed.promise(number, group, None, 1)
            _note_contacts(fed, answer)
        case "edited":
            _edited(fed, answer, number, group)
        case "resent":
            _sent_again(fed, answer, number, group)
        case "unread":
            # An export without the question says nothing of it: what was agreed to stands. One that
            # reaches less far says nothing of the answers either.
            _keep(fed, answer, agreed, number, group)
            fed.unread.append(_later(submission(number, group.consent, group.consent, 2), 30))
            fed.promise(number, group, None, 2)
        case _:
            is_by_address = group.fate == "withdrawn address"
            who = str(answer.data["email"] if is_by_address else answer.sid)
            asks = "réflexion seulement" if group.fate == "reflected" else "retirer"
            fed.withdrawals.append((who, asks))
            _keep(fed, answer, None, number, group)


def _keep(fed: Canaries, answer: Submission, state: str | None, number: int, group: Group) -> None:
    """An answer that both full exports hold, or the second alone when it came later."""
    if answer.submitted < FIRST_EXPORT:
        fed.first.append(answer)
    fed.second.append(answer)
    fed.promise(number, group, state, 1)
    _note_contacts(fed, answer)


def _edited(fed: Canaries, answer: Submission, number: int, group: Group) -> None:
    fed.first.append(answer)
    fed.second.append(_later(submission(number, group.consent, group.then, 2), 20))
    fed.promise(number, group, None, 1)
    fed.promise(number, group, _least(group), 2)
    for version in fed.first[-1], fed.second[-1]:
        _note_contacts(fed, version)


def _sent_again(fed: Canaries, answer: Submission, number: int, group: Group) -> None:
    """The same address again, three weeks later: the second answer counts."""
    again = _moved(submission(number, group.consent, group.then, 2), 2)
    again = replace(again, data={**again.data, "email": answer.data["email"]})
    fed.first.append(answer)
    fed.second += [answer, again]
    fed.promise(number, group, None, 1)
    fed.promise(number, group, _least(group), 2)
    _note_contacts(fed, answer)
    _note_contacts(fed, again)


def _least(group: Group) -> str | None:
    """The lesser consent of the two, None where nothing leaves."""
    least = max(group.consent, group.then, key=PUBLICITY.index)
    return least if least in AGREED else None


def _moved(answer: Submission, days: int) -> Submission:
    """An answer given after the first export: numbers grow with time."""
    moment = FIRST_EXPORT + dt.timedelta(days=days, minutes=answer.serial)
    numbers = {"sid": answer.sid + days * 10_000, "serial": answer.serial + days * 10_000}
    return replace(answer, submitted=moment, completed=moment, modified=moment, **numbers)


def _later(answer: Submission, days: int) -> Submission:
    return replace(answer, modified=FIRST_EXPORT + dt.timedelta(days=days, minutes=answer.serial))


def _note_contacts(fed: Canaries, answer: Submission) -> None:
    fed.emails.append(str(answer.data["email"]))
    fed.phones[str(answer.data["phone"]).replace(" ", "")] = f"the phone of SID {answer.sid}"


# The exports.


def full_export(fed: Canaries, submissions: list[Submission]) -> bytes:
    """Range `all`, the rows to reject spoilt."""
    in_order = sorted(submissions, key=lambda submission: submission.sid)
    return sent(spoilt(fed, export_rows(FORM, in_order, OPTIONS)), OPTIONS)


def partial_export(submissions: list[Submission], *, has_consent: bool) -> bytes:
    """Some rows, with or without the question of consent."""
    keys = frozenset(component.key for component in COMPONENTS)
    options = replace(OPTIONS, components=keys if has_consent else keys - {"consent"})
    return sent(export_rows(FORM, submissions, options), options)


def spoilt(fed: Canaries, rows: Rows) -> Rows:
    """A time that is none, a draft neither yes nor no, a number that is missing."""
    header = rows[2]
    spoils = (("Heure de soumission", "hier"), ("Brouillon", "peut-être"), ("SID", ""))
    sid = header.index("SID")
    for row in rows[3:]:
        if (how := fed.rejected.get(int(row[sid]))) is not None:
            column, content = spoils[how]
            row[header.index(column)] = content
    return rows
