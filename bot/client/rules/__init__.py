"""The rules of a server, as Discord shows them."""
