"""What must never leave an engine but to its service: a text and a key that can be recognised anywhere."""

TEXT = "the cat sat on my password 喵呜喵呜"
KEY = "hunter2-7f3a9c-marker"
# Parts of them, and of the text as URLs and JSON write it.
TRACES = ("password", "喵", "%E5%96%B5", "\\u55b5", "hunter2", "7f3a9c")
