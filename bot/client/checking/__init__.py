"""Whether everything that a server has decided can work."""
