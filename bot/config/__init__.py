"""One table of all that a server can decide with a menu, a switch or a word; panels and files are made from it."""
