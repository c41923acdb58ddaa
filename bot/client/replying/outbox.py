"""Posts on their way: in the order of the messages they translate, and never faster than Discord takes them.

A translation is posted at once while its channel's window has room. The last post that the window allows takes along
all that is ready, as parts of one post; what comes later waits until the window opens again, at most five seconds.

A translation waits for those of earlier messages, but not for long: who writes after somebody whose answer takes its
time is passed on after `PATIENCE`, and the late one follows when it comes.
"""

import asyncio
import bisect
import logging
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Final, Protocol

from bot.client.inflight import BACKGROUND
from bot.client.pacer import Pacer
from bot.client.replying import parts
from bot.clock import Clock
from bot.translation.record import Incoming, Record

_log = logging.getLogger(__name__)

# Seconds that a translation waits for those of earlier messages.
PATIENCE: Final = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Parcel:
    """What is to be posted for one message.

    contents: one or more posts. first: the number of the first of them; more than 0 where earlier ones stand already.
    place_id: the thread they belong in, or None: under the message itself. unwanted: whether the message is gone.
    instead: of which posts they take the place; none for a first translation. context: of the event it comes of, for
    one task posts for a whole channel.
    """

    message: Incoming
    locale: str
    contents: Sequence[str]
    unwanted: Callable[[], bool]
    first: int = 0
    place_id: int | None = None
    instead: str = ""
    context: Context = field(default_factory=copy_context, repr=False)

    @property
    def key(self) -> tuple[Incoming, str]:
        """What the record calls it."""
        return self.message, self.locale

    @property
    def goes_to(self) -> int:
        """The channel or thread in which it is posted."""
        return self.place_id or self.message.channel_id

    @property
    def as_part(self) -> str | None:
        """The parcel as a part of a post that holds several; None if it is too much for that, or would spill over."""
        if self.first or len(self.contents) != 1 or not parts.is_sealed(self.contents[0]):
            return None
        text = parts.part(self.message, self.contents[0])
        return text if parts.fits([text]) else None


class Post(Protocol):
    """Makes one post, and tells its id; None if Discord does not take it."""

    def __call__(self, parcels: Sequence[Parcel], content: str, number: int) -> Awaitable[int | None]:
        """Several parcels: one post that gathers them. number: which part of its parcel a content is, from 0."""
        ...


@dataclass(eq=False, slots=True)
class Turn:
    """A message's place in the order of its channel."""

    message_id: int
    parcel: Parcel | None = None
    ready_at: float = 0.0
    begun_at: float = 0.0
    posted: asyncio.Future[list[int]] = field(default_factory=asyncio.Future[list[int]])


