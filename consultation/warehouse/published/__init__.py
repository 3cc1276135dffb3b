"""The published database: written once, opened read-only."""
