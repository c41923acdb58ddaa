"""Publishing a server's rules: versions that stay, and the posts in which the last one stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.rules.book import Book, Rule, RuleText
from bot.rules.settings import decide
from bot.store import agreements, audit, rule_versions
from bot.store import rules as rows
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.rule_versions import Heading, RulePost, Version

_EMPTY: Final = N_(
    "There are no rules to publish. `/redbridge rules list` offers books to begin with, `/redbridge rules add` writes "
    "a rule."
)
_NOT_SEEN: Final = N_(
    "Nobody has looked at what the translator wrote for: {rules}. Look at it with `/redbridge rules edit` and approve "
    "it, or publish it as it is with the option `unapproved`. Nothing was published."
)
_NO_SUCH: Final = N_("There is no version {number} of these rules. `/redbridge rules history` shows those there are.")
_NOTHING_TO_UNDO: Final = N_("Only one version of these rules was ever published, so there is none to go back to.")
_UNPUBLISHED: Final = N_(
    "The book has changes that were never published, and going back would lose them: {rules}. Publish them first, or "
    "take them back with `/redbridge rules edit`. Nothing was changed."
)
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Published:
    """version: what stands now. before: what stood before it, if anything did. is_new: whether it is a new version."""

    version: Version
    before: Version | None
    is_new: bool


class Publishing:
    """Publishes books and keeps their versions. All that write raise UserError for what cannot be, else StoreError."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def publish(
        self, guild_id: int, by: int, where: Mapping[str, int | str], *, is_important: bool, takes_machine: bool
    ) -> Published:
        """Make the book as it is the next version; the last one stays the last if nothing has changed since.

        where: channel_id and layout, if they are to change. takes_machine: also texts that nobody has approved.
        """
        at = self._now()
        change = Change(guild_id, at, by, "rules.publish", "")
        return await self._database.write(_publish, change, where, is_important, takes_machine)

    async def undo(self, guild_id: int, by: int) -> Published:
        """Let the book say what it said in the version before the last, and publish that as a new version."""
        return await self._database.write(_undo, Change(guild_id, self._now(), by, "rules.undo", ""))

    async def retract(self, guild_id: int, number: int, by: int) -> bool:
        """Take back the only version there ever was, with whoever agreed to it; False if there is another by now.

        Its posts are still to be taken away (`posts`).
        """
        return await self._database.write(_retract, Change(guild_id, self._now(), by, "rules.retract", str(number)))

    async def latest(self, guild_id: int) -> Version | None:
        """What is published; None if nothing is."""
        return await self._database.read(rule_versions.get, guild_id)

    async def known(self, guild_id: int) -> Book:
        """What members know: the rules that are published, and where none are, those that are being written."""
        return await self._database.read(_known, guild_id)

    async def known_rule(self, guild_id: int, rule_id: int) -> Rule | None:
        """A rule as members know it; one that was never published, as it is being written. None if it is gone."""
        return await self._database.read(_known_rule, guild_id, rule_id)

    async def version(self, guild_id: int, number: int) -> tuple[Version, Version | None]:
        """A version, and the one before it. Raises UserError for one that there is not."""
        found = await self._database.read(rule_versions.get, guild_id, number)
        if found is None:
            raise UserError(_NO_SUCH, number=number)
        return found, await self._database.read(rule_versions.get, guild_id, number - 1)

    async def history(self, guild_id: int) -> Sequence[Heading]:
        """All versions, the newest first."""
        return await self._database.read(rule_versions.headings, guild_id)

    async def posts(self, guild_id: int) -> Sequence[RulePost]:
        """The posts in which the last version stands."""
        return await self._database.read(rule_versions.posts, guild_id)

    async def posted(self, post: RulePost) -> None:
        """Note a post, or that it will be made (without an id)."""
        await self._database.write(rule_versions.posted, post)

    async def gone(self, post: RulePost) -> None:
        """Forget a post."""
        await self._database.write(rule_versions.gone, post)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _known(connection: Connection, guild_id: int) -> Book:
    version = rule_versions.get(connection, guild_id)
    return version.book if version else rows.book(connection, guild_id)


