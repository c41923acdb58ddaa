"""A rule book that takes over what a file says, in one go or not at all."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.rules.book import MOST_RULES, Rule
from bot.rules.completing import whole
from bot.rules.files.plan import Entry, Plan
from bot.store import audit
from bot.store import rules as rows
from bot.store.audit import Change
from bot.store.database import Database
from bot.texts.writing import Writer

_FULL: Final = N_("With this file the book would have {n} rules, and {most} is the most. Nothing was changed.")


class Taking:
    """Carries out plans. Raises UserError for what cannot be, else StoreError; nothing is half done."""

    def __init__(self, database: Database, clock: Clock, writer: Writer) -> None:
        """writer: translates what a file leaves out."""
        self._database = database
        self._clock = clock
        self._writer = writer

    async def carry_out(self, guild_id: int, plan: Plan, file: str, by: int) -> bool:
        """Let the book be as planned. False, and nothing is done, if it is not any more what it was then.

        file: its name. by: the moderator's id.
        """
        if len(plan.entries) > MOST_RULES:
            raise UserError(_FULL, n=len(plan.entries), most=MOST_RULES)
        entries = [
            Entry(each.rule, await whole(self._writer, each.texts, guild_id, by)) if each.missing else each
            for each in plan.entries
        ]
        numbers = f"+{len(plan.new)} ~{len(plan.changed)} -{len(plan.gone)}"
        at = int(self._clock.now().timestamp() * 1000)
        change = Change(guild_id, at, by, "rule.import", file[:100], None, numbers)
        return await self._database.write(_carry_out, change, plan.before.rules, entries)


def _carry_out(connection: Connection, change: Change, before: Sequence[Rule], entries: Sequence[Entry]) -> bool:
    if list(rows.book(connection, change.guild_id).rules) != list(before):
        return False
    ids = [_keep(connection, change, entry) for entry in entries]
    for rule in before:
        if rule.rule_id not in ids:
            rows.touch(connection, change.guild_id, rule.rule_id, change.at, change.member_id)
    rows.order(connection, change.guild_id, ids)
    rows.forget(connection, change.guild_id)
    audit.add(connection, change)
    return True


def _keep(connection: Connection, change: Change, entry: Entry) -> int:
    """The id of a rule, which says from now on what was planned."""
    guild_id, at, by = change.guild_id, change.at, change.member_id
    if entry.rule is None:
        return rows.add(connection, guild_id, entry.texts, at, by).rule_id
    if entry.texts != entry.rule.texts:
        rows.replace(connection, guild_id, entry.rule.rule_id, entry.texts, at, by)
    return entry.rule.rule_id
