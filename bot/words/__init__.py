"""Words of a server's own: how they are rendered, which stay as they are, what they mean.

word, checking      one of them, and what may be one
glossaries          what the pipeline asks: the project's glossary, with a server's own words over it
words               read, add, edit, remove
"""
