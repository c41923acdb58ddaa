"""Lists and forms of a server's glossary and memory."""
