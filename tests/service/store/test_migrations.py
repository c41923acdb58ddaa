"""Tables come out as schema.py draws them, however often and by however many processes they are made."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

import bot.store.migrate
from bot.store import audit, channels, guilds, links, memories, meta
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.guilds import Decision, GuildSetting
from bot.store.schema import METADATA, REVISION

ROOT = Path(__file__).parent.parent.parent.parent


def differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


def names(connection: Connection) -> set[str | None]:
    """Of tables, indexes and constraints: what a later migration must call them by."""
    look = inspect(connection)
    tables = sorted(set(look.get_table_names()) - {"alembic_version"})
    keys = {look.get_pk_constraint(table)["name"] for table in tables}
    checks = {check["name"] for table in tables for check in look.get_check_constraints(table)}
    foreign = {key["name"] for table in tables for key in look.get_foreign_keys(table)}
    unique = {key["name"] for table in tables for key in look.get_unique_constraints(table)}
    return {
        *tables,
        *keys,
        *checks,
        *foreign,
        *unique,
        *(index["name"] for table in tables for index in look.get_indexes(table)),
    }


def versions(connection: Connection) -> tuple[object, ...]:
    """How the table looks that says which revision this is: Alembic's own, whoever makes it."""
    look = inspect(connection)
    columns = [(each["name"], str(each["type"]), each["nullable"]) for each in look.get_columns("alembic_version")]
    key = look.get_pk_constraint("alembic_version")
    return columns, key["constrained_columns"], key["name"]


@pytest.fixture
def stepped_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'stepped.db'}"


@pytest.mark.asyncio
async def test_an_empty_database_becomes_what_the_schema_says(database: Database) -> None:
    assert await database.read(differences) == []
    assert await database.read(bot.store.migrate.revision_of) == REVISION
    constraints = {c.name for t in METADATA.sorted_tables for c in t.constraints if c.name}
    indexes = {index.name for table in METADATA.sorted_tables for index in table.indexes}
    assert await database.read(names) == {*METADATA.tables, *map(str, constraints), *indexes}


