"""The store: rows with their sources in one DuckDB file, and files to and from it."""
