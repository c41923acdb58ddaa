"""Translations under messages or in a thread: the way from what was said to the post, and back after a failure."""
