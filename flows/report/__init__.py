"""Reports of runs, for people and for Prefect's pages."""
