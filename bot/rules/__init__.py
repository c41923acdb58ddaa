"""The server's rules: the book, who agreed to it, and reminders that help.

triggers/   which rule a message is about
"""
