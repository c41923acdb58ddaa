"""Texts of a server's own: kept, completed by the translator, approved, and given up again."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.i18n import ENGLISH, LANGUAGES, LOCALES
from bot.onboarding import kinds, plan
from bot.onboarding.kinds import Entry
from bot.onboarding.pack import Pack
from bot.onboarding.planner import Spot, check_room
from bot.store import audit, onboarding_steps, onboarding_texts
from bot.store.audit import Change
from bot.store.database import Database
from bot.texts.writing import Writer
from bot.translation.pipeline import Pipeline

__all__ = ["Entry", "Texts", "mark_of"]

# Of one server. It is far more than a server writes, and bounds what one can make the database hold.
MOST: Final = 400
_CHANGED: Final = N_(
    "Somebody else changed this text meanwhile, so yours was not kept: theirs stands. Look at it, and decide again."
)
_STALE: Final = N_(
    "Somebody else changed this text meanwhile, so nothing was done. Open it anew, and look at what it says now."
)
_TOO_MANY: Final = N_(
    "This server has {most} texts of its own, which is the most. Give one up before you write another."
)
_TRANSLATED_LONG: Final = N_(
    "The translation into {language} is too long, so nothing was changed. Write it yourself, or shorten your text."
)
_NO_JOURNEY: Final = N_("The tour that this text belongs to is gone. Nothing was changed.")


class Texts:
    """What servers say in the place of the pack, read where it counts. All raise StoreError."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        pipeline: Pipeline,
        engines: Callable[[int], tuple[str, ...] | None],
        pack: Pack,
    ) -> None:
        """engines: those that a server wants asked; None: as the operator says."""
        self._database = database
        self._clock = clock
        self._pack = pack
        self._writer = Writer(pipeline, engines)

    async def own(self, guild_id: int, prefix: str = "") -> Mapping[str, Mapping[str, Entry]]:
        """A server's own texts whose names begin with this, by name and locale."""
        return await self._database.read(onboarding_texts.own, guild_id, prefix)

    async def one(self, guild_id: int, name: str) -> Mapping[str, Entry]:
        """A server's own text by locale; empty where it has none of that name."""
        return await self._database.read(onboarding_texts.get, guild_id, name)

    async def put(
        self,
        guild_id: int,
        name: str,
        entries: Mapping[str, Entry],
        by: int,
        *,
        seen: Mapping[str, Entry] | None = None,
    ) -> None:
        """Let a text say this, in all locales. by: the moderator's id. seen: what they saw before they changed it.

        Raises UserError for what cannot be used, and where it was changed since it was seen; then nothing is changed.
        """
        tidy = {locale: kinds.tidied(name, entry) for locale, entry in entries.items()}
        kinds.check(name, tidy)
        await self._check_journey(guild_id, name)
        await self._database.write(self._put, Change(guild_id, self._now(), by, "onboarding.text", name), tidy, seen)

    async def write(
        self,
        guild_id: int,
        name: str,
        entries: Mapping[str, Entry],
        by: int,
        *,
        seen: Mapping[str, Entry] | None = None,
    ) -> Mapping[str, Entry]:
        """As `put`, with the locales that are not there written by the translator; what the text says from now on."""
        tidy = {locale: kinds.tidied(name, entry) for locale, entry in entries.items()}
        given = {locale: entry for locale, entry in tidy.items() if entry.title or entry.text}
        for locale, entry in given.items():
            if found := kinds.problem(name, locale, entry):
                raise found
        await self._check_journey(guild_id, name)
        complete = await self.complete(given, guild_id=guild_id, by=by)
        for locale in [each for each in LOCALES if each not in given]:
            if found := kinds.problem(name, locale, complete[locale]):
                raise UserError(_TRANSLATED_LONG, language=LANGUAGES[locale]) from found
        await self.put(guild_id, name, complete, by, seen=seen)
        return complete

    async def reset(self, guild_id: int, name: str, by: int, mark: str | None = None) -> bool:
        """Give a server's own text up, for that of RedBridge if there is one; whether there was any.

        mark: of what the moderator saw, see `mark_of`; raises UserError where it says something else by now.
        """
        change = Change(guild_id, self._now(), by, "onboarding.text-reset", name)
        return await self._database.write(_reset, change, mark)

    async def approve(self, guild_id: int, name: str, by: int, mark: str | None = None) -> bool:
        """Take what the translator wrote for what the moderators mean; whether there was anything to approve.

        mark: of what the moderator saw, see `mark_of`; raises UserError where it says something else by now.
        """
        change = Change(guild_id, self._now(), by, "onboarding.text-approve", name)
        return await self._database.write(_approve, change, mark)

    async def complete(self, entries: Mapping[str, Entry], *, guild_id: int, by: int = 0) -> Mapping[str, Entry]:
        """Let the translator write what is missing; such entries are marked. by: the member who asks for it.

        Raises UserError where no engine answers, or where an answer cannot be used.
        """
        return await self._writer.complete(entries, guild_id, by)

    def ours(self, name: str) -> Mapping[str, Entry]:
        """What RedBridge's own pack says, by locale; empty for what is not in it.

        Raises UserError for a name that no text can have.
        """
        kinds.kind_of(name)
        found = {locale: _in_pack(self._pack, locale, name.split(":")) for locale in LOCALES}
        return {locale: entry for locale, entry in found.items() if entry}

    async def _check_journey(self, guild_id: int, name: str) -> None:
        """Raise UserError for a part of a journey that there is not."""
        kind, _, rest = name.partition(":")
        journey = f"journey:{rest.partition(':')[0]}"
        if kind in ("step", "tip") and not self.ours(journey) and not await self.one(guild_id, journey):
            raise UserError(_NO_JOURNEY)

    def _put(
        self, connection: Connection, change: Change, entries: Mapping[str, Entry], seen: Mapping[str, Entry] | None
    ) -> None:
        guild_id, name = change.guild_id, change.subject
        kind, journey, step = (*name.split(":"), "", "")[:3]
        if kind in ("journey", "step") and not self.ours(name) and not onboarding_texts.get(connection, guild_id, name):
            rows, texts = onboarding_steps.of(connection, guild_id), onboarding_texts.own(connection, guild_id)
            journeys = plan.planned(self._pack.journeys(ENGLISH), rows, texts, ENGLISH)
            check_room(journeys, Spot(guild_id, journey, step))
        _put(connection, change, entries, seen)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def mark_of(entries: Mapping[str, Entry]) -> str:
    """Eight characters that tell one version of a text from another."""
    said = repr(sorted((locale, entry.title, entry.text, entry.is_machine) for locale, entry in entries.items()))
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _in_pack(pack: Pack, locale: str, parts: list[str]) -> Entry | None:
    kind, *keys = parts
    found = pack.journey(locale, keys[0]) if keys else None
    if found is None:
        return None
    if kind == "journey":
        return Entry(found.name, found.about)
    if kind == "step":
        return next((Entry(step.title, step.text) for step in found.steps if step.key == keys[1]), None)
    return next((Entry("", tip.text) for tip in found.tips if tip.key == keys[1]), None)


