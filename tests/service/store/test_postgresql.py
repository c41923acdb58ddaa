"""A PostgreSQL server that is not there, or lets nobody in."""

import os
import socket
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.errors import SettingsError, StoreError
from bot.store.database import Database

pytestmark = pytest.mark.asyncio
PASSWORD = "hunter2-and-more"


def said(error: pytest.ExceptionInfo[StoreError] | pytest.ExceptionInfo[SettingsError]) -> str:
    return error.value.message_id.format(**error.value.params)


async def test_the_driver_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.backend.find_spec", lambda _: None)
    with pytest.raises(SettingsError) as caught:
        await Database.open(f"postgresql+asyncpg://me:{PASSWORD}@localhost/redbridge")
    assert "pip install 'redbridge[postgres]'" in said(caught)
    assert PASSWORD not in str(caught.value)


async def test_nobody_listens() -> None:
    pytest.importorskip("asyncpg", reason="the extra “postgres” is not installed")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(StoreError) as caught:
        await Database.open(f"postgresql+asyncpg://me:{PASSWORD}@127.0.0.1:{port}/redbridge")
    assert "does not answer" in said(caught)
    assert PASSWORD not in said(caught)


async def test_nothing_is_there_to_check_the_server_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("asyncpg", reason="the extra “postgres” is not installed")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(StoreError) as caught:
        await Database.open(f"postgresql+asyncpg://me:{PASSWORD}@127.0.0.1:1/redbridge?ssl=verify-full")
    assert "no certificate to check it with" in said(caught)
    assert PASSWORD not in said(caught)


@pytest.mark.parametrize("change", [{"database": "no_such_database"}, {"username": "nobody_such"}])
async def test_nobody_is_let_in(change: dict[str, str]) -> None:
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        pytest.skip("set TEST_POSTGRES_URL to a PostgreSQL server to run this test")
    with pytest.raises(StoreError) as caught:
        await Database.open(make_url(server).set(**change).render_as_string(hide_password=False))
    assert "lets nobody in" in said(caught)
