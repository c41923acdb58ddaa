"""One copy made to say what its message says now."""

from dataclasses import replace

from bot.bridges.mirrors import Mirror
from bot.bridges.wording import Worded
from bot.client.bridging.copying import Copying, Order, Tools, noted
from bot.client.bridging.embeds import left_over
from bot.client.bridging.posting import Part, without_files
from bot.client.bridging.underway import Underway


class Revising:
    """Rewrites posts, and adds or removes some where the text became longer or shorter."""

    def __init__(self, tools: Tools, underway: Underway) -> None:
        self._tools = tools
        self._copying = Copying(tools)
        self._underway = underway

    async def correct(self, order: Order) -> bool:
        """Word a copy anew that is not translated yet; whether it is now, or is no longer there to be changed."""
        async with self._underway.lock(order.said.id):
            found = await self._tools.mirrors.of(order.said.id)
            parts = [mirror for mirror in found if mirror.channel_id == order.target.channel_id]
            if not any(mirror.stands for mirror in parts):
                return True
            worded = await self._worded(order)
            if worded.pending:
                return False
            await self._write(order, worded, parts)
            return True

    async def revise(self, order: Order, parts: list[Mirror]) -> Worded | None:
        """Bring a copy in line with its message; None if nothing of it stands any more.

        The caller holds the message's lock.
        """
        if not any(mirror.stands for mirror in parts):
            return None
        worded = await self._worded(order)
        await self._write(order, worded, parts)
        return worded

    async def _worded(self, order: Order) -> Worded:
        return await self._tools.wording.word(order.said, order.bridge.bridge_id, order.target)

    async def _write(self, order: Order, worded: Worded, parts: list[Mirror]) -> None:
        standing = next(mirror for mirror in parts if mirror.stands)
        if worded.pending:
            # Noted first, and taken back last: whoever dies in between leaves behind what is found again.
            await self._note(standing, pending=True)
        contents = await self._copying.contents(order, worded, standing)
        for mirror, content in zip(parts, contents, strict=False):
            if mirror.stands:
                await self._rewrite(order, mirror, content)
        if parts[0].post_id:
            self._tools.quotes.remember(parts[0].post_id, worded.text)
        if len(contents) < len(parts):
            await self._shorten(parts[len(contents) :])
        elif len(contents) > len(parts):
            head = replace(standing, part=len(parts), post_id=None)
            await self._copying.go_on(order, worded, head, lambda: False)
        if not worded.pending:
            await self._note(standing, pending=False)

    async def _note(self, mirror: Mirror, *, pending: bool) -> None:
        await noted(self._tools.mirrors.mark(mirror.source_id, mirror.channel_id, pending=pending))

    async def _rewrite(self, order: Order, mirror: Mirror, content: str) -> None:
        """All but text stands in the first part."""
        more = None if mirror.part else order.more
        post = await self._tools.posting.rewrite(mirror, content, await more.embeds(order.target) if more else ())
        if post is None or mirror.part:
            return
        if more and more.is_bare and left_over(post):
            await self._tools.posting.undress(mirror)
        names, standing = more.file_names() if more else (), post.attachments
        if sorted(names) == sorted(each.filename for each in standing):
            return
        kept = [each for each in standing if each.filename in names]
        if more is None or len(kept) == len(names):
            await self._tools.posting.attach(mirror, kept)
            return
        load, known = await more.load(order.target), {each.filename for each in kept}
        new = [each for each in load.files if each.filename not in known]
        if new and not await self._tools.posting.attach(mirror, [*kept, *new]):
            load.refused()
            await self._tools.posting.rewrite(mirror, without_files(Part(order.said, content, load)).content)

    async def _shorten(self, surplus: list[Mirror]) -> None:
        """What cannot be removed now stays known, for another try."""
        for mirror in reversed(surplus):
            if mirror.stands and not await self._tools.posting.remove(mirror):
                return
            await noted(self._tools.mirrors.forget(mirror.source_id, mirror.channel_id, mirror.part))
