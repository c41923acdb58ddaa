"""What a server does with its rules: where they stand, and what becomes of whoever agrees to them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.due.agenda import Agenda
from bot.store import audit, due, rule_settings
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.due import Due
from bot.store.rule_settings import RuleSetting

# As the weekly digest is called among due items, and its hour on Mondays, UTC: nine in Beijing.
DIGEST: Final = "digest"
_DIGEST_HOUR: Final = 1
# What a change of each field is called among a server's changes.
_ACTIONS: Final = {
    "channel_id": "rules.channel",
    "layout": "rules.layout",
    "role_id": "role-agreed",
    "log_channel_id": "rules.log",
    "log_changes": "rules.log-changes",
    "log_digest": "rules.log-digest",
}


class RuleSettings:
    """Reads and changes what servers decided. All raise StoreError."""

    def __init__(self, database: Database, clock: Clock, agenda: Agenda) -> None:
        self._database = database
        self._clock = clock
        self._agenda = agenda

    async def of(self, guild_id: int) -> RuleSetting:
        """What a server has decided."""
        return await self._database.read(rule_settings.get, guild_id)

    async def change(self, guild_id: int, by: int, **changes: int | str | None) -> RuleSetting:
        """Change what a server does, by the fields of RuleSetting, and write it down. by: the moderator's id."""
        at = int(self._clock.now().timestamp() * 1000)
        decided = await self._database.write(decide, guild_id, by, at, changes)
        if "log_digest" in changes:
            self._agenda.changed(DIGEST)
        return decided


def decide(
    connection: Connection, guild_id: int, by: int, at: int, changes: Mapping[str, int | str | None]
) -> RuleSetting:
    """Change what is stored by now, and write down what changed with it; what has become of it."""
    former = rule_settings.get(connection, guild_id)
    setting = replace(former, **changes, updated_at=at, updated_by=by)
    rule_settings.decide(connection, setting)
    if former.log_digest != setting.log_digest:
        _schedule(connection, setting, at)
    for field in changes:
        before, after = (_said(getattr(each, field)) for each in (former, setting))
        if before != after:
            audit.add(connection, Change(guild_id, at, by, _ACTIONS[field], "", before, after))
    return setting


def next_digest(now: datetime) -> datetime:
    """When the next weekly digest is due: on a Monday, of the week that has just ended."""
    today = now.astimezone(UTC).replace(hour=_DIGEST_HOUR, minute=0, second=0, microsecond=0)
    monday = today + timedelta(days=-today.weekday() % 7)
    return monday if monday > now else monday + timedelta(days=7)


def _schedule(connection: Connection, setting: RuleSetting, at: int) -> None:
    if not setting.log_digest:
        due.cancel(connection, DIGEST, setting.guild_id, 0)
        return
    first = next_digest(datetime.fromtimestamp(at / 1000, UTC))
    due.put(connection, Due(DIGEST, setting.guild_id, 0, int(first.timestamp() * 1000)))


def _said(value: int | str | None) -> str | None:
    if isinstance(value, bool):
        return "on" if value else "off"
    return None if value is None else str(value)
