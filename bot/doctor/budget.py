"""What BUDGET_ENGINE still allows today."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.doctor.check import Row
from bot.engines.budget import Budgets, Limits
from bot.engines.engine import NOBODY
from bot.errors import StoreError
from bot.settings import Settings
from bot.store.database import Database, revision
from bot.store.schema import REVISION
from bot.translation.ledger import StoredLedger

_log = logging.getLogger(__name__)


async def with_budgets(rows: Sequence[Row], settings: Settings, clock: Clock) -> list[Row]:
    """The rows, each engine's with the characters it may still be sent; nothing is changed where no budget is set.

    A database that is not there yet, or of another version, is left as it is: then nothing counts as spent.
    """
    names = [row.name for row in rows if row.kind == "engine"]
    if not any(settings.budget_engine.of(name) is not None for name in names):
        return list(rows)
    left = await _left(names, settings, clock)
    return [replace(row, budget_left=left.get(row.name)) for row in rows]


async def _left(engines: Sequence[str], settings: Settings, clock: Clock) -> dict[str, int | None]:
    limits = {name: settings.budget_engine.of(name) for name in engines}
    url = settings.database_url.get_secret_value()
    try:
        if await revision(url) != REVISION:
            return limits
        database = await Database.open(url)
    except StoreError as error:
        _log.warning("what was spent today is unknown: %s", error)
        return {}
    try:
        budgets = Budgets(StoredLedger(database, clock), Limits(engine=settings.budget_engine), clock)
        return {name: (await budgets.left(name, NOBODY)).engine for name in engines}
    except StoreError as error:
        _log.warning("what was spent today is unknown: %s", error)
        return {}
    finally:
        await database.close()
