"""What the host can see of the bot: logs, and the control port for tests."""