def _known_rule(connection: Connection, guild_id: int, rule_id: int) -> Rule | None:
    known = _known(connection, guild_id).rule(rule_id)
    return known or rows.book(connection, guild_id).rule(rule_id)


def _publish(
    connection: Connection,
    change: Change,
    where: Mapping[str, int | str],
    is_important: bool,  # noqa: FBT001 - handed on by position
    takes_machine: bool,  # noqa: FBT001
) -> Published:
    book = rows.book(connection, change.guild_id)
    if not book.rules:
        raise UserError(_EMPTY)
    machine = [str(rule.number) for rule in book.rules if any(text.is_machine for text in rule.texts.values())]
    if machine and not takes_machine:
        raise UserError(_NOT_SEEN, rules=_some(machine))
    decide(connection, change.guild_id, change.member_id, change.at, where)
    former = rule_versions.get(connection, change.guild_id)
    if former and not is_important and _said(former.book) == _said(book):
        return Published(former, former, is_new=False)
    return _next(connection, change, book, former, is_important)


def _undo(connection: Connection, change: Change) -> Published:
    last = rule_versions.get(connection, change.guild_id)
    goal = rule_versions.get(connection, change.guild_id, last.heading.version - 1) if last else None
    if last is None or goal is None:
        raise UserError(_NOTHING_TO_UNDO)
    book = rows.book(connection, change.guild_id)
    if changed := _changed(last.book, book):
        raise UserError(_UNPUBLISHED, rules=_some(changed))
    _bring_back(connection, change, goal.book)
    # Whoever agreed to what is back now is not asked for what is gone.
    rule_versions.calm(connection, change.guild_id, last.heading.version)
    return _next(connection, change, rows.book(connection, change.guild_id), last, is_important=False)


def _retract(connection: Connection, change: Change) -> bool:
    last = rule_versions.get(connection, change.guild_id)
    if last is None or (last.heading.version, change.subject) != (1, "1"):
        return False
    rule_versions.remove(connection, change.guild_id, 1)
    agreements.forget_version(connection, change.guild_id, 1)
    audit.add(connection, change)
    return True


def _next(
    connection: Connection,
    change: Change,
    book: Book,
    former: Version | None,
    is_important: bool,  # noqa: FBT001
) -> Published:
    number = former.heading.version + 1 if former else 1
    version = Version(Heading(change.guild_id, number, change.at, change.member_id, is_important), book)
    rule_versions.add(connection, version)
    audit.add(connection, Change(change.guild_id, change.at, change.member_id, change.action, str(number)))
    return Published(version, former, is_new=True)


def _bring_back(connection: Connection, change: Change, goal: Book) -> None:
    """Let the book be as it was. What is in it now and was not then can be brought back like any removed rule."""
    for rule in goal.rules:
        now = rows.get(connection, change.guild_id, rule.rule_id)
        if now is None:
            rows.revive(connection, change.guild_id, rule.rule_id, rule.texts, change.at, change.member_id)
        elif now.texts != rule.texts:
            rows.replace(connection, change.guild_id, rule.rule_id, rule.texts, change.at, change.member_id)
    rows.order(connection, change.guild_id, [rule.rule_id for rule in goal.rules])


def _said(book: Book) -> Sequence[tuple[int, Mapping[str, RuleText]]]:
    return [(rule.rule_id, rule.texts) for rule in book.rules]


def _changed(before: Book, after: Book) -> list[str]:
    """The numbers of rules that were changed, moved, added or removed since."""
    here = [str(rule.number) for rule in after.rules if _then(before, rule.rule_id) != (rule.position, rule.texts)]
    gone = [str(rule.number) for rule in before.rules if after.rule(rule.rule_id) is None]
    return list(dict.fromkeys([*here, *gone]))


def _then(book: Book, rule_id: int) -> tuple[int, Mapping[str, RuleText]] | None:
    rule = book.rule(rule_id)
    return (rule.position, rule.texts) if rule else None


def _some(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:_SHOWN]) + ("…" if len(numbers) > _SHOWN else "")
