"""All of it together, as the client has it."""

from collections.abc import Callable, Mapping

import discord

from bot.client.pictures import Pictures
from bot.client.reporting.changes import ChangeFeed
from bot.client.reporting.digest import Digest
from bot.client.reporting.numbers import StatsPage
from bot.client.reporting.status import StatusPage
from bot.due.worker import Handler
from bot.rules.settings import DIGEST
from bot.services import Services


class Reporting:
    """Pages for whoever asks, and posts in moderators' channels."""

    def __init__(self, client: discord.Client, services: Services, serves: Callable[[int], bool]) -> None:
        """serves: whether a guild is this process's own."""
        self.stats = StatsPage(services, Pictures())
        self.status = StatusPage(services)
        self.dealing: Mapping[str, Handler] = {DIGEST: Digest(client, services, self.stats).deal}
        services.database.listen(ChangeFeed(client, services, serves).heard)
