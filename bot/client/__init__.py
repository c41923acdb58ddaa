"""The only place in bot/ that imports discord."""
