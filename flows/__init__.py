"""Orchestration only: the command line and the Prefect flow around the plain functions."""

import os

# Nothing calls home, by whatever door a flow is started: Prefect sends usage data from client
# and server unless told not to. Each name is a setting of Prefect 3.9.
PRIVACY = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}
os.environ.update(PRIVACY)

# The process of `serve`, in the environment of the runs that it starts.
SERVED_BY = "SERVED_BY_FAIRE_MASSE"

# "1" in the environment of a run that the local page starts.
STARTED_BY_PAGE = "STARTED_BY_PAGE_OF_FAIRE_MASSE"
