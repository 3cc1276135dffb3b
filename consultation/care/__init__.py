"""What keeps data safe, and what ends it: backup, restoration, retention, erasure, status."""
