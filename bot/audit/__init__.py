"""Who changed what in a server, and when."""
