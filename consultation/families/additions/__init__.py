"""What the members of a family wrote themselves: each text compared with its letter."""
