"""All gateway sessions of the application, and what they are told."""

import asyncio
from typing import TYPE_CHECKING

from bot.sandbox.dispatch import Dispatch
from bot.sandbox.gateway.connection import Connection
from bot.sandbox.gateway.identify import Identify, IdentifyGate
from bot.sandbox.gateway.session import Session
from bot.sandbox.intents import GUILD_PRESENCES, GUILDS, application_flags
from bot.sandbox.payloads import guilds, users
from bot.sandbox.wire import dumps

if TYPE_CHECKING:
    from bot.sandbox.world.guild import Guild
    from bot.sandbox.world.world import World


class Hub:
    """Keeps sessions, sends events to those that may hear of them."""

    def __init__(self, privileged: frozenset[str], gate: IdentifyGate, recommended_shards: int) -> None:
        self.privileged = privileged
        self.gate = gate
        self.recommended_shards = recommended_shards
        self.resume_url = ""
        self.sessions: dict[str, Session] = {}
        self.events = 0
        self.expected_back: set[tuple[int, int]] = set()  # shards, each with the shard count of its client
        self._changed = asyncio.Event()

    def dispatch(self, dispatch: Dispatch) -> None:
        """Send an event to every session that may hear of it."""
        for session in self.sessions.values():
            if session.hears(dispatch):
                self.events += 1
                session.deliver(dispatch)

    def guild_joined(self, guild: "Guild") -> None:
        """Send the whole of a guild that the bot just joined."""
        for session in self.sessions.values():
            dispatch = Dispatch("GUILD_CREATE", {}, guild.id, GUILDS)
            if session.hears(dispatch):
                self.events += 1
                session.send("GUILD_CREATE", dumps(self._whole(session, guild)))

    def open(self, world: "World", identify: Identify, connection: Connection) -> Session:
        """Begin a session: READY, then every guild of its shard."""
        self._forget_shard(identify)
        # A client of another shard count has taken the place of the one that was expected.
        self.expected_back = {each for each in self.expected_back if each[1] == identify.shard_count}
        self.expected_back.discard((identify.shard, identify.shard_count))
        session = Session(identify.shard, identify.shard_count, identify.intents, identify.large_threshold, connection)
        self.sessions[session.id] = session
        mine = [guild for guild in world.guilds.values() if world.bot.id in guild.members]
        mine = [guild for guild in mine if session.hears(Dispatch("GUILD_CREATE", {}, guild.id, 0))]
        session.send("READY", dumps(self._ready(world, session, mine)))
        if session.intents & GUILDS:
            for guild in mine:
                session.send("GUILD_CREATE", dumps({**self._whole(session, guild), "unavailable": False}))
        session.ready = True
        self.events += 1
        self._notify()
        return session

    def resume(self, session: Session, connection: Connection, sequence: int) -> None:
        """Continue a session where its client stopped listening."""
        session.connection = connection
        self.expected_back.discard(session.key)
        session.replay(sequence)
        session.send("RESUMED", '{"_trace":["sandbox"]}')
        self.events += 1
        self._notify()

    def detach(self, session: Session) -> None:
        """The client's connection is gone; it may come back for the session."""
        session.connection = None
        self._notify()

    def forget(self, session: Session) -> None:
        """The session cannot be resumed any more."""
        self.sessions.pop(session.id, None)
        self._notify()

    def expect(self, session: Session) -> None:
        """The client was sent away, and will resume this session or identify its shard anew."""
        self.expected_back.add(session.key)

    def expect_nobody(self) -> None:
        """Those who were expected back are gone for good."""
        self.expected_back.clear()

    def connected(self) -> list[Session]:
        """Sessions whose client is there."""
        return [session for session in self.sessions.values() if session.connection is not None]

    def complete(self) -> bool:
        """Whether all shards of a bot are there and have their guilds."""
        by_count: dict[int, set[int]] = {}
        for session in (each for each in self.connected() if each.key not in self.expected_back):
            by_count.setdefault(session.shard_count, set()).add(session.shard)
        return any(len(shards) == count for count, shards in by_count.items())

    async def changed(self) -> None:
        """Return after the next coming or going of a session."""
        await self._changed.wait()

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def _forget_shard(self, identify: Identify) -> None:
        """A client that identifies anew gives up what it left behind."""
        key = (identify.shard, identify.shard_count)
        for session in list(self.sessions.values()):
            if session.connection is None and session.key == key:
                del self.sessions[session.id]

    def _ready(self, world: "World", session: Session, mine: "list[Guild]") -> dict[str, object]:
        return {
            "v": 10,
            "user": users.own_user(world.bot),
            "guilds": [guilds.unavailable(guild) for guild in mine],
            "session_id": session.id,
            "resume_gateway_url": self.resume_url,
            "session_type": "normal",
            "shard": [session.shard, session.shard_count],
            "application": {"id": str(world.application.id), "flags": application_flags(self.privileged)},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
            "geo_ordered_rtc_regions": [],
            "_trace": ["sandbox"],
        }

    def _whole(self, session: Session, guild: "Guild") -> dict[str, object]:
        everybody = bool(session.intents & GUILD_PRESENCES)
        return guilds.whole(guild, with_members=everybody, large_threshold=session.large_threshold)
