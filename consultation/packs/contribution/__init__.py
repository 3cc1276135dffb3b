"""The statements of the note and the collective contribution: their source, words and register."""
