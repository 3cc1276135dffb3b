"""The files that runs read and write next to the databases: inbox, journal, fetches, schedule."""
