"""Which rules a message is about: words and patterns, found in all their disguises, in microseconds."""
