"""Which roles may change what in a server, beside those who manage it."""
