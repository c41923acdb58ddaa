"""What the `alembic` command runs, to write a new step or to go back one; the bot itself uses bot.store.migrate."""

import asyncio

from alembic import context
from alembic.operations import Operations
from sqlalchemy import Connection

from bot.settings import Settings
from bot.store.backend import Backend, transact
from bot.store.schema import METADATA


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
    context.run_migrations(op=Operations(context.get_context()))


async def _main() -> None:
    backend = Backend.of(Settings.load().database_url.get_secret_value(), busy_timeout=5.0)
    try:
        await transact(backend.migrator, _run)
    finally:
        await backend.dispose()


asyncio.run(_main())
