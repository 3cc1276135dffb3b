"""Write the releases that runs publish: in a temporary folder, sealed with checksums, then put in
place whole. Later, a release can be frozen, and addenda then list the changes since."""
