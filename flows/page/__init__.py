"""The local page: what organisers do without typing commands, in a browser on the same machine."""
