"""A small language for conversations: what people say and do, line by line, and how it is printed."""
