"""What a person reads after a run, and in Prefect's pages."""
