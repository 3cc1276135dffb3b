"""As many processes work at the same time as the machine has processors and memory for."""

import os

import pytest

from consultation.machine import children

GIB = 2**30


@pytest.mark.parametrize(
    ("processors", "memory", "expected"),
    [
        (1, 64 * GIB, 1),
        (2, 24 * GIB, 2),
        (16, 64 * GIB, 16),
        (16, 4 * GIB, 3),  # one is left to the run itself
        (2, GIB // 2, 1),
    ],
)
def test_work_is_shared_among_processors_that_memory_is_enough_for(
    processors, memory, expected, monkeypatch, tmp_path
):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)))
    monkeypatch.setattr(os, "sysconf", {"SC_PHYS_PAGES": memory // 4096, "SC_PAGE_SIZE": 4096}.get)
    monkeypatch.setattr(children, "_CONTAINER", tmp_path / "memory.max")
    assert children.at_once() == expected

    (tmp_path / "memory.max").write_text("max\n")
    assert children.at_once() == expected

    (tmp_path / "memory.max").write_text(f"{2 * GIB}\n")
    assert children.at_once() == 1


def test_results_are_in_order_however_many_work_at_once(monkeypatch):
    for count in (1, 3, 16):
        monkeypatch.setattr(children, "at_once", lambda count=count: count)

        assert children.do_each(lambda thing: thing * 2, range(40)) == list(range(0, 80, 2))
