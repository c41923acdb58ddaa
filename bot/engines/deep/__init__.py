"""The services that deep-translator knows, one module each, on a common base."""
