"""The figures and quotes in the note and the collective contribution: computed from the pack's
tables, written into templates, and listed in registre.csv with their sources."""
