"""Keeping data safe, and ending it: backup, restoration, retention, erasure, status."""
