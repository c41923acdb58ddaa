"""The walk of a message from its text to its translation; pure of Discord."""
