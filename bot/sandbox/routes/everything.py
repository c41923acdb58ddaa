"""All routes together."""

from bot.sandbox.http.table import Table
from bot.sandbox.routes import commands, interactions, messages, meta


def table() -> Table:
    """The table of every route the sandbox serves."""
    routes = Table()
    for module in (meta, messages, commands, interactions):
        module.register(routes)
    return routes
