"""`python -m flows.commands`: the same as the console script, for processes that start another."""

import sys

from flows.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
