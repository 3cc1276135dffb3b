"""Functions that use calls of Linux, which no other module makes.

On other systems, such as macOS, each function raises OSError, or does the same in another way.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
import struct
import threading
import time
from pathlib import Path

# Python has no name for these.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_SET_SIGNAL_OF_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG

_CONTAINER = Path("/sys/fs/cgroup/memory.max")
# The sockets of IPv4, and those of IPv6 that were connected to an address of IPv4.
_SOCKETS = ((Path("/proc/net/tcp"), ""), (Path("/proc/net/tcp6"), "0000000000000000FFFF0000"))
_LOOK_SECONDS = 1.0
_UNKNOWN_MEMORY = 2 << 30

Address = tuple[str, int | None]


def exchange(one: Path, other: Path) -> None:
    """Exchange two names in one step (renameat2). Raises OSError where that can't be done."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    result = libc.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def end_with(parent: int) -> None:
    """Make this process end when its parent does, even if that is killed. End it now if the parent
    has ended already.

    On Linux, this process also ends with the parent's thread that started it, which therefore must
    wait for it. On other systems, it ends within about a second.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_SET_SIGNAL_OF_PARENTS_DEATH, signal.SIGKILL)
    else:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def processors() -> int:
    """The number of processors that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)  # elsewhere, all are
    return len(usable(0)) if usable else os.cpu_count() or 1


def memory() -> int:
    """The bytes of memory of the machine, or of the container to which this process is limited."""
    try:
        own = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except ValueError:
        own = _UNKNOWN_MEMORY
    try:
        limit = _CONTAINER.read_text("ascii").strip()
    except OSError:
        return own
    return min(own, int(limit)) if limit.isdigit() else own


def account_of(client: Address, server: Address) -> int | None:
    """The user id of the process that opened a local TCP connection, given the addresses of its two
    ends. None once it is closed.

    Raises OSError where the kernel does not list connections.
    """
    for path, before in _SOCKETS:
        ends = " ".join(f"{before}{_address_in_lists(address)}" for address in (client, server))
        _, mark, rest = path.read_text("ascii").partition(f" {ends} ")
        if mark:
            _, _, _, _, account, _, inode = rest.split(maxsplit=7)[:7]
            return int(account) if int(inode) else None
    return None


def account_at_other_end(connection: socket.socket) -> int:
    """The user id that connected to a Unix socket. Raises OSError where the kernel does not know
    it."""
    if not hasattr(socket, "SO_PEERCRED"):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    ids = struct.Struct("3i")  # process, account, group
    packed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, ids.size)
    return int(ids.unpack(packed)[1])


def _address_in_lists(address: Address) -> str:
    """An address as the kernel's lists write it: `127.0.0.1`, 80 → `0100007F:0050`."""
    host, port = address
    (number,) = struct.unpack("=I", socket.inet_aton(host))
    return f"{number:08X}:{port:04X}"
