"""Setting up a server inside Discord: the greeting, six questions, the plan, the deed, and taking it back."""
