"""What reading files of any kind has in common: JSON taken at its word, and all that is wrong with a file at once."""
