"""Prefect's history of runs, kept for a stated time.

Prefect's server deletes old runs from a service that a server for one run doesn't have, and that
runs once an hour in the others: it is called here, when such a server has nothing else to do. It
deletes runs that ended only; those whose process was killed go by the time of their start.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import sqlalchemy
from prefect.server.database import PrefectDBInterface, provide_database_interface
from prefect.server.schemas.states import TERMINAL_STATES
from prefect.server.services import db_vacuum
from prefect.settings.context import get_current_settings


async def forget_old_runs() -> None:
    """Runs older than the retention period are gone, with their tasks, logs and artifacts, and so
    are events older than Prefect keeps them.

    A failure is logged: history must not fail a run, and the next one tries again.
    """
    database = provide_database_interface()
    try:
        await _forget_unfinished_runs(database)
        await db_vacuum.vacuum_old_flow_runs(db=database)
        await db_vacuum.vacuum_orphaned_logs(db=database)
        await db_vacuum.vacuum_orphaned_artifacts(db=database)
        await db_vacuum.vacuum_stale_artifact_collections(db=database)
        await db_vacuum.vacuum_events_with_retention_overrides(db=database)
        await db_vacuum.vacuum_old_events(db=database)
    except Exception:
        logging.getLogger(__name__).exception("old runs could not be deleted")


async def _forget_unfinished_runs(database: PrefectDBInterface) -> None:
    runs = database.FlowRun
    period = get_current_settings().server.services.db_vacuum.retention_period
    begun = sqlalchemy.func.coalesce(runs.start_time, runs.expected_start_time, runs.created)
    async with database.session_context(begin_transaction=True) as session:
        await session.execute(
            sqlalchemy.delete(runs).where(
                sqlalchemy.or_(runs.state_type.is_(None), runs.state_type.not_in(TERMINAL_STATES)),
                begun < datetime.now(UTC) - period,
            )
        )
