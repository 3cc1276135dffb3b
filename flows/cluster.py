"""The executor of a run's heavy work: processes of this machine, or a cluster of Dask."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from consultation.machine.executors import AHEAD, Processes
from consultation.machine.settings import Scheduler, scheduler
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from flows.parcels import Parcel, work_on, worker_version
from flows.step_progress import announce

if TYPE_CHECKING:
    from distributed import Client

Given = ParamSpec("Given")
Result = TypeVar("Result")

WAIT = 30
"""Seconds to wait for the scheduler or for a first worker, and between two checks of the work."""

# Dask would quote tracebacks on the terminal, and warn of parcels that are large on purpose.
SETTINGS = {
    "logging": dict.fromkeys(("distributed", "distributed.client", "tornado"), "critical"),
    "distributed.admin.large-graph-warning-threshold": "1GiB",
    "distributed.comm.timeouts.connect": f"{WAIT}s",
}


@contextmanager
def chosen_executor() -> Iterator[Executor]:
    """Yield the Dask cluster that the environment names, else processes of this machine.

    Raises OrganiserError if Dask is not installed, or if the cluster can't be reached or is lost.
    If the settings allow it, this machine does the work of a lost cluster instead of the error, and
    a line on screen says so.
    """
    chosen = scheduler()
    if chosen is None:
        with Processes() as processes:
            yield processes
        return
    with Cluster(chosen) as cluster:
        yield cluster
        if cluster.is_lost:
            announce(sentence("cluster", "alone", address=chosen.address))


class Cluster(Executor):
    """An executor that sends each piece of work to a worker of a Dask cluster, where a process of
    its own does it.

    The work of a lost worker is done again by another worker.
    """

    def __init__(self, chosen: Scheduler) -> None:
        self.is_lost = False
        self._address = chosen.address
        self._alone = Processes() if chosen.goes_on_alone else None
        self._client: Client | None = None
        self._waiting = ThreadPoolExecutor(AHEAD)
        try:
            self._client = client_of(chosen.address)
            self._client.wait_for_workers(1, timeout=WAIT)
        except OrganiserError:
            raise
        except Exception:
            if self._alone is None:
                self.shutdown()
            self._processes()

    def submit(
        self, work: Callable[Given, Result], /, *inputs: Given.args, **named: Given.kwargs
    ) -> Future[Result]:
        """Start `work(*inputs, **named)` on the cluster. Returns the future of its result."""
        return self._waiting.submit(self._do, partial(work, *inputs, **named))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Refuse further work and disconnect from the cluster."""
        self._waiting.shutdown(wait, cancel_futures=cancel_futures)
        if self._alone is not None:
            self._alone.shutdown(wait)
        if self._client is not None:
            self._client.close(timeout=1)

    def _do(self, work: Callable[[], Result]) -> Result:
        answer = self._answer_to(Parcel(work))
        if answer is None:
            return self._processes().submit(work).result()
        result: Result = answer.unpack()
        return result

    def _answer_to(self, parcel: Parcel) -> Parcel | None:
        """Send work (pickled in `parcel`) to a worker. Returns the parcel with the result, or
        `None` if the cluster is lost. Raises BrokenProcessPool if the work makes workers crash."""
        if self.is_lost or self._client is None:
            return None
        try:
            return self._sent_back(self._client, parcel)
        except BrokenProcessPool:
            raise
        except Exception:  # Dask's own: what went wrong in the work is sent back
            return None

    def _sent_back(self, client: Client, parcel: Parcel) -> Parcel:
        from distributed import KilledWorker

        future = client.get_executor(pure=False).submit(work_on, parcel, worker_version())
        while not wait([future], timeout=WAIT).done:
            client.wait_for_workers(1, timeout=WAIT)
        try:
            answer: Parcel = future.result()
        except KilledWorker:
            raise BrokenProcessPool from None
        return answer

    def _processes(self) -> Processes:
        """Note that the cluster is lost. Returns the processes of this machine, which replace the
        cluster.

        Raises OrganiserError if the settings do not allow this machine to replace the cluster.
        """
        self.is_lost = True
        if self._alone is None:
            raise OrganiserError("cluster_lost", where=self._address) from None
        return self._alone


def client_of(address: str) -> Client:
    """Connect to the scheduler at `address`, without Dask's logs. For `tls://`, Dask's own settings
    name the certificates. Raises OrganiserError if Dask is not installed."""
    try:
        import dask.config

        dask.config.set(SETTINGS)
        from distributed import Client
    except ImportError:
        raise OrganiserError("cluster_missing") from None
    warnings.filterwarnings("ignore", module="distributed")
    return Client(address, timeout=WAIT, set_as_default=False, asynchronous=False)
