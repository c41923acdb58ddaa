"""Misbehaviour on request: what a test or transcript asks of the sandbox to see how a bot copes."""

from typing import TYPE_CHECKING

from bot.sandbox.faults import Fault
from bot.sandbox.world.overwrite import Overwrite

if TYPE_CHECKING:
    from bot.sandbox.gateway.hub import Hub
    from bot.sandbox.gateway.session import Session
    from bot.sandbox.realm import Realm
    from bot.sandbox.world.channel import Channel

RECONNECT_CODE = 4000


class Faults:
    """Gateway faults happen at once; HTTP faults strike the next `times` requests that fit `route`.

    A route is a method and a path such as "POST /channels/*/messages": `*` is one segment, a closing `**` any number,
    and the method may be `*` too. An empty route fits every request.
    """

    def __init__(self, realm: "Realm") -> None:
        self._realm = realm

    def drop_gateway(self, *, resumable: bool = True, shard: int | None = None) -> None:
        """Cut the connections without a word. Not resumable: the sessions are forgotten as well."""
        for session in self._sessions(shard):
            self._hub.expect(session)
            if not resumable:
                self._hub.forget(session)
            if session.connection is not None:
                session.connection.abort()
        self._note("drop_gateway", resumable=resumable)

    def close_gateway(self, code: int = RECONNECT_CODE, *, shard: int | None = None) -> None:
        """Close the connections with a close code."""
        for session in self._sessions(shard):
            self._hub.expect(session)
            if session.connection is not None:
                session.connection.close(code)
        self._note("close_gateway", code=code)

    def reconnect(self, *, shard: int | None = None) -> None:
        """Ask the clients to reconnect and resume (op 7)."""
        for session in self._sessions(shard):
            self._hub.expect(session)
            if session.connection is not None:
                session.connection.ask_reconnect()
        self._note("reconnect")

    def ask_heartbeat(self, *, shard: int | None = None) -> None:
        """Ask the clients for a heartbeat at once (op 1), as Discord does when it has doubts."""
        for session in self._sessions(shard):
            if session.connection is not None:
                session.connection.ask_heartbeat()

    def invalidate_session(self, *, resumable: bool = False, shard: int | None = None) -> None:
        """Tell the clients that their session is invalid (op 9); not resumable ones are forgotten."""
        for session in self._sessions(shard):
            self._hub.expect(session)
            if not resumable:
                self._hub.forget(session)
            if session.connection is not None:
                session.connection.invalid_session(resumable=resumable)
        self._note("invalidate_session", resumable=resumable)

    def expire(self, *, shard: int | None = None) -> None:
        """Cut the connections and forget the sessions: a resume will be answered with an invalid session."""
        self.drop_gateway(resumable=False, shard=shard)

    def http(  # noqa: PLR0913 - what Discord may answer with, by name
        self,
        status: int,
        route: str = "",
        times: int = 1,
        retry_after: float = 1.0,
        *,
        everywhere: bool = False,
        code: int = 0,
        served: bool = False,
    ) -> None:
        """Answer with a status such as 429 (after which to retry; `everywhere` for the global limit), 500 or 502.

        code: Discord's own number, such as 40003 with 403 for conversations that are opened too fast. served: what is
        asked for is done all the same, as it may be behind a 503.
        """
        self._realm.faults.add(Fault(route, times, status, retry_after, everywhere, served=served, code=code))

    def slow(self, seconds: float, route: str = "", times: int = 1, *, served: bool = False) -> None:
        """Answer late. served: what is asked for is done at once; else it is not if who asked does not wait."""
        self._realm.faults.add(Fault(route, times, delay=seconds, served=served))

    def hang(self, route: str = "", times: int = 1) -> None:
        """Take the request and never answer it."""
        self._realm.faults.add(Fault(route, times, hang=True))

    def deny(self, permission: str, channel: "Channel") -> None:
        """Take a permission from the bot in a channel, as a moderator would: it hears of the change."""
        self._overwrite(channel, permission, denied=True)

    def allow(self, permission: str, channel: "Channel") -> None:
        """Give a permission back that was denied."""
        self._overwrite(channel, permission, denied=False)

    def clear(self) -> None:
        """Drop HTTP faults that have not struck yet."""
        self._realm.faults.clear()

    def _overwrite(self, channel: "Channel", permission: str, *, denied: bool) -> None:
        if channel.guild is None:
            raise ValueError("direct messages have no permissions")
        overwrite = Overwrite(channel.guild.me, deny=permission)
        known = channel.overwrites.get(overwrite.id)
        before = known.deny if known else 0
        overwrite.allow = known.allow if known else 0
        overwrite.deny = before | overwrite.deny if denied else before & ~overwrite.deny
        channel.overwrite([overwrite])

    @property
    def _hub(self) -> "Hub":
        return self._realm.hub

    def _sessions(self, shard: int | None) -> "list[Session]":
        return [each for each in self._hub.connected() if shard is None or each.shard == shard]

    def _note(self, what: str, **details: object) -> None:
        self._realm.world.log.add("fault", text=what, details=dict(details))
