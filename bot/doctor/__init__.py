"""What `redbridge doctor` looks at: a list of checks, each of which makes a row."""

from typing import Final

# What a check belongs to, in the order of the report.
KINDS: Final = ("settings", "catalogues", "database", "discord", "engine")
