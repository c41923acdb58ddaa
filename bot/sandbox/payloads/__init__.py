"""The world as JSON, in the shapes of the REST API and the gateway."""
