"""Prefect's server: started for a single run, for `serve` or for the page, or started by the
user."""
