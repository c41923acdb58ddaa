"""How a server's translation goes, in numbers: read, told, and drawn."""
