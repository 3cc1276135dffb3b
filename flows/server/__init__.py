"""Prefect's server: started for a run, kept by the service, or the user's own."""
