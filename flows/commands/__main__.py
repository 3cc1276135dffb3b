"""`python -m flows.commands` does the same as the command `faire-masse`. A process uses it to run a
command in another process."""

import sys

from flows.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
