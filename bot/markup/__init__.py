"""Pieces of a message that no engine may touch."""
