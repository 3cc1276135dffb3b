"""The process of Prefect's server: `python -P -m flows.server SOCKET SERVICES`."""

import socket
import sys

from flows.loading import without_looking_for_garbage

if __name__ == "__main__":
    with without_looking_for_garbage():
        from flows.server.server_process import serve_until_told
    serve_until_told(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
