"""Processes that a run starts and that must not outlive it: the next run uses the same folders."""

from __future__ import annotations

import ctypes
import os
import signal

_SET_SIGNAL_OF_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of Linux's prctl; Python has no name for it


def end_with(parent: int) -> None:
    """This process ends when the one that started it does, be that killed; at once if it has.

    The system watches the parent's thread that started it: that one must wait for its end.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_SET_SIGNAL_OF_PARENTS_DEATH, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
