"""What a run looks at and remembers: inbox, arrivals, journal, schedule."""
