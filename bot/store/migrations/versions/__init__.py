"""One file a step; each takes the operations as an argument, so that several databases may be migrated at once."""
