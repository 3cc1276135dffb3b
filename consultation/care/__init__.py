"""Keep the data safe, and end its life: backup, restoration, retention, erasure, status."""
