"""A Discord on loopback, to try and test bots on."""
