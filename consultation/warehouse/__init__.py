"""Everything that uses DuckDB: the stored exports, the build of sql/, its checks, the published
database."""
