"""Everything that a server can decide, drawn from one table; and the way to carry it to another server."""
