"""The published database: a form's tables for analysts, written once and opened read-only."""
