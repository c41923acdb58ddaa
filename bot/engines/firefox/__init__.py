"""Mozilla's local models, each translating in a process of its own."""
