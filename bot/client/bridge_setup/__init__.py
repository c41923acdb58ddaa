"""What moderators see while they set up bridges."""
