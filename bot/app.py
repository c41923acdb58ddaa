"""The composition root: settings become resources, services and a client, once, and are closed in reverse order."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.access.access import Access
from bot.audit.trail import Trail
from bot.bridges.mirrors import Mirrors
from bot.bridges.registry import Registry
from bot.client.bot import RedBridgeBot
from bot.client.connection import connect
from bot.client.endpoints import Endpoints, point_discord_at
from bot.client.inflight import settled
from bot.clock import Clock, SystemClock
from bot.config.assembly import build_configuration
from bot.due.agenda import Agenda
from bot.engines.engine import Engine
from bot.errors import StoreError
from bot.i18n import LOCALES, Catalogues, catalogue_folder
from bot.members.forgetting import Forgetting, Periods
from bot.members.members import Members
from bot.members.privacy import Privacy
from bot.onboarding.arrivals import Arrivals
from bot.onboarding.buddies import Buddies
from bot.onboarding.cats import Cats
from bot.onboarding.icebreakers import Icebreakers
from bot.onboarding.journeys import Journeys
from bot.onboarding.numbers import Counting
from bot.onboarding.pack import Pack
from bot.onboarding.planner import Planner
from bot.onboarding.questions import Questions
from bot.onboarding.setups import Setups
from bot.onboarding.texts import Texts
from bot.onboarding.tips import Tips
from bot.onboarding.zones import Zones
from bot.rules import saying
from bot.rules.agreements import Agreements
from bot.rules.log import ReminderLog
from bot.rules.publishing import Publishing
from bot.rules.reminder_files.taking import ReminderFiles
from bot.rules.reminders import Reminders
from bot.rules.rules import Rules
from bot.rules.settings import RuleSettings
from bot.rules.starters import Starters
from bot.rules.triggers.triggers import Triggers
from bot.rules.wordings import OwnWordings
from bot.services import Services
from bot.settings import Settings
from bot.setup.wizard import Wizard
from bot.stats.figures import Stats
from bot.store.copies import Copies
from bot.store.database import Database
from bot.store.occupancy import Occupancy
from bot.suggestions.suggestions import Suggestions
from bot.telemetry.meter import Meter
from bot.texts.writing import Writer
from bot.translation.assembly import Translation, build_translation
from bot.translation.conversation import Conversation
from bot.translation.library import Library
from bot.translation.preferences import Preferences
from bot.words.curator import Curator
from bot.words.words import Words

_log = logging.getLogger(__name__)

# A container runtime sends SIGKILL ten seconds after SIGTERM: what is in flight gets most of that, closing the rest.
DRAIN = 7.0
CLOSE = 2.0
_A_DAY = 24 * 60 * 60
# So long the start has the machine to itself, in seconds, if Discord does not answer before.
_LONG = 60.0


@dataclass(frozen=True, slots=True)
class App:
    """A bot that is built and not yet connected."""

    settings: Settings
    services: Services
    client: RedBridgeBot

    async def connect(self) -> None:
        """Log in and stay connected until closed; raises SettingsError where the host must change something."""
        await connect(self.client, self.settings.require_token())

    async def shut_down(self) -> None:
        """Finish what is in flight, then leave Discord."""
        await self.client.drain(DRAIN)
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE):
                await self.client.close()


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    engines: Sequence[Engine] | None = None,
    library: Library | None = None,
) -> AsyncGenerator[App]:
    """Build everything a bot needs, and close it at the end. Tests hand in their own clock, engines and library."""
    async with AsyncExitStack() as stack:
        time = clock or SystemClock()
        services = await _services(settings, time, engines, library, stack)
        point_discord_at(Endpoints(settings.discord_api_base, settings.discord_cdn_base, settings.discord_gateway_url))
        client = RedBridgeBot(
            services,
            shard_count=settings.shard_count,
            shard_ids=settings.shard_ids,
            own_gateway=settings.discord_gateway_url is not None,
        )
        await stack.enter_async_context(client)
        services.meter.look(client.tell_shards)
        _in_background(_housekeeping(client.connected, _prunes(services)), "housekeeping", stack)
        if settings.metrics_port is not None:
            await _health(settings.metrics_host, settings.metrics_port, client, stack)
        if settings.control_port is not None and isinstance(time, SystemClock):
            await _control(settings.control_port, time, stack)
        yield App(settings, services, client)


async def serve(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM, or until Discord refuses it (SettingsError)."""
    async with build(settings) as app:
        stop = asyncio.Event()
        stop_on_signals(stop)
        connection = asyncio.create_task(app.connect(), name="connection")
        stopped = asyncio.create_task(stop.wait(), name="stop")
        reading = asyncio.create_task(_read(app), name="read the library")
        reading.add_done_callback(lambda task: stop.set() if not task.cancelled() and task.exception() else None)
        await asyncio.wait({connection, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not connection.done():
            _log.info("stopping: finishing what is in flight")
            await app.shut_down()
        stopped.cancel()
        for task in (reading, connection):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _read(app: App) -> None:
    """Read what translations need, once Discord knows that the bot is there: who connects should not wait for it."""
    await app.client.connected.wait()
    await app.services.translation.reading.get()


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` on SIGINT and SIGTERM, also where the loop cannot listen for signals, as on Windows."""
    loop = asyncio.get_running_loop()

    def wake(*_: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:
            signal.signal(number, wake)


def run(settings: Settings) -> None:
    """Run the bot in a loop of its own."""
    settings.require_token()
    asyncio.run(serve(settings))


async def _services(
    settings: Settings,
    clock: Clock,
    engines: Sequence[Engine] | None,
    library: Library | None,
    stack: AsyncExitStack,
) -> Services:
    catalogues, meter = Catalogues.load(), Meter()
    database = await Database.open(settings.database_url.get_secret_value())
    stack.push_async_callback(database.close)
    database.time(meter.unit)
    if database.file is not None:
        stack.callback(Occupancy.take(database.file, settings.shard_ids).give_up)
    if settings.backup_folder is not None and _leads(settings):
        _in_background(_copies(settings, clock).watch(), "watch over copies", stack)
    preferences = Preferences(database, clock, settings.translation_engines)
    await preferences.load()
    translation = await stack.enter_async_context(build_translation(settings, clock, engines, database, library))
    _measure(translation, meter)
    bridges = Registry(database, clock)
    await bridges.load()
    mirrors = Mirrors(database, clock)
    conversation = Conversation(database, translation.pipeline, preferences, clock, bridges.bridge_of)
    trail = Trail(database, clock)
    access = Access(database, clock)
    await access.load()
    suggestions = Suggestions(database, clock, translation.memory)
    arrivals = Arrivals(database, clock)
    await arrivals.load()
    pack = Pack.load(catalogue_folder())
    journeys = Journeys(database, clock, pack)
    agenda = Agenda(database, clock)
    tips = Tips(database, clock, agenda, lambda guild_id: arrivals.welcome(guild_id).tips_a_day)
    await tips.load()
    buddies = Buddies(database, clock, agenda)
    counting = Counting(database, clock)
    texts = Texts(database, clock, translation.pipeline, preferences.engines, pack)
    icebreakers = Icebreakers(database, clock, Questions.load(catalogue_folder()), texts, agenda)
    for thread_id in await icebreakers.load():
        preferences.translate_answers(thread_id)
    words = Words(database, clock, translation.words)
    await words.load()
    members = Members(database, clock)
    triggers = Triggers(database, clock)
    await triggers.load()
    writer = Writer(translation.pipeline, preferences.engines)
    rules = Rules(database, clock, writer, Starters.load(catalogue_folder()))
    reminders = Reminders(database, clock, agenda, writer)
    zones = Zones(lambda city: [catalogues.text(locale, city) for locale in LOCALES])
    rule_settings = RuleSettings(database, clock, agenda)
    return Services(
        clock=clock,
        meter=meter,
        catalogues=catalogues,
        database=database,
        preferences=preferences,
        translation=translation,
        conversation=conversation,
        members=members,
        privacy=Privacy(database, clock, (tips, buddies)),
        forgetting=Forgetting(
            database,
            clock,
            agenda,
            Periods(settings.forget_members_days, settings.forget_servers_days),
            (preferences, bridges, access, arrivals, words, translation.memory, triggers),
        ),
        words=words,
        curator=Curator(database, clock, translation.memory),
        trail=trail,
        access=access,
        bridges=bridges,
        mirrors=mirrors,
        suggestions=suggestions,
        journeys=journeys,
        planner=Planner(database, clock, pack),
        arrivals=arrivals,
        cats=Cats(database, clock),
        counting=counting,
        setups=Setups(database, clock, arrivals, pack, agenda),
        texts=texts,
        icebreakers=icebreakers,
        buddies=buddies,
        due=agenda,
        tips=tips,
        rules=rules,
        rule_settings=rule_settings,
        publishing=Publishing(database, clock),
        agreements=Agreements(database, clock),
        reminder_log=ReminderLog(database, clock),
        reminders=reminders,
        reminder_files=ReminderFiles(database, clock, rules, reminders, triggers, zones),
        wordings=OwnWordings(database, clock, writer, saying.load(catalogue_folder())),
        triggers=triggers,
        zones=zones,
        configuration=build_configuration(
            settings.translation_engines, preferences, arrivals, icebreakers, rule_settings, zones
        ),
        wizard=Wizard(database, clock),
        stats=Stats(database, clock, translation.tally, counting),
    )


def _leads(settings: Settings) -> bool:
    """Whether this is the process of the first shard, which does what is to be done once."""
    return settings.shard_ids is None or 0 in settings.shard_ids


def _copies(settings: Settings, clock: Clock) -> Copies:
    url, folder = settings.database_url.get_secret_value(), Path(settings.backup_folder or "")
    return Copies(url, folder, clock, hours=settings.backup_hours, keep=settings.backup_keep)


def _measure(translation: Translation, meter: Meter) -> None:
    """Let the meter hear what engines do; they do not know of it."""
    translation.chain.listen(meter.called)
    translation.pipeline.listen(meter.answered)

    def look() -> None:
        for name, desk in translation.chain.desks.items():
            meter.queued(name, desk.queued)

    meter.look(look)


async def _health(host: str, port: int, client: RedBridgeBot, stack: AsyncExitStack) -> None:
    from bot.telemetry.health import HealthServer  # noqa: PLC0415 - only who asks for a server waits for one to load

    services = client.services
    server = HealthServer(host, port, services.meter, services.database.answers, lambda: client.missing_shards)
    await server.start()
    stack.push_async_callback(server.close)


async def _control(port: int, clock: SystemClock, stack: AsyncExitStack) -> None:
    from bot.telemetry.control import ControlServer  # noqa: PLC0415 - as above

    def advance(seconds: float) -> str:
        clock.advance(seconds)
        return clock.now().isoformat()

    server = ControlServer(port, settled, advance)
    await server.start()
    stack.push_async_callback(server.close)


def _prunes(services: Services) -> Sequence[Callable[[], Awaitable[None]]]:
    """All that forgets what is out of date."""
    keepers = (
        services.conversation.record,
        services.trail,
        services.suggestions,
        services.mirrors,
        services.journeys,
        services.arrivals,
        services.tips,
        services.icebreakers,
        services.buddies,
        services.counting,
        services.reminder_log,
        services.wizard,
    )
    return [*(keeper.prune for keeper in keepers), *services.translation.prunes]


async def _housekeeping(connected: asyncio.Event, prunes: Sequence[Callable[[], Awaitable[None]]]) -> None:
    """Once on Discord, or if that takes long, and then daily; a database in trouble must not end it for good."""
    with suppress(TimeoutError):
        await asyncio.wait_for(connected.wait(), _LONG)
    while True:
        for prune in prunes:
            try:
                await prune()
            except StoreError as error:
                _log.warning("what is out of date could not be removed: %s", error)
            except Exception:  # noqa: BLE001 - whatever it is, tomorrow is another day
                _log.exception("a bug in housekeeping; it goes on tomorrow")
        await asyncio.sleep(_A_DAY)


def _in_background(work: Coroutine[Any, Any, None], name: str, stack: AsyncExitStack) -> None:
    """Start a task that ends with the stack."""
    task = asyncio.create_task(work, name=name)

    async def end() -> None:
        task.cancel()
        await asyncio.wait({task})

    stack.push_async_callback(end)
