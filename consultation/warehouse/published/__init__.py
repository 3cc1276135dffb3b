"""The published database, a form's tables for analysts: written once, opened read-only."""
