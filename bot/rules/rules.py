"""A server's rule book: written, put in order, removed and brought back, and read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.rules import search, wording
from bot.rules.book import MOST_RULES, Book, Rule, RuleText
from bot.rules.completing import whole
from bot.rules.starters import Starters
from bot.rules.taking import Taking
from bot.rules.triggers.folding import Folding
from bot.store import audit
from bot.store import rules as rows
from bot.store.audit import Change
from bot.store.database import Database
from bot.texts.writing import Writer

_GONE: Final = N_("This rule is not in the book any more. Nothing was changed: `/redbridge rules list` shows what is.")
_CHANGED: Final = N_(
    "Somebody else changed this rule meanwhile, so yours was not kept: theirs stands. Look at it, and decide again."
)
_STALE: Final = N_(
    "Somebody else changed this rule meanwhile, so nothing was done. Open it anew, and look at what it says now."
)
_FULL: Final = N_("The book has {most} rules, which is the most. Remove one before you add another.")
_NOT_EMPTY: Final = N_(
    "The book is not empty any more, so nothing was changed. `/redbridge rules list` shows what is in it."
)


class Rules:
    """Reads and changes the books of servers. All that write raise UserError for what cannot be, else StoreError.

    Whatever is changed is written down in the same unit of work. by: the moderator's id.
    """

    def __init__(self, database: Database, clock: Clock, writer: Writer, starters: Starters) -> None:
        """writer: translates what moderators leave empty."""
        self._database = database
        self._clock = clock
        self._writer = writer
        self._folding = Folding()
        self.starters = starters
        self.taking = Taking(database, clock, writer)

    async def book(self, guild_id: int) -> Book:
        """All rules of a server, in their order."""
        return await self._database.read(rows.book, guild_id)

    async def rule(self, guild_id: int, rule_id: int) -> Rule:
        """A rule of the book. Raises UserError if it is gone."""
        return _there(await self._database.read(rows.get, guild_id, rule_id))

    async def removed(self, guild_id: int) -> Sequence[Rule]:
        """The rules that can be brought back, those that were removed last first."""
        return await self._database.read(rows.removed, guild_id)

    def fold(self, text: str) -> str:
        """What makes two spellings of a name the same."""
        return " ".join(self._folding.fold(text).split())

    def find(self, book: Book, wanted: str) -> search.Found:
        """The rules that numbers and keywords name, however they are written."""
        return search.find(book, wanted, self._folding.fold)

    async def add(self, guild_id: int, texts: Mapping[str, RuleText], by: int) -> Rule:
        """Add a rule at the end, the locales that are not there written by the translator; as it is kept."""
        if len((await self.book(guild_id)).rules) >= MOST_RULES:
            # Before it is translated; it must still hold when it is written.
            raise UserError(_FULL, most=MOST_RULES)
        said = await whole(self._writer, texts, guild_id, by)
        return await self._database.write(_add, self._change(guild_id, by, "rule.add"), said)

    async def begin(self, guild_id: int, key: str, by: int) -> Book:
        """Fill an empty book with one to begin with; raises KeyError for a key that there is not."""
        await self._database.write(_begin, self._change(guild_id, by, "rule.begin", key), self.starters.texts(key))
        return await self.book(guild_id)

    async def edit(self, guild_id: int, rule_id: int, texts: Mapping[str, RuleText], revision: int, by: int) -> Rule:
        """Let a rule say this, as `add` does. revision: of the rule as it was seen, else UserError."""
        await self.rule(guild_id, rule_id)
        said = await whole(self._writer, texts, guild_id, by)
        change = self._change(guild_id, by, "rule.edit")
        return await self._database.write(_edit, change, rule_id, said, revision)

    async def approve(self, guild_id: int, rule_id: int, revision: int, by: int) -> Rule:
        """Take what the translator wrote for what the moderators mean; revision: as for `edit`."""
        return await self._database.write(_approve, self._change(guild_id, by, "rule.approve"), rule_id, revision)

    async def move(self, guild_id: int, rule_id: int, position: int, by: int) -> Rule:
        """Put a rule at another place, from 0; the last one if there are fewer. As it stands then."""
        return await self._database.write(_move, self._change(guild_id, by, "rule.move"), rule_id, position)

    async def remove(self, guild_id: int, rule_id: int, by: int) -> Rule:
        """Take a rule out of the book; what it was."""
        return await self._database.write(_remove, self._change(guild_id, by, "rule.remove"), rule_id)

    async def restore(self, guild_id: int, rule_id: int, position: int, by: int) -> Rule:
        """Bring a removed rule back, to a place from 0. Nothing is done if it is back already. As it stands then."""
        return await self._database.write(_restore, self._change(guild_id, by, "rule.restore"), rule_id, position)

    def _change(self, guild_id: int, by: int, action: str, subject: str = "") -> Change:
        return Change(guild_id, int(self._clock.now().timestamp() * 1000), by, action, subject)


def _there(rule: Rule | None) -> Rule:
    """Raise UserError for a rule that is not in the book."""
    if rule is None or rule.position == rows.REMOVED:
        raise UserError(_GONE)
    return rule


def _again(connection: Connection, guild_id: int, rule_id: int) -> Rule:
    return _there(rows.get(connection, guild_id, rule_id))


def _add(connection: Connection, change: Change, texts: Mapping[str, RuleText]) -> Rule:
    if len(rows.book(connection, change.guild_id).rules) >= MOST_RULES:
        raise UserError(_FULL, most=MOST_RULES)
    rule = rows.add(connection, change.guild_id, texts, change.at, change.member_id)
    _note_texts(connection, change, rule, {})
    return rule


def _begin(connection: Connection, change: Change, texts: Sequence[Mapping[str, RuleText]]) -> None:
    if rows.book(connection, change.guild_id).rules:
        raise UserError(_NOT_EMPTY)
    for each in texts:
        rows.add(connection, change.guild_id, each, change.at, change.member_id)
    audit.add(connection, change)


def _edit(connection: Connection, change: Change, rule_id: int, texts: Mapping[str, RuleText], revision: int) -> Rule:
    former = _again(connection, change.guild_id, rule_id)
    if former.revision != revision:
        raise UserError(_CHANGED)
    if former.texts != texts:
        rows.replace(connection, change.guild_id, rule_id, texts, change.at, change.member_id)
        _note_texts(connection, change, former, former.texts, texts)
    return _again(connection, change.guild_id, rule_id)


def _approve(connection: Connection, change: Change, rule_id: int, revision: int) -> Rule:
    former = _again(connection, change.guild_id, rule_id)
    if former.revision != revision:
        raise UserError(_STALE)
    if any(text.is_machine for text in former.texts.values()):
        approved = {locale: replace(text, is_machine=False) for locale, text in former.texts.items()}
        rows.replace(connection, change.guild_id, rule_id, approved, change.at, change.member_id)
        audit.add(connection, replace(change, subject=_called(former)))
    return _again(connection, change.guild_id, rule_id)


def _move(connection: Connection, change: Change, rule_id: int, position: int) -> Rule:
    former = _again(connection, change.guild_id, rule_id)
    moved = _put(connection, change.guild_id, rule_id, position)
    if moved.position != former.position:
        numbers = {"before": str(former.number), "after": str(moved.number)}
        audit.add(connection, replace(change, subject=_name(former), **numbers))
    return moved


def _remove(connection: Connection, change: Change, rule_id: int) -> Rule:
    former = _again(connection, change.guild_id, rule_id)
    left = [rule.rule_id for rule in rows.book(connection, change.guild_id).rules if rule.rule_id != rule_id]
    rows.order(connection, change.guild_id, left)
    rows.touch(connection, change.guild_id, rule_id, change.at, change.member_id)
    rows.forget(connection, change.guild_id)
    audit.add(connection, replace(change, subject=_called(former)))
    return former


def _restore(connection: Connection, change: Change, rule_id: int, position: int) -> Rule:
    former = rows.get(connection, change.guild_id, rule_id)
    if former is None or former.position != rows.REMOVED:
        return _there(former)
    if len(rows.book(connection, change.guild_id).rules) >= MOST_RULES:
        raise UserError(_FULL, most=MOST_RULES)
    rule = _put(connection, change.guild_id, rule_id, position)
    audit.add(connection, replace(change, subject=_called(rule)))
    return rule


def _put(connection: Connection, guild_id: int, rule_id: int, position: int) -> Rule:
    """Let a rule stand at a place, and the others around it in their order."""
    ids = [rule.rule_id for rule in rows.book(connection, guild_id).rules if rule.rule_id != rule_id]
    ids.insert(max(0, position), rule_id)
    rows.order(connection, guild_id, ids)
    return _again(connection, guild_id, rule_id)


def _note_texts(
    connection: Connection,
    change: Change,
    rule: Rule,
    before: Mapping[str, RuleText],
    after: Mapping[str, RuleText] | None = None,
) -> None:
    """Write down what a moderator wrote, and not what was made of it."""
    for locale, text in (after or rule.texts).items():
        former = before.get(locale)
        if text != former and not text.is_machine:
            said = wording.joined(former) if former else None
            subject = f"{rule.number} ({locale})"
            audit.add(connection, replace(change, subject=subject, before=said, after=wording.joined(text)))


def _name(rule: Rule) -> str:
    return next((text.name for text in rule.texts.values() if not text.is_machine), "")


def _called(rule: Rule) -> str:
    return f"{rule.number}. {_name(rule)}"
