"""A fresh database for each test: a SQLite file always, and PostgreSQL where TEST_POSTGRES_URL names a server."""

import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.database import Database


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'redbridge.db'}"


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[str]:
    if request.param == "sqlite":
        yield sqlite_url
        return
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        pytest.skip("set TEST_POSTGRES_URL to a PostgreSQL server to run this test there too")
    name = f"redbridge_test_{secrets.token_hex(6)}"
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        await connection.execute(text(f"DROP DATABASE {name}"))
    await engine.dispose()


@pytest_asyncio.fixture
async def database(url: str) -> AsyncIterator[Database]:
    # A busy machine may need longer for its disk than members would wait.
    opened = await Database.open(url, busy_timeout=30.0)
    yield opened
    await opened.close()
