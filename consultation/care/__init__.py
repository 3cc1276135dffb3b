"""Safety and end of the data: backup, restoration, retention, erasure, status."""
