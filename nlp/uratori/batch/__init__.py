"""Many articles: items in shards, a cluster, tables that are written once."""
