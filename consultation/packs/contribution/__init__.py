"""What the note and the collective contribution state: its source, its words, its register."""
