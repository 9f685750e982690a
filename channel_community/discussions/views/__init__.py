"""Pages of discussions: thin, each asks a permission, calls one action or query, and answers."""
