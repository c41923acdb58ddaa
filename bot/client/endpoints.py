"""Where Discord is: its own servers, a proxy in a large deployment, or the sandbox."""

from dataclasses import dataclass

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Base URLs. gateway: None means the one that Discord's REST API names."""

    api: str
    cdn: str
    gateway: str | None = None


def point_discord_at(endpoints: Endpoints) -> None:
    """Set the addresses; before login. discord.py keeps them on its classes, so they hold for the whole process."""
    Route.BASE = endpoints.api.rstrip("/")
    setattr(Asset, "BASE", endpoints.cdn.rstrip("/"))  # noqa: B010 - declared without a type, so as one fixed string
    if endpoints.gateway:
        point_gateway_at(endpoints.gateway)


def point_gateway_at(url: str) -> None:
    """Set the gateway's address alone."""
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
