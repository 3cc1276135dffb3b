"""Long passages that texts of no family share."""
