"""The choice of the only export that counts, for form tools that do not number their answers.

A row is recognised in another export if nothing in it changed. An export that has all rows of
another export replaces it. If neither has all rows of the other, an organiser decides which is
newer. Until then, the export that would send the fewest contributions counts, and the pack is
marked PROJET.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from consultation.warehouse.store.connection import Connection, append, execute

# The same row has the same name in every export (record_frames.records_of).
HAS_ROW_OF_ITS_OWN = """
select sid_text from raw.records where export_id = $one
except
select sid_text from raw.records where export_id = $other
limit 1
"""
# The last decision on each pair of exports. None if two decisions of the same time differ.
SAID = """
with decided as (
    select * from raw.decisions
    where decision_kind = 'newer'
    qualify rank() over (partition by submission_ids order by decided_at desc) = 1
)
select submission_ids, any_value(choice) from decided
group by submission_ids
having count(distinct choice) = 1
order by submission_ids
"""
# The exports, ordered by the number of contributions that would be sent from each.
BY_RISK = """
select submissions.export_id
from typed.submissions as submissions
where list_contains($ids, submissions.export_id)
group by submissions.export_id
order by
    count(*) filter (where consent in ('own_name', 'collective_name', 'anonymous')),
    max(submitted_at) desc nulls last,
    count(*) desc,
    submissions.export_id
"""


def settle_unnumbered(connection: Connection, ids: Collection[str]) -> list[str]:
    """Choose the export that counts among `ids`, exports of a tool without answer numbers. Store
    the others in `raw.replaced_exports`, and return their ids."""
    execute(connection, "delete from raw.replaced_exports")
    if len(ids) < 2:
        return []
    held = _held_in_another(connection, ids)
    older = {loser: winner for winner, loser in _said_pairs(connection, ids)}
    rivals = [export_id for export_id in ids if export_id not in held]
    left = [export_id for export_id in rivals if export_id not in older] or rivals
    (counted, *others) = _by_risk(connection, left)
    replaced = {
        **{export_id: (by, "said") for export_id, by in older.items() if export_id not in left},
        **{export_id: (by, "held") for export_id, by in held.items()},
        **{export_id: (counted, "open") for export_id in others},
    }
    append(
        connection,
        "raw.replaced_exports",
        (
            {"export_id": export_id, "newest_id": by, "state": state}
            for export_id, (by, state) in sorted(replaced.items())
        ),
    )
    return sorted(replaced)


def _held_in_another(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The exports whose rows are all in another export too: id → id of that other export.

    Two exports may have the same rows. Then only the greater id is returned: greater id → smaller
    id.
    """
    counts = dict(
        execute(connection, "select export_id, count(*) from raw.records group by export_id")
    )
    held: dict[str, str] = {}
    largest: list[str] = []
    for candidate in sorted(ids, key=lambda candidate: (-counts.get(candidate, 0), candidate)):
        for other in largest:
            if not execute(connection, HAS_ROW_OF_ITS_OWN, {"one": candidate, "other": other}):
                held[candidate] = other
                break
        else:
            largest.append(candidate)
    return held


def _said_pairs(connection: Connection, ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of exports for which an organiser decided which is newer: id of the newer, id
    of the older."""
    by_beginning = {export_id[:12]: export_id for export_id in ids}
    for subjects, choice in execute(connection, SAID):
        named = [by_beginning.get(subject.partition(":")[2]) for subject in subjects]
        pair = [export_id for export_id in named if export_id]
        if len(pair) == 2:
            first, second = pair
            yield (first, second) if choice == "first" else (second, first)


def _by_risk(connection: Connection, ids: Collection[str]) -> list[str]:
    """The ids of the exports, ordered by the number of contributions that would be sent from each.
    The fewest come first. Exports without submissions come last."""
    ordered = [export_id for (export_id,) in execute(connection, BY_RISK, {"ids": sorted(ids)})]
    return [*ordered, *(export for export in sorted(ids) if export not in ordered)]
