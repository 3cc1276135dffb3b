"""The state that runs read and write: inbox, arrivals, journal, schedule."""
