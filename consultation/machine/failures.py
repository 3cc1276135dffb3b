"""The conversion of any error into an OrganiserError that quotes no answer."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from consultation.machine.disk import disk_problem, problem_in
from consultation.machine.settings import shows_tracebacks, temporary_folder
from consultation.words.errors import OrganiserError

# Matched at the end of a message: an answer quoted in it is never at the end.
_INTERRUPTED = re.compile(r"^Query interrupted$|failed: (KeyboardInterrupt|TerminationSignal): $")


@contextmanager
def only_organiser_errors(where: str) -> Iterator[None]:
    """Turn any error in the block into an OrganiserError without chained exceptions. `where` is
    shown as the location of an unexpected error, such as the form's id.

    The reason: Prefect stores the message, the traceback's source lines and the chained exceptions
    of a failed task, and the messages of duckdb, polars and pandera quote people's answers.
    """
    try:
        yield
    except Exception as error:
        problem = for_organisers(error, where)
        problem.__context__ = None
        raise problem.with_traceback(None) from None


def for_organisers(error: Exception, where: str) -> OrganiserError:
    """The error itself if it is an OrganiserError. Else an OrganiserError that does not quote the
    error's text, but names:

    - the file and the cause, if the disk is full, failing or read-only. The disk of temporary files
      is tested too, as some programs fail without a cause.
    - the path, if this account may not use it.
    - in all other cases, `where` (such as the form's id) and the error's class.

    Raises KeyboardInterrupt if somebody interrupted the program.
    """
    if isinstance(error, OrganiserError):
        return error
    if _was_interrupted(error):
        raise KeyboardInterrupt from None
    if problem := disk_problem(error):
        return problem
    if isinstance(error, PermissionError) and isinstance(error.filename, str):
        return OrganiserError("closed_place", where=error.filename)
    if (temporary := temporary_folder()) and (problem := problem_in(temporary)):
        return problem
    if shows_tracebacks():
        traceback.print_exception(error)
    return OrganiserError("unexpected", where=where, error=type(error).__name__)


def _was_interrupted(error: BaseException | None) -> bool:
    """True if the error, or an error before it in the chain, is DuckDB's error for an interruption
    by Ctrl-C or by a signal to terminate."""
    while error:
        if _INTERRUPTED.search(str(error)):
            return True
        error = error.__context__
    return False
