"""The command line, the local page and the Prefect flows, which call the functions of
`consultation`."""

# The process of `serve`, in the environment of the runs that it starts.
SERVED_BY = "SERVED_BY_FAIRE_MASSE"

# "1" in the environment of a run that the local page starts.
STARTED_BY_PAGE = "STARTED_BY_PAGE_OF_FAIRE_MASSE"
