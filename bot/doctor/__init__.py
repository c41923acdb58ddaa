"""What `redbridge doctor` looks at: a list of checks, each of which makes a row."""
