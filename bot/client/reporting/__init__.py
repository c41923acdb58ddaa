"""What moderators are told of how it goes: numbers, what is wrong right now, changes, a weekly digest."""
