"""Functions that need calls of the Linux kernel. No other module makes such calls.

On other systems, such as macOS, each function either raises OSError or uses another method.
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


def exchange(path: Path, other: Path) -> None:
    """Exchange the names of two files or folders in a single step (renameat2). Raises OSError if
    the system can't do that."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    result = libc.renameat2(
        _AT_FDCWD, os.fsencode(path), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def end_with(parent: int) -> None:
    """Make this process end when the process `parent` ends, even if the parent is killed. If the
    parent has ended already, end this process now.

    On Linux, this process also ends with the thread of the parent that started it. So that thread
    must wait for this process. On other systems, this process ends within about a second.
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
    """The memory of the machine in bytes, or the limit of the container in which this process runs,
    if that is lower."""
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
    ends. None if the connection is closed or unknown.

    Raises OSError if the kernel does not list connections.
    """
    for path, before in _SOCKETS:
        ends = " ".join(f"{before}{_address_in_lists(address)}" for address in (client, server))
        _, mark, rest = path.read_text("ascii").partition(f" {ends} ")
        if mark:
            _, _, _, _, account, _, inode = rest.split(maxsplit=7)[:7]
            return int(account) if int(inode) else None
    return None


def account_at_other_end(connection: socket.socket) -> int:
    """The user id of the process that connected to a Unix socket. Raises OSError if the kernel does
    not tell it."""
    if not hasattr(socket, "SO_PEERCRED"):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    ids = struct.Struct("3i")  # process, account, group
    packed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, ids.size)
    return int(ids.unpack(packed)[1])


def _address_in_lists(address: Address) -> str:
    """An address (host, port) as the kernel's lists of connections write it: `127.0.0.1`, 80 →
    `0100007F:0050`."""
    host, port = address
    (number,) = struct.unpack("=I", socket.inet_aton(host))
    return f"{number:08X}:{port:04X}"
