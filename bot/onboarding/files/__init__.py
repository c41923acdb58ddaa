"""A server's whole onboarding as a file: JSON of one format, with a version.

problems    what is wrong with a file, by its paths
strict      bytes to values: JSON, and nothing that is only nearly JSON
document    the shape of the format
reading     values to a document, or all that is wrong with them
contents    texts and journeys that no server could use
placing     channels and roles of a document, as they are in this server
writing     what a server has, as a document
differences what a document would change
"""
