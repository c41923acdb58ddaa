"""Panels and lists with which members and moderators see and change settings."""
