"""Bringing a database's tables up to date. Alembic is loaded only when there is something to do."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    column,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine import AdaptedConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.errors import N_, StoreError
from bot.store.schema import METADATA, REVISION
from bot.store.statements import add

_FOLDER: Final = Path(__file__).parent / "migrations"
_VERSION: Final = table("alembic_version", column("version_num"))
_NEWER: Final = N_(
    "The database was written by a newer RedBridge (its tables are {found}, this version knows {known}). "
    "Nothing was changed. Install the newer version again, or go back to a backup from before."
)
# "RedBridg" as a number: the advisory lock that makes PostgreSQL migrate once, however many processes start.
_MIGRATION_LOCK: Final = 0x5265644272696467


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables in the database; None if it has none yet."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(select(_VERSION.c.version_num))


def newer(found: str) -> StoreError:
    """The error for tables of a revision that this version does not know yet."""
    return StoreError(_NEWER, found=found, known=REVISION)


def is_newer(found: str) -> bool:
    """Whether this version of RedBridge does not know tables of this revision."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see step

    return found not in {script.revision for script in ScriptDirectory(_FOLDER).walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Make the tables, or bring them up to date, all within the caller's transaction. Raises StoreError if too new."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    found = revision_of(connection)
    if found is None:
        create(connection)
    else:
        step(connection, found)


def create(connection: Connection) -> None:
    """Make all tables as the schema draws them; the steps lead to the same, but take half a second."""
    version = Table(_VERSION.name, MetaData(), Column("version_num", String(32), nullable=False))
    version.append_constraint(PrimaryKeyConstraint("version_num", name=f"{_VERSION.name}_pkc"))
    if connection.dialect.name == "sqlite":
        _draw(connection, (*METADATA.sorted_tables, version))
    else:
        METADATA.create_all(connection)
        version.create(connection, checkfirst=True)
    add(connection, version, {"version_num": REVISION})


def _draw(connection: Connection, tables: Sequence[Table]) -> None:
    """Make tables in one trip to the driver's thread; create_all goes there several times for each."""
    makers: list[CreateTable | CreateIndex] = []
    for each in tables:
        makers.append(CreateTable(each, if_not_exists=True))
        makers += [CreateIndex(index, if_not_exists=True) for index in each.indexes]
    # The driver ends a transaction before a script, so that another process may come first: hence “if not exists”.
    script = ";\n".join(["BEGIN IMMEDIATE", *(str(make.compile(connection)) for make in makers)])
    driver = cast("AdaptedConnection", connection.connection.dbapi_connection)
    try:
        driver.run_async(lambda sqlite: sqlite.executescript(script))
    except sqlite3.Error as error:
        raise OperationalError(None, None, error) from error


def step(connection: Connection, found: str | None) -> None:
    """Run the steps that lead from one revision, or from nothing, to this version's. Raises StoreError if too new."""
    from alembic.operations import Operations  # noqa: PLC0415 - a third of a second that most starts need not spend
    from alembic.runtime.migration import MigrationContext, MigrationStep  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    scripts = ScriptDirectory(_FOLDER)
    if found is not None and is_newer(found):
        raise newer(found)

    def steps(*_: object) -> list[MigrationStep]:
        missing = reversed(list(scripts.iterate_revisions(REVISION, found)))
        return [MigrationStep.upgrade_from_script(scripts.revision_map, script) for script in missing]

    options = {"fn": steps, "target_metadata": METADATA, "render_as_batch": True}
    context = MigrationContext.configure(connection, opts=options)
    # Handed over rather than found through Alembic's process-wide proxy, which only one migration at a time can use.
    context.run_migrations(op=Operations(context))
