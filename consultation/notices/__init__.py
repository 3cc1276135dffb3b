"""What must be said beside the numbers."""
