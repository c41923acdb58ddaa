"""Setting up a server in a few steps: what was answered, what was done, and how to take it back."""
