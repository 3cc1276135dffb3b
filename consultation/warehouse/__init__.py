"""Everything that uses DuckDB: raw store, build of sql/, checks, published copy."""
