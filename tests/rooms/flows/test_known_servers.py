"""The server that another process keeps for a data folder."""

import fcntl
import os
from threading import Timer

from flows.server.known_servers import Present, address_file, awaited_server


def test_one_that_is_about_to_start_is_waited_for_and_one_that_ends_is_none(tmp_path):
    assert awaited_server(tmp_path) is None
    address_file(tmp_path).parent.mkdir()
    with address_file(tmp_path).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        begun = Timer(0.3, os.write, [held.fileno(), b"http://127.0.0.1:4999 12 page"])
        begun.start()
        assert awaited_server(tmp_path) == Present("http://127.0.0.1:4999", 12, is_kept=True)
        begun.join()

        held.truncate(0)
        os.pwrite(held.fileno(), b"http://127.0.0.1:4999 12 run", 0)  # of a run that was killed
        ended = Timer(0.3, fcntl.flock, [held, fcntl.LOCK_UN])
        ended.start()
        assert awaited_server(tmp_path) is None
        ended.join()
