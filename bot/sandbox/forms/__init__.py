"""Checking request bodies as Discord does: everything wrong is named at once, with its path."""
