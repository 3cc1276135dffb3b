"""The content of the screens of the local page, read from what a run published or asks people to
decide."""
