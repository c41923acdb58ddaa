"""Bridges: channels of several languages that mirror one conversation."""
