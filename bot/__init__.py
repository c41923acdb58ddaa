"""RedBridge · 红桥: one conversation in English and Chinese."""

__version__ = "0.1.0"
