"""Answers for the reader who asks, and for nobody else unless they say so."""