class Lane:
    """The turns of one channel, in the order of its messages."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.worker: asyncio.Task[None] | None = None
        self._stir = asyncio.Event()

    def join(self, turn: Turn) -> None:
        """Stand in line."""
        bisect.insort(self.turns, turn, key=lambda one: one.message_id)

    def leave(self, turn: Turn) -> None:
        """Stand in line no more."""
        self.turns.remove(turn)
        self.stir()

    def due(self, now: float) -> list[Parcel]:
        """What may be posted, in order: what waits for nobody, or has waited long enough."""
        return [turn.parcel for turn, wait in self._waits(now) if turn.parcel and wait <= 0]

    def due_in(self, now: float) -> float | None:
        """Seconds until something will have waited long enough; None if nothing waits."""
        return min((wait for _, wait in self._waits(now)), default=None)

    def finish(self, parcel: Parcel, posted: list[int]) -> None:
        """Tell whoever waits for a parcel what became of it."""
        for turn in self.turns:
            if turn.parcel is parcel and not turn.posted.done():
                turn.posted.set_result(posted)

    def fail(self, error: Exception) -> None:
        """Let everybody who waits know of a bug."""
        for turn in self._ready():
            turn.posted.set_exception(error)

    def stir(self) -> None:
        """Something changed."""
        self._stir.set()

    async def stirred(self) -> None:
        """Return after the next change."""
        self._stir.clear()
        await self._stir.wait()

    def _ready(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.parcel is not None and not turn.posted.done()]

    def _waits(self, now: float) -> list[tuple[Turn, float]]:
        """How long each that is ready still waits for earlier ones that are not."""
        first = next((turn.message_id for turn in self.turns if turn.parcel is None), None)
        return [
            (turn, turn.ready_at + PATIENCE - now if first is not None and first < turn.message_id else 0.0)
            for turn in self._ready()
        ]


class Outbox:
    """Takes what is to be posted, a lane for each channel in which somebody wrote."""

    def __init__(
        self, post: Post, record: Record, clock: Clock, pacer: Pacer, told: Callable[[float], None] | None = None
    ) -> None:
        """told: is told for each message that was posted how many seconds that took, from when it was heard of."""
        self._told = told
        self._post = post
        self._record = record
        self._clock = clock
        self._pacer = pacer
        self._lanes: dict[int, Lane] = {}

    @contextmanager
    def turn(self, message: Incoming) -> Generator[Turn]:
        """Hold a message's place in the order of its channel, from before it is translated until it is posted."""
        lane = self._lanes.setdefault(message.channel_id, Lane())
        turn = Turn(message.id, begun_at=self._clock.monotonic())
        lane.join(turn)
        try:
            yield turn
        finally:
            lane.leave(turn)
            if not lane.turns and self._lanes.get(message.channel_id) is lane:
                del self._lanes[message.channel_id]

    async def post(self, turn: Turn, parcel: Parcel) -> list[int]:
        """Post it when its turn has come: the ids of the posts; fewer than its contents if trouble came."""
        lane = self._lanes[parcel.message.channel_id]
        turn.parcel, turn.ready_at = parcel, self._clock.monotonic()
        lane.stir()
        if lane.worker is None:
            lane.worker = asyncio.create_task(self._work(lane), name=f"{BACKGROUND}outbox")
        posted = await turn.posted
        if posted and self._told:
            self._told(self._clock.monotonic() - turn.begun_at)
        return posted

    @property
    def waiting(self) -> int:
        """How many messages have a place in a lane."""
        return sum(len(lane.turns) for lane in self._lanes.values())

    async def _work(self, lane: Lane) -> None:
        """Post what is ready until nothing is."""
        try:
            while (wait := lane.due_in(self._clock.monotonic())) is not None:
                due = lane.due(self._clock.monotonic())
                if not due:
                    await self._until_stirred(lane, wait)
                elif unwanted := [parcel for parcel in due if parcel.unwanted()]:
                    for parcel in unwanted:
                        lane.finish(parcel, [])
                elif await self._pacer.has_room(due[0].goes_to):
                    await self._next(lane, due)
        except Exception as error:  # noqa: BLE001 - whoever waits must know, or would wait for ever
            lane.fail(error)
        finally:
            lane.worker = None

    async def _until_stirred(self, lane: Lane, seconds: float) -> None:
        waiting = [asyncio.create_task(work, name="wait") for work in (lane.stirred(), self._clock.sleep(seconds))]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()

    async def _next(self, lane: Lane, due: Sequence[Parcel]) -> None:
        """Make the next post."""
        together = gather(due) if self._pacer.room(due[0].goes_to) <= 1 else due[:1]
        # An author who opted out meanwhile took the claim away; another process may have taken it over.
        mine = await self._record.still_mine([(each.message.id, each.locale) for each in together])
        lost = [each for each in together if (each.message.id, each.locale) not in mine]
        for parcel in lost:
            lane.finish(parcel, [])
        if lost:
            return
        posted = await self._gathered(together) if len(together) > 1 else await self._single(together[0])
        for parcel in together:
            parcel.context.run(_log.debug, "message %s: its translation is posted: %s", parcel.message.id, posted)
            lane.finish(parcel, posted)

    async def _single(self, parcel: Parcel) -> list[int]:
        posted: list[int] = []
        for number, content in enumerate(parcel.contents, parcel.first):
            async with self._pacer.post(parcel.goes_to):
                text = _headed(parcel, content, number)
                made = None if parcel.unwanted() else await self._made([parcel], text, number)
            if made is None:
                break
            posted.append(made)
        return posted

    async def _made(self, parcels: Sequence[Parcel], content: str, number: int) -> int | None:
        """Post it in the name of the event that the first of the parcels comes of."""
        return await asyncio.create_task(
            self._posted(parcels, content, number), name=f"{BACKGROUND}post", context=parcels[0].context
        )

    async def _posted(self, parcels: Sequence[Parcel], content: str, number: int) -> int | None:
        return await self._post(parcels, content, number)

    async def _gathered(self, parcels: Sequence[Parcel]) -> list[int]:
        content = parts.gathered([parcel.as_part or "" for parcel in parcels])
        async with self._pacer.post(parcels[0].goes_to):
            made = await self._made(parcels, content, 0)
            if made is None:
                return []
            # At once for all, so that no deletion of one finds a post that seems to hold nothing else.
            await self._record.gathered([each.key for each in parcels], made, parcels[0].place_id)
        return [made]


def gather(due: Sequence[Parcel]) -> Sequence[Parcel]:
    """Those of the parcels, from the first on, that one post can hold."""
    taken: list[str] = []
    for parcel in due:
        text = parcel.as_part
        if text is None or parcel.goes_to != due[0].goes_to or not parts.fits([*taken, text]):
            break
        taken.append(text)
    return due[: max(1, len(taken))]


def _headed(parcel: Parcel, content: str, number: int) -> str:
    """Under its message a post needs no head; in another place it does, and nothing else may look like one."""
    if not parcel.place_id:
        return content
    return parts.headless(content) if number else parts.part(parcel.message, content)
