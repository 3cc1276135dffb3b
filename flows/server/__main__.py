"""The process of Prefect's server: `python -P -m flows.server 7 run`.

The first argument is the number of an open socket. The second is the purpose of the server: `run`
(a single run), `page` (the runs of the page) or `all` (`serve`).
"""

import socket
import sys

from consultation.machine.garbage import no_search_for_garbage

if __name__ == "__main__":
    with no_search_for_garbage(is_lasting=True):
        from flows.server.server_process import serve_until_told
    serve_until_told(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
