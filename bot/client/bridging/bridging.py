"""The front of the bridges: Discord's events come in here."""

import logging
from collections.abc import Awaitable, Sequence

import discord

from bot.bridges.echoes import Echoes
from bot.bridges.mirrors import Mirrors
from bot.bridges.quoting import Quotes
from bot.bridges.wording import Wording
from bot.client.bridge_setup.checks import Hint
from bot.client.bridging.beginnings import Beginnings
from bot.client.bridging.catching_up import CatchingUp
from bot.client.bridging.copying import Tools
from bot.client.bridging.following import Following
from bot.client.bridging.intake import Intake
from bot.client.bridging.late import Late
from bot.client.bridging.mirroring import Mirroring
from bot.client.bridging.more import ChannelsOnly, Enclosures, Rooms, TextOnly
from bot.client.bridging.pace import Pace
from bot.client.bridging.phrases import is_silenced
from bot.client.bridging.pins import Pins
from bot.client.bridging.posting import Posting
from bot.client.bridging.reactions import Reactions
from bot.client.bridging.reading import Found, Reading
from bot.client.bridging.recovery import Recovery
from bot.client.bridging.revising import Revising
from bot.client.bridging.underway import Underway
from bot.client.bridging.webhooks import Webhooks
from bot.client.posts import TROUBLE
from bot.errors import StoreError
from bot.services import Services

_log = logging.getLogger(__name__)


class Bridging:
    """Mirrors what is written in bridged channels, and follows what becomes of it."""

    def __init__(
        self,
        client: discord.Client,
        services: Services,
        enclosures: Enclosures | None = None,
        rooms: Rooms | None = None,
    ) -> None:
        """enclosures, rooms: what is mirrored besides text, and where threads are."""
        self._registry = services.bridges
        self._heard: dict[int, int] = {}
        self.webhooks = Webhooks(client, self._registry)
        self.mirrors: Mirrors = services.mirrors
        self.reactions = Reactions(client.http, self._registry, self.mirrors)
        self.pins = Pins(client, self._registry, self.mirrors)
        underway = Underway()
        tools = _tools(client, services, self.webhooks, rooms or ChannelsOnly(), underway)
        revising = Revising(tools, underway)
        self.late = late = Late(services.clock, revising.correct)
        self._reading = Reading(client, Intake(client, self._registry, Echoes()), enclosures or TextOnly())

        def tell(message_id: int, text: str) -> None:
            client.dispatch("translated", message_id, text)

        self._mirroring = Mirroring(tools, services.clock, underway, late, tell)
        self._following = Following(tools, underway, revising, late)
        self._recovery = Recovery(tools, underway, self._reading)
        self._catching_up = CatchingUp(
            self._reading, self._following, self.reactions, self.mirrors, services.clock, self._new
        )
        self.beginnings = Beginnings(client, self._recover)

    async def turn(self, guild_id: int | None) -> None:
        """Return when what a server said and did before is made up for; at once where nothing is."""
        if guild_id is not None and self._registry.of_guild(guild_id):
            await self.beginnings.turn(guild_id)

    async def new(self, message: discord.Message) -> None:
        """Somebody wrote. But for what was missed before, messages come in their order up to the first `await`."""
        if bridge := self._reading.bridge_of(message):
            await self.turn(bridge.guild_id)
        if found := self._reading.take(message):
            await self._new(found)

    async def edited(self, message: discord.Message) -> None:
        """Somebody changed what they wrote."""
        if bridge := self._reading.bridge_of(message):
            await self.turn(bridge.guild_id)
        if found := self._reading.take(message):
            await self._following.edited(*found)

    async def refresh(self, guild_id: int, place_id: int, message_id: int) -> None:
        """Word the copies of a message anew, if it has some. Raises what Discord answers, and StoreError."""
        if not self._registry.of_guild(guild_id):
            return
        await self.turn(guild_id)
        if found := await self._reading.message(place_id, guild_id, message_id):
            await self._following.refresh(*found)

    async def deleted(self, guild_id: int | None, message_ids: Sequence[int]) -> None:
        """Messages are gone: somebody's, or copies."""
        if guild_id is not None and self._registry.of_guild(guild_id):
            await self.turn(guild_id)
            await self._following.deleted(message_ids)

    def webhooks_changed(self, channel_id: int) -> None:
        """Somebody made, changed or deleted a webhook."""
        self.webhooks.unsure(channel_id)

    async def left(self, channel_ids: Sequence[int]) -> None:
        """Channels left their bridge: the webhooks that posted there are needed no more."""
        for channel_id in channel_ids:
            await self.webhooks.retire(channel_id)

    def trouble(self, channel_id: int) -> Hint | None:
        """What the mirroring ran into in a channel, beyond what its permissions tell."""
        return self.webhooks.trouble(channel_id)

    async def _new(self, found: Found) -> None:
        said = found[0]
        self._heard[said.place_id] = max(said.id, self._heard.get(said.place_id, 0))
        await self._mirroring.new(*found)

    async def _recover(self, guild: discord.Guild) -> None:
        """A session begins: finish what was cut off, make up for what was missed. What fails leaves out its part."""
        heard = dict(self._heard)
        await _tried(self._recovery.resume(guild.id))
        for bridge in self._registry.of_guild(guild.id):
            await _tried(self._catching_up.all(bridge, guild, heard))
        await _tried(self.pins.catch_up(guild.id))
        await _tried(self._take_up(guild.id))

    async def _take_up(self, guild_id: int) -> None:
        self.late.take_up(await self._recovery.untranslated(guild_id))


def _tools(client: discord.Client, services: Services, webhooks: Webhooks, rooms: Rooms, underway: Underway) -> Tools:
    wording = Wording(
        services.pipeline, services.preferences, lambda channel_id: is_silenced(client.get_channel(channel_id))
    )
    quotes = Quotes(services.mirrors, wording)
    posting = Posting(client, webhooks, Pace(services.clock), underway.is_going)
    return Tools(services.mirrors, wording, quotes, webhooks, posting, rooms, services.catalogues)


async def _tried(work: Awaitable[None]) -> None:
    try:
        await work
    except (*TROUBLE, StoreError) as error:
        _log.warning("a part of what was missed is not made up for: %s", type(error).__name__)
