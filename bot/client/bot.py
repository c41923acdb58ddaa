"""The Discord client: the least it must hear, and nothing it could answer twice."""

import asyncio
import logging
import pkgutil
import sys
from collections.abc import Coroutine, Sequence
from typing import Any

import discord
from discord.ext import commands

import cogs
from bot.access.access import Area
from bot.client.bridging.bridging import Bridging
from bot.client.bridging.enclosures import Enclosing
from bot.client.bridging.rooms import MirrorRooms
from bot.client.configuring.exchange import SettingsExchange
from bot.client.configuring.parcel import Parcel
from bot.client.configuring.screens import settings_screens
from bot.client.drafts import Drafts, TryAgain
from bot.client.endpoints import point_gateway_at
from bot.client.errors import ErrorTable
from bot.client.forgetting import Departures
from bot.client.hub import Hub
from bot.client.inflight import BACKGROUND, settled
from bot.client.moderators import moderators_group
from bot.client.on_demand.asking import OnDemand
from bot.client.onboarding.buddies import BuddyPanel
from bot.client.onboarding.direct import DirectMessages
from bot.client.onboarding.door import Door
from bot.client.onboarding.exchange import Exchange
from bot.client.onboarding.greeter import Greeter
from bot.client.onboarding.icebreaker import Asking
from bot.client.onboarding.making import RoleMaker
from bot.client.onboarding.matchmaker import Matchmaker
from bot.client.onboarding.screens import SCREENS
from bot.client.onboarding.statistics import Statistics
from bot.client.onboarding.stayers import Stayers
from bot.client.onboarding.tips import TipSender
from bot.client.onboarding.toll import Toll
from bot.client.onboarding.tongues import LanguageRoles
from bot.client.onboarding.tour import Tour
from bot.client.panels.language import OpenLanguages
from bot.client.readers import Readers
from bot.client.replying.talk import build_talk
from bot.client.replying.threads import TranslationThreads
from bot.client.reporting.reporting import Reporting
from bot.client.requests import count_requests
from bot.client.rules.exchange import RuleExchange
from bot.client.rules.publisher import Publisher
from bot.client.rules.reminder_exchange import ReminderExchange
from bot.client.rules.screens import SCREENS as RULE_SCREENS
from bot.client.rules.timed import TimedReminders
from bot.client.setup.pages import SetupPages
from bot.client.shards import Shards
from bot.client.throttle import Throttle
from bot.client.translator import CommandTranslator
from bot.client.tree import Tree, sync_if_changed
from bot.client.trouble import TROUBLE
from bot.due.worker import Worker
from bot.errors import RedBridgeError, StoreError
from bot.onboarding.buddies import NEWS, SEARCH
from bot.onboarding.icebreakers import KIND as ASK
from bot.onboarding.tips import TIP
from bot.rules.reminders import KIND as REMIND
from bot.services import Services
from bot.telemetry import events
from bot.telemetry.traces import trace

_log = logging.getLogger(__name__)


def intents() -> discord.Intents:
    """The events RedBridge needs; of the privileged ones only the content of messages, which it translates.

    Those of members come along where the application may have them: without, nobody is greeted, and all else works.
    """
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        guild_reactions=True,
        guild_typing=True,
        webhooks=True,
        message_content=True,
    )