@pytest.mark.asyncio
async def test_the_steps_lead_to_what_is_made_at_once(
    database: Database, stepped_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(bot.store.migrate, "create", all_steps)
        stepped = await Database.open(stepped_url)
    for look in (differences, names, bot.store.migrate.revision_of, versions):
        assert await stepped.read(look) == await database.read(look), look.__name__
    await stepped.close()


@pytest.mark.asyncio
async def test_opening_again_changes_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = await Database.open(url)
    await database.write(meta.put, "cat", "Biscuit")
    await database.close()
    monkeypatch.setattr(bot.store.migrate, "upgrade", None)  # a second start must not even look for steps
    database = await Database.open(url)
    assert await database.read(meta.get, "cat") == "Biscuit"
    await database.close()


@pytest.mark.asyncio
async def test_upgrading_again_changes_nothing(database: Database) -> None:
    await database.write(bot.store.migrate.upgrade)
    assert await database.read(differences) == []


@pytest.mark.asyncio
async def test_a_new_database_may_be_opened_many_times_at_once(url: str) -> None:
    databases = await asyncio.gather(*[Database.open(url) for _ in range(8)])
    assert await databases[0].read(differences) == []
    for database in databases:
        await database.close()


# What each revision may have found, written in its own words: today's repositories know later columns.
FIRST_ROWS = [
    "INSERT INTO guild_setting (guild_id, chinese_locale, updated_at, updated_by) VALUES (1, 'zh-TW', 2, 3)",
    "INSERT INTO channel_mode (guild_id, channel_id, mode, updated_at, updated_by) VALUES (1, 10, 'reply', 2, 3)",
    "INSERT INTO message_link VALUES (5, 'en', 0, 1, 10, 3, 7, 2)",
    "INSERT INTO meta (key, value) VALUES ('cat', 'Biscuit')",
]


SECOND_ROWS = [
    "INSERT INTO guild_setting VALUES (1, 'zh-TW', 2, 3, 'llm,gloss', 4)",
    f"INSERT INTO message_link VALUES ({2**53 + 1}, 'zh-TW', 0, 1, 10, 3, {2**63 - 1}, 2)",
    "INSERT INTO spent VALUES ('2025-01-14', 'guild', '1', 5000000000)",
    "INSERT INTO memory_entry VALUES (1, 'en', 'zh-TW', 'hi 🐱', 'Hi 🐱', '嗨 🐱', 3, 2)",
]


def all_steps(connection: Connection) -> None:
    bot.store.migrate.step(connection, None)


async def make_old(url: str, revision: str, rows: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A database as a former version left it."""
    with monkeypatch.context() as patched:
        for module in ("migrate", "database"):
            patched.setattr(f"bot.store.{module}.REVISION", revision)
        patched.setattr(bot.store.migrate, "create", all_steps)
        old = await Database.open(url)
        for statement in rows:
            await old.write(lambda connection, sql=statement: connection.execute(text(sql)))
        assert await old.read(bot.store.migrate.revision_of) == revision
        await old.close()


@pytest.mark.asyncio
async def test_a_database_of_the_second_version_keeps_its_rows(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_old(url, "0002", SECOND_ROWS, monkeypatch)
    database = await Database.open(url)
    assert await database.read(differences) == []
    assert await database.read(guilds.get, 1) == GuildSetting(1, "zh-TW", 2, 3, "llm,gloss", 4)
    [link] = await database.read(links.find, [2**53 + 1])
    assert (link.target_locale, link.post_id, link.post_place_id) == ("zh-TW", 2**63 - 1, None)
    assert [(each.key, each.rendering) for each in await database.read(memories.all_entries)] == [("hi 🐱", "嗨 🐱")]
    assert await database.read(lambda connection: connection.scalar(text("SELECT characters FROM spent"))) == 5 * 10**9
    # What came with the new tables goes on counting where nobody counted before.
    await database.write(guilds.set_flag_reactions, Decision(1, 9, 3), False)
    await database.write(audit.add, Change(1, 9, 3, "flags", "", "on", "off"))
    setting = await database.read(guilds.get, 1)
    assert setting is not None
    assert (setting.flag_reactions, setting.engines) == (False, "llm,gloss")
    assert await database.read(audit.count, 1) == 1
    await database.close()


@pytest.mark.asyncio
async def test_a_database_of_the_first_version_keeps_its_rows(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_old(url, "0001", FIRST_ROWS, monkeypatch)
    database = await Database.open(url)
    assert await database.read(differences) == []
    assert await database.read(guilds.all_settings) == [GuildSetting(1, "zh-TW", 2, 3, engines=None, context_lines=0)]
    assert [row.mode for row in await database.read(channels.all_modes)] == ["reply"]
    assert [link.post_id for link in await database.read(links.find, [5])] == [7]
    assert await database.read(meta.get, "cat") == "Biscuit"
    await database.close()


@pytest.mark.asyncio
async def test_a_step_that_fails_is_undone(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = bot.store.migrate.upgrade

    def fail_at_the_end(connection: Connection) -> None:
        upgrade(connection)
        raise LookupError

    with monkeypatch.context() as patched:
        patched.setattr(bot.store.migrate, "upgrade", fail_at_the_end)
        with pytest.raises(LookupError):
            await Database.open(sqlite_url)
    database = await Database.open(sqlite_url)
    assert await database.read(differences) == []
    await database.close()


def test_the_revision_that_the_schema_names_is_the_newest() -> None:
    assert ScriptDirectory(ROOT / "bot" / "store" / "migrations").get_current_head() == REVISION


def test_the_alembic_command_knows_the_way_there_and_back(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    config = Config(toml_file=ROOT / "pyproject.toml")
    command.upgrade(config, "head")
    command.check(config)
    command.downgrade(config, "base")

    async def tables() -> set[str]:
        database = await Database.open(url)
        names = await database.read(lambda connection: inspect(connection).get_table_names())
        await database.close()
        return set(names)

    assert asyncio.run(tables()) == {*METADATA.tables, "alembic_version"}
