"""Real discord.py clients, and bare sockets, against the sandbox."""
