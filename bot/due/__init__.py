"""What must happen later, also after a restart, and once though several processes share a database.

agenda  what is due when
worker  hands it out
"""
