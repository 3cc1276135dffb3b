"""The only DuckDB of the project: raw store, build of sql/, checks, published copy."""