class RedBridgeBot(commands.AutoShardedBot):
    """RedBridge on Discord. Text commands do not exist: all commands are slash commands."""

    def __init__(
        self,
        services: Services,
        *,
        shard_count: int | None = None,
        shard_ids: Sequence[int] | None = None,
        own_gateway: bool = False,
    ) -> None:
        """Prepare a client that is not connected yet.

        own_gateway: the gateway's URL was set already, and what Discord's REST API says of it does not count.
        """
        # RedBridge never joins a voice channel; without this, each start warns of missing libraries for it.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        throttle, self._session_states = Throttle(), Shards()
        self._wanted = intents()
        shards: dict[str, Any] = {"shard_ids": list(shard_ids)} if shard_ids else {}
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=self._wanted,
            enable_debug_events=True,
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            http_trace=count_requests(throttle.trace(), services.meter.requested),
            shard_count=shard_count,
            **shards,
        )
        self._throttle = throttle
        self.services = services
        self.errors = ErrorTable(services.catalogues)
        self.drafts = Drafts(services.clock, services.catalogues)
        self.readers = Readers(services.members, services.catalogues, OpenLanguages)
        self.on_demand = OnDemand(services)
        self.tour = Tour(services)
        self.direct = direct = DirectMessages(self, services.clock)
        self.greeter = Greeter(self, services, direct)
        self.hub = Hub("onboard", Area.ONBOARDING, SCREENS, services.catalogues)
        self.rule_hub = Hub("rulebook", Area.RULES, RULE_SCREENS, services.catalogues)
        self.settings_hub = Hub("settings", None, settings_screens(services), services.catalogues)
        self.hubs = self.hub, self.rule_hub, self.settings_hub
        self.setup_pages, self.settings_exchange = SetupPages(services), SettingsExchange(services)
        self.exchange, self.rule_exchange = Exchange(services), RuleExchange(services)
        self.reminder_exchange = ReminderExchange(services)
        self.parcel = Parcel(
            services, self.settings_exchange, self.exchange, self.rule_exchange, self.reminder_exchange
        )
        self.publisher = Publisher(self, services)
        self.tips = TipSender(self, services, direct)
        self.toll, self.statistics = Toll(self, services), Statistics(services)
        self.reporting = Reporting(self, services, self._serves)
        self.stayers = Stayers(self, services, self._serves)
        self.tongues = LanguageRoles(self, services)
        self.role_maker = RoleMaker(self, services.arrivals, self.tongues)
        self.door = Door(services.arrivals, self.greeter, self.tongues, services.clock)
        self.threads = TranslationThreads(self, services)
        talk = build_talk(self, services, self.threads)
        self.posts, self.replies = talk.posts, talk.replies
        self.recovery, self.outages = talk.recovery, talk.outages
        self.bridging = Bridging(self, services, Enclosing(services), MirrorRooms(self, services, services.mirrors))
        self.asking = Asking(self, services)
        self.buddies, matchmaker = BuddyPanel(services), Matchmaker(self, services, direct)
        self.timed = TimedReminders(self, services)
        self.departures = Departures(self, services.forgetting, self._serves)
        dealing = {REMIND: self.timed.deal, **self.reporting.dealing, **self.departures.dealing}
        dealing |= {TIP: self.tips.deal, ASK: self.asking.deal, SEARCH: matchmaker.search, NEWS: matchmaker.tell}
        busy, meter = f"{BACKGROUND}due", services.meter
        self.worker = Worker(services.due, services.clock, dealing, self._serves, busy_as=busy, watcher=meter)
        self.moderators = moderators_group()
        self.tree.add_command(self.moderators)
        self.accepting, self.connected = True, asyncio.Event()
        self._shards_known = shard_count is not None
        self._own_gateway = own_gateway
        self._tasks: set[asyncio.Task[None]] = set()

    async def setup_hook(self) -> None:
        """Load the cogs before the first event, and begin what goes on beside; again when a login is tried again."""
        self._throttle.application_id = self.application_id
        await self._ask_for_gateway()
        self._wanted.members = self.hears_of_members
        self.add_dynamic_items(TryAgain)
        tree = self.tree
        if isinstance(tree, Tree):
            tree.errors = self.errors
        await tree.set_translator(CommandTranslator(self.services.catalogues))
        for name in extensions():
            if name not in self.extensions:
                await self.load_extension(name)
        # These need REST only: they do not wait for the gateway, nor it for them.
        self._begin(self._sync(), f"{BACKGROUND}send the commands")
        self._begin(self.recovery.resume(self._serves), f"{BACKGROUND}catch up")
        self._begin(self.greeter.resume(self._serves), f"{BACKGROUND}greet those who wait")
        self._begin(self.greeter.watch(), "watch over newcomers")
        self._begin(self.stayers.watch(), "watch over who stays")
        self._begin(self.worker.work(), "hand out what is due")
        self._begin(self.outages.watch(self.replies.make_up, self._serves), "watch over outages")
        self._begin(self.bridging.late.watch(), "watch over late translations")

    @property
    def hears_of_members(self) -> bool:
        """Whether the application may know who joins and leaves; known once the bot has logged in."""
        flags = self.application_flags
        return flags.gateway_guild_members or flags.gateway_guild_members_limited

    @property
    def missing_shards(self) -> Sequence[int] | None:
        """The shards of this process that are not connected and ready; None before it is known which there are."""
        expected = self.shard_ids or range(self.shard_count or 0)
        return self._session_states.missing(expected) if self.is_logged_in else None

    @property
    def is_logged_in(self) -> bool:
        """Whether Discord knows the bot, and the bot how many shards it has."""
        return self.user is not None and bool(self.shard_count)

    def tell_shards(self) -> None:
        """Tell the meter how each shard is."""
        for number, latency in self.latencies:
            self.services.meter.shard(number, latency, ready=self._session_states.is_ready(number))

    async def close(self) -> None:
        """Leave Discord; what is still in the background is given up."""
        self.greeter.close()
        for task in self._tasks:
            task.cancel()
        await super().close()

    async def on_connect(self) -> None:
        """Note that the gateway knows the bot."""
        self.connected.set()

    async def on_ready(self) -> None:
        """Say that all is well."""
        _log.info("connected as %s in %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Keep discord.py from looking for text commands."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what an event handler raised; events have nobody to explain it to."""
        error = sys.exception()
        if isinstance(error, RedBridgeError):
            _log.error("%s: %s", event_method, error)
        elif error is not None:
            _log.error("unexpected error in %s\n%s", event_method, trace(error))

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand on no more events once the bot is shutting down; interactions take another way, see `Tree`."""
        self._session_states.note(event, args)
        if event == "socket_event_type":
            self.services.meter.heard(args[0])
            _log.debug("heard %s", args[0])
        if event == "socket_raw_receive":
            # Before discord.py reads it, so that all that is begun because of it inherits the id.
            events.begin()
            if heard := self.door.overheard(args[0]):
                self.dispatch(heard.event, heard)
            return
        if self.accepting or event.startswith(("socket", "disconnect")):
            super().dispatch(event, *args, **kwargs)

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 - what is unfinished then is left, not cancelled
        """Accept nothing new, and wait at most `timeout` seconds for what is in flight."""
        self.accepting = False
        self.worker.stop()
        if not await settled(timeout):
            _log.warning("not everything in flight could be finished within %.0f seconds", timeout)

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Do something in the background, once: a login that is tried again begins nothing anew."""
        if any(task.get_name() == name for task in self._tasks):
            work.close()
            return
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(_log_failure)

    async def _ask_for_gateway(self) -> None:
        """Ask Discord for what the settings leave open. discord.py itself asks for both or for neither."""
        if self._shards_known and self._own_gateway:
            return
        count, url, _ = await self.http.get_bot_gateway()
        if not self._shards_known:
            self.shard_count = count
        if not self._own_gateway:
            point_gateway_at(url)

    def _serves(self, guild_id: int) -> bool:
        """Whether a guild is on one of this process's shards, by Discord's own formula."""
        if not self.shard_ids or not self.shard_count:
            return True
        return (guild_id >> 22) % self.shard_count in self.shard_ids

    async def _sync(self) -> None:
        """Only the process of the first shard syncs; a failure leaves the commands as Discord knows them."""
        if self.application_id is None or (self.shard_ids and 0 not in self.shard_ids):
            return
        try:
            await sync_if_changed(self.tree, self.application_id, self.services.database)
        except discord.app_commands.AppCommandError:
            _log.exception("Discord does not take the commands; the former ones stay")
        except (*TROUBLE, StoreError) as error:
            _log.warning("the commands could not be sent to Discord, the former ones stay: %s", type(error).__name__)


def extensions() -> list[str]:
    """Names of the modules in cogs/ to load; those with a leading underscore are parts of others."""
    found = pkgutil.iter_modules(cogs.__path__, f"{cogs.__name__}.")
    return sorted(module.name for module in found if not module.name.rpartition(".")[2].startswith("_"))


def _log_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("%s failed\n%s", task.get_name(), trace(error))
