"""Who is linked with whom, by e-mails and decisions, held against a plain union of sets."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.warehouse.store.connection import execute
from consultation.warehouse.tables.models import needed_for, query_of
from tests.cases.drawn import Warehouse

KINDS = ("individual", "collective")


@dataclass(frozen=True)
class Submission:
    """A submission, called after its number; the greater number came later."""

    number: int
    kind: str
    email: str | None

    @property
    def id(self) -> str:
        return f"f:{self.number}"


@dataclass(frozen=True)
class Decided:
    """A decision that applies."""

    choice: str
    ids: frozenset[str]


def submissions() -> st.SearchStrategy[list[Submission]]:
    people = st.tuples(st.sampled_from(KINDS), st.sampled_from([None, None, "a", "b", "c"]))
    return st.lists(people, min_size=1, max_size=9).map(
        lambda found: [Submission(n, *person) for n, person in enumerate(found, start=1)]
    )


def decisions() -> st.SearchStrategy[list[Decided]]:
    ids = st.frozensets(st.integers(1, 10).map("f:{}".format), min_size=2, max_size=5)
    return st.lists(st.builds(Decided, st.sampled_from(["same", "different"]), ids), max_size=4)


def expected(people: list[Submission], decided: list[Decided]) -> dict[str, str]:
    """What replaces what: sets of linked submissions, joined until none has a member in common."""
    links = {}
    for kind in KINDS:
        of_kind = {person.id: person for person in people if person.kind == kind}
        sets = [{name} for name in of_kind]
        sets += [set(decision.ids & of_kind.keys()) for decision in decided if _is_same(decision)]
        for email in {person.email for person in of_kind.values()} - {None}:
            sharing = {person.id for person in of_kind.values() if person.email == email}
            sets.append(sharing - _parted(sharing, decided))
        for joined in _joined(sets):
            *earlier, latest = sorted(joined, key=lambda name: of_kind[name].number)
            links |= dict.fromkeys(earlier, latest)
    return links


def _is_same(decision: Decided) -> bool:
    return decision.choice == "same"


def _parted(sharing: set[str], decided: list[Decided]) -> set[str]:
    """The people who were decided to be different from another with the same e-mail."""
    parted = [d.ids & sharing for d in decided if not _is_same(d)]
    return set().union(*(ids for ids in parted if len(ids) > 1))


def _joined(sets: list[set[str]]) -> list[set[str]]:
    joined: list[set[str]] = []
    for new in sets:
        apart = [other for other in joined if not other & new]
        joined = [*apart, new.union(*(other for other in joined if other & new))]
    return [found for found in joined if found]


class Links:
    """The selects over tables that change from example to example."""

    def __init__(self) -> None:
        self.connection = Warehouse({}).connection

    def of(self, people: list[Submission], decided: list[Decided]) -> dict[str, str]:
        """What replaces what."""
        for table in ("respondents.eligible", "people.people", "respondents.decisions"):
            execute(self.connection, f"delete from {table}")
        for person in people:
            self._insert(
                "respondents.eligible",
                submission_id=person.id,
                sid=person.number,
                respondent_kind=person.kind,
            )
            self._insert("people.people", submission_id=person.id, folded_email=person.email)
        for number, decision in enumerate(decided):
            self._insert(
                "respondents.decisions",
                decision_kind="same_person",
                subject_id=str(number),
                submission_ids=sorted(decision.ids),
                choice=decision.choice,
                state="applied",
            )
        for model in needed_for(["respondents.links"]):
            if model.schema == "respondents_steps" or model.table == "respondents.members":
                execute(
                    self.connection,
                    f"create or replace table {model.table} as {model.query}",
                )
        rows = execute(self.connection, query_of("respondents.links"))
        assert len({row[0] for row in rows}) == len(rows)
        return {replaced: kept for replaced, kept, _rule in rows}

    def _insert(self, table: str, **values: object) -> None:
        named = ", ".join(f"${name} as {name}" for name in values)
        execute(self.connection, f"insert into {table} by name select {named}", values)


@pytest.fixture(scope="module")
def links() -> Links:
    return Links()


@settings(deadline=None, max_examples=60)
@given(people=submissions(), decided=decisions())
def test_links_are_those_of_a_plain_union(links, people, decided):
    assert links.of(people, decided) == expected(people, decided)


@settings(deadline=None, max_examples=15)
@given(people=submissions(), decided=decisions())
def test_the_order_of_decisions_does_not_matter(links, people, decided):
    assert links.of(people, decided) == links.of(people[::-1], decided[::-1])
