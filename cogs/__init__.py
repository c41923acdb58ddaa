"""The Discord surface: one extension a feature, each parses an event, calls a service, renders the answer."""
