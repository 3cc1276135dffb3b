"""The machine under a run: disk, access rights, lock, swap, checksums, child processes."""
