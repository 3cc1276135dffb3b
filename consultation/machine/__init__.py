"""What a run needs of its machine: disk, access rights, lock, checksums, settings, processes."""
