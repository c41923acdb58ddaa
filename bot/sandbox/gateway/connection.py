"""A WebSocket connection: frames out in order, compressed if the client asked for it."""

import asyncio
import itertools
import zlib
from collections import deque

from aiohttp import WSCloseCode, web

from bot.sandbox.gateway import codes


class Connection:
    """Queues frames without blocking and writes them from one task.

    The queue holds text frames, pings (bytes) and, as its end, None.
    """

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.BaseTransport | None, *, compress: bool
    ) -> None:
        self._socket = socket
        self._transport = transport
        self._deflate = zlib.compressobj() if compress else None
        self._queue: deque[str | bytes | None] = deque()
        self._more = asyncio.Event()
        self._pongs: dict[bytes, asyncio.Future[None]] = {}
        self._pings = itertools.count()
        self._close_code = int(WSCloseCode.OK)
        self.closed_by_us = False
        self._writer: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to write."""
        self._writer = asyncio.create_task(self._write())

    def push(self, frame: str | bytes | None) -> None:
        """Send a frame after those that wait; bytes are a ping, None is the end."""
        self._queue.append(frame)
        self._more.set()

    def hello(self, heartbeat_interval: float) -> None:
        """Greet the client; `heartbeat_interval` is in seconds."""
        self._control(codes.HELLO, f'{{"heartbeat_interval":{int(heartbeat_interval * 1000)}}}')

    def acknowledge(self) -> None:
        """Answer a heartbeat."""
        self._control(codes.HEARTBEAT_ACK)

    def ask_heartbeat(self) -> None:
        """Ask for a heartbeat now."""
        self._control(codes.HEARTBEAT)

    def invalid_session(self, *, resumable: bool) -> None:
        """Say that the session is not (or no longer) good."""
        self._control(codes.INVALID_SESSION, "true" if resumable else "false")

    def ask_reconnect(self) -> None:
        """Ask the client to come back through a new connection."""
        self._control(codes.RECONNECT)

    def _control(self, op: int, data: str = "null") -> None:
        self.push(f'{{"t":null,"s":null,"op":{op},"d":{data}}}')

    def close(self, code: int) -> None:
        """Close with a code once everything before it is written."""
        self._close_code, self.closed_by_us = code, True
        self.push(None)

    def abort(self) -> None:
        """Cut the connection without a word."""
        if isinstance(self._transport, asyncio.Transport):
            self._transport.abort()

    async def round_trip(self) -> None:
        """Return when the client has taken in every frame pushed so far, or is gone.

        A ping is used rather than a heartbeat: a client reads both in order, but heartbeats on request count against
        what it may send a minute.
        """
        if self._socket.closed:
            return
        key = str(next(self._pings)).encode()
        self._pongs[key] = answer = asyncio.get_running_loop().create_future()
        self.push(key)
        try:
            await answer
        finally:
            self._pongs.pop(key, None)

    def pong(self, data: bytes) -> None:
        """The client answered a ping."""
        answer = self._pongs.get(data)
        if answer is not None and not answer.done():
            answer.set_result(None)

    async def finish(self) -> None:
        """Nothing more will be read: write what waits if that is still possible, and close."""
        self.push(None)
        for key in self._pongs:
            self.pong(key)
        if self._writer is not None:
            await self._writer

    async def _write(self) -> None:
        while True:
            await self._more.wait()
            self._more.clear()
            while self._queue:
                frame = self._queue.popleft()
                try:
                    if frame is None:
                        await self._socket.close(code=self._close_code)
                        return
                    await self._send(frame)
                except ConnectionError:
                    return

    async def _send(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            await self._socket.ping(frame)
        elif self._deflate is None:
            await self._socket.send_str(frame)
        else:
            data = self._deflate.compress(frame.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
            await self._socket.send_bytes(data)
