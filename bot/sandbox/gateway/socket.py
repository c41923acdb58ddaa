"""The gateway's side of one WebSocket: reading, checking and answering what a client sends."""

import json
from collections import deque
from typing import TYPE_CHECKING, Any, cast

from aiohttp import WSMsgType, web

from bot.sandbox.gateway import codes
from bot.sandbox.gateway.chunks import chunks
from bot.sandbox.gateway.connection import Connection
from bot.sandbox.gateway.identify import Refusal, read
from bot.sandbox.intents import GUILD_MEMBERS
from bot.sandbox.wire import Json, dumps

if TYPE_CHECKING:
    from bot.sandbox.gateway.hub import Hub
    from bot.sandbox.gateway.session import Session
    from bot.sandbox.realm import Realm

SENDS_A_MINUTE = 120
MAX_PAYLOAD = 4096
GOODBYE = (1000, 1001)  # a client that leaves with these does not come back for its session


class GatewaySocket:
    """Serves one connection until it ends."""

    def __init__(self, realm: "Realm", socket: web.WebSocketResponse, request: web.Request) -> None:
        self._realm = realm
        self._hub: Hub = realm.hub
        self._socket = socket
        compress = request.query.get("compress") == "zlib-stream"
        self._version = request.query.get("v")
        self._connection = Connection(socket, request.transport, compress=compress)
        self._session: Session | None = None
        self._sent: deque[float] = deque()

    async def serve(self) -> None:
        """Greet, then answer until either side closes."""
        self._connection.start()
        try:
            if self._version != "10":
                self._refuse(Refusal(codes.INVALID_VERSION, f"gateway version {self._version!r}, not 10"))
            else:
                self._connection.hello(self._realm.heartbeat_interval)
            await self._read()
        finally:
            self._leave()
            await self._connection.finish()

    async def _read(self) -> None:
        silence = self._realm.heartbeat_interval * 1.5
        while True:
            try:
                frame = await self._socket.receive(timeout=silence)
            except TimeoutError:
                self._refuse(Refusal(codes.SESSION_TIMED_OUT, "no heartbeat in time"))
                return
            if frame.type is WSMsgType.PONG:
                self._connection.pong(bytes(frame.data))
            elif frame.type is WSMsgType.PING:
                await self._socket.pong(frame.data)
            elif frame.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                self._take(frame.data)
            else:
                return

    def _take(self, data: str | bytes) -> None:
        try:
            self._answer(self._parse(data))
        except Refusal as refusal:
            self._refuse(refusal)
        except (ValueError, TypeError, AttributeError) as error:
            self._refuse(Refusal(codes.DECODE_ERROR, f"of a shape that was not understood: {error!r}"))

    def _parse(self, data: str | bytes) -> Json:
        if len(data) > MAX_PAYLOAD:
            raise Refusal(codes.DECODE_ERROR, f"a payload of {len(data)} bytes, over {MAX_PAYLOAD}")
        try:
            payload = json.loads(data)
        except ValueError:
            raise Refusal(codes.DECODE_ERROR, "not JSON") from None
        if not isinstance(payload, dict) or not isinstance(cast("Json", payload).get("op"), int):
            raise Refusal(codes.DECODE_ERROR, "no op code")
        self._count()
        return cast("Json", payload)

    def _count(self) -> None:
        now = self._realm.clock.monotonic()
        self._sent.append(now)
        while self._sent[0] < now - 60:
            self._sent.popleft()
        if len(self._sent) > SENDS_A_MINUTE:
            raise Refusal(codes.RATE_LIMITED, f"more than {SENDS_A_MINUTE} payloads in a minute")

    def _answer(self, payload: Json) -> None:
        op, data = payload["op"], payload.get("d")
        if op == codes.HEARTBEAT:
            self._connection.acknowledge()
        elif op == codes.IDENTIFY:
            self._identify(data)
        elif op == codes.RESUME:
            self._resume(data)
        elif op in (codes.PRESENCE, codes.VOICE_STATE, codes.REQUEST_MEMBERS):
            self._command(op, data)
        else:
            raise Refusal(codes.UNKNOWN_OPCODE, f"op {op}")

    def _identify(self, data: Any) -> None:
        if self._session is not None:
            raise Refusal(codes.ALREADY_AUTHENTICATED, "IDENTIFY twice")
        identify = read(data, self._realm.token, self._hub.privileged)
        if not self._hub.gate.admit(identify.shard):
            self._realm.complain("gateway", "IDENTIFY", "too soon after the last one of this bucket of shards")
            self._connection.invalid_session(resumable=False)
            return
        self._session = self._hub.open(self._realm.world, identify, self._connection)

    def _resume(self, data: Any) -> None:
        if not isinstance(data, dict):
            raise Refusal(codes.DECODE_ERROR, "RESUME without an object")
        body = cast("Json", data)
        session = self._hub.sessions.get(str(body.get("session_id")))
        sequence = body.get("seq")
        if body.get("token") != self._realm.token or session is None or not isinstance(sequence, int):
            self._connection.invalid_session(resumable=False)
            return
        if sequence > session.sequence:
            raise Refusal(codes.INVALID_SEQ, f"seq {sequence}, beyond {session.sequence}")
        if not session.can_replay(sequence):
            self._hub.forget(session)
            self._connection.invalid_session(resumable=False)
            return
        self._session = session
        self._hub.resume(session, self._connection, sequence)

    def _command(self, op: int, data: Any) -> None:
        if self._session is None:
            raise Refusal(codes.NOT_AUTHENTICATED, f"op {op} before IDENTIFY")
        if op == codes.REQUEST_MEMBERS:
            self._send_members(self._session, cast("Json", data))

    def _send_members(self, session: "Session", request: Json) -> None:
        guild = self._realm.world.guilds.get(int(request.get("guild_id", 0)))
        if guild is None or self._realm.world.bot.id not in guild.members:
            return
        everybody = not request.get("user_ids") and not request.get("query")
        if everybody and not session.intents & GUILD_MEMBERS:
            self._realm.complain("gateway", "REQUEST_GUILD_MEMBERS", "everybody, without the members intent")
            return
        for chunk in chunks(guild, request):
            session.send("GUILD_MEMBERS_CHUNK", dumps(chunk))

    def _refuse(self, refusal: Refusal) -> None:
        self._realm.complain("gateway", f"close {refusal.code}", refusal.reason)
        if self._session is not None and refusal.code != codes.SESSION_TIMED_OUT:
            self._hub.forget(self._session)
        self._connection.close(refusal.code)

    def _leave(self) -> None:
        session = self._session
        if session is None or session.connection is not self._connection:
            return
        self._hub.detach(session)
        if self._socket.close_code in GOODBYE and not self._connection.closed_by_us:
            self._hub.forget(session)
