"""The parcels in which Dask carries work to workers and brings results back.

Dask may log and show a parcel, but not its content. Only one process unpacks it: the process in
which a worker does the work. A worker keeps nothing, and an error is raised without its text.
"""

# This module is loaded with each piece of work, so it imports no Prefect.

from __future__ import annotations

import pickle
import sys
from functools import cache
from importlib.metadata import version
from platform import node
from typing import Any

from consultation.machine.children import do_apart
from consultation.machine.code_versions import code_version, typesetting_version
from consultation.words.errors import OrganiserError


class Parcel:
    """A pickled value on its way to or from a worker: work to do, or the result of work."""

    def __init__(self, content: object) -> None:
        self._content = pickle.dumps(content)

    def __repr__(self) -> str:
        return "<parcel>"

    def unpack(self) -> Any:  # noqa: ANN401  what was put in
        """The value in the parcel."""
        return pickle.loads(self._content)  # noqa: S301  of a cluster that is trusted with answers


class Problem(Parcel):
    """A pickled exception on its way back from a worker."""

    def unpack(self) -> Any:  # noqa: ANN401
        """Raise the exception in the parcel."""
        raise super().unpack()


def work_on(parcel: Parcel, expected: str) -> Parcel:
    """Do the work in the parcel, in a process of its own on a worker. Returns its result, or its
    error as a `Problem`: Dask would log a raised error. `expected` is the run's
    `worker_version`."""
    try:
        _refuse_unless_fit(expected)
        return do_apart(_do_in, parcel)
    except BaseException as error:
        return Problem(error)


def _do_in(parcel: Parcel) -> Parcel:
    return Parcel(parcel.unpack()())


def _refuse_unless_fit(expected: str) -> None:
    """Raise OrganiserError if this worker's version is not `expected`, as its results might differ,
    or if the worker may write answers to a disk."""
    from distributed import get_worker

    if worker_version() != expected:
        raise OrganiserError("cluster_unfit.code", where=node())
    if type(get_worker().data) is not dict:
        raise OrganiserError("cluster_unfit.disk", where=node())


@cache
def worker_version() -> str:
    """A version that changes whenever the same work could give another result: `3.11 2.1.0 …`."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{python} {version('polars')} {typesetting_version()} {code_version()}"
