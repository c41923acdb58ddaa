"""Bridges on Discord: what is written in one channel appears in the others."""
