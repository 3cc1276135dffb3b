"""What a run publishes: written aside, sealed, put in place as a whole; frozen, added to."""
