"""Texts that a server writes in one language and has in all of them."""
