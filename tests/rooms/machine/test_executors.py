"""As many processes work at the same time as the machine has processors and memory for."""

import os
from concurrent.futures import CancelledError, Executor, Future
from functools import partial
from threading import Event

import pytest

from consultation.machine import executors, system
from consultation.machine.executors import Processes, futures_of, prepared_ahead, results_of
from consultation.words.errors import OrganiserError
from tests.cases.one_after_another import OneAfterAnother

GIB = 2**30


@pytest.mark.parametrize(
    ("processors", "memory", "expected"),
    [
        *((1, 64 * GIB, 1), (2, 24 * GIB, 2), (16, 64 * GIB, 16), (2, GIB // 2, 1)),
        (16, 4 * GIB, 3),  # one is left to the run itself
    ],
)
def test_work_is_shared_among_processors_that_memory_is_enough_for(
    processors, memory, expected, monkeypatch, tmp_path
):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)))
    monkeypatch.setattr(os, "sysconf", {"SC_PHYS_PAGES": memory // 4096, "SC_PAGE_SIZE": 4096}.get)
    monkeypatch.setattr(system, "_CONTAINER", tmp_path / "memory.max")
    assert executors.at_once() == expected

    (tmp_path / "memory.max").write_text("max\n")
    assert executors.at_once() == expected

    (tmp_path / "memory.max").write_text(f"{2 * GIB}\n")
    assert executors.at_once() == 1


def test_results_come_in_order_and_few_are_begun_before_they_are_asked_for():
    executor = OneAfterAnother()
    found = futures_of(executor, str, range(40), ahead=3)
    assert [next(found)[1].result(), len(executor.begun)] == ["0", 3]
    assert [(thing, future.result()) for thing, future in found][-1] == (39, "39")
    assert executor.begun == list(range(40))

    # What follows is begun before a result is taken in.
    executor = OneAfterAnother()
    found = results_of(executor, str, range(40), ahead=2)
    assert (next(found), executor.begun) == ("0", [0, 1, 2])


def test_the_next_thing_is_prepared_while_one_is_in_use_and_what_stops_it_is_told_in_its_place():
    begun = [Event() for _ in range(4)]

    def things():
        for number, one in enumerate(begun):
            one.set()
            if number == 3:
                raise OrganiserError("empty_file", where="a.csv")
            yield number

    taken = prepared_ahead(things())
    for thing in range(3):
        assert next(taken) == thing
        assert begun[thing + 1].wait(10)
    with pytest.raises(OrganiserError):
        next(taken)


def test_what_processes_fail_to_do_is_done_here_unless_the_executor_is_gone():
    parent = os.getpid()
    assert list(results_of(Processes(), partial(die_unless_in, parent), [1, 2])) == [1, 2]
    with pytest.raises(OrganiserError):
        list(results_of(OneAfterAnother(), refuse, [1]))
    with pytest.raises(CancelledError):
        list(results_of(GivenUp(), str, [1]))


class GivenUp(Executor):
    """Every future is cancelled, as the futures of an executor that is shut down."""

    def submit(self, *_work):
        future = Future()
        future.cancel()
        return future


def die_unless_in(process: int, thing: int) -> int:
    return thing if os.getpid() == process else os._exit(1)


def refuse(thing: int) -> None:
    raise OrganiserError("truncated_file")
