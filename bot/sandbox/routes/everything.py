"""All routes together."""

from bot.sandbox.http.table import Table
from bot.sandbox.routes import (
    channels,
    commands,
    guilds,
    interactions,
    messages,
    meta,
    pins,
    reactions,
    roles,
    threads,
    webhook_messages,
    webhooks,
)

_MODULES = (
    meta,
    messages,
    pins,
    reactions,
    channels,
    threads,
    guilds,
    roles,
    webhooks,
    webhook_messages,
    commands,
    interactions,
)


def table() -> Table:
    """The table of every route the sandbox serves."""
    routes = Table()
    for module in _MODULES:
        module.register(routes)
    return routes