def _put(
    connection: Connection, change: Change, entries: Mapping[str, Entry], seen: Mapping[str, Entry] | None
) -> None:
    guild_id, name = change.guild_id, change.subject
    former = onboarding_texts.get(connection, guild_id, name)
    if seen is not None and former != seen:
        raise UserError(_CHANGED)
    if not former and onboarding_texts.count(connection, guild_id) >= MOST:
        raise UserError(_TOO_MANY, most=MOST)
    onboarding_texts.replace(connection, guild_id, name, entries, change.at, change.member_id)
    for locale, entry in sorted(entries.items()):
        before = former.get(locale)
        if entry != before and not entry.is_machine:
            said = kinds.joined(before) if before else None
            noted = replace(change, subject=f"{name} ({locale})", before=said, after=kinds.joined(entry))
            audit.add(connection, noted)


def _reset(connection: Connection, change: Change, mark: str | None) -> bool:
    found = onboarding_texts.get(connection, change.guild_id, change.subject)
    _check_mark(found, mark)
    if not found:
        return False
    onboarding_texts.replace(connection, change.guild_id, change.subject, {}, change.at, change.member_id)
    audit.add(connection, change)
    return True


def _approve(connection: Connection, change: Change, mark: str | None) -> bool:
    found = onboarding_texts.get(connection, change.guild_id, change.subject)
    _check_mark(found, mark)
    if not any(entry.is_machine for entry in found.values()):
        return False
    approved = {locale: replace(entry, is_machine=False) for locale, entry in found.items()}
    onboarding_texts.replace(connection, change.guild_id, change.subject, approved, change.at, change.member_id)
    audit.add(connection, change)
    return True


def _check_mark(found: Mapping[str, Entry], mark: str | None) -> None:
    if mark is not None and found and mark_of(found) != mark:
        raise UserError(_STALE)
