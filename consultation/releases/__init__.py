"""The releases that runs publish: written in a temporary folder, sealed, put in place whole.
Later frozen, and followed by addenda."""
