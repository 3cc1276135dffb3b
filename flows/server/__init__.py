"""Prefect's server: beside a run, for good, or the user's own."""
