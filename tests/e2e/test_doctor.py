"""`redbridge doctor`, as a host runs it, over Discord, the database, the catalogues and the settings."""

import asyncio
import json
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.i18n import catalogue_folder
from tests.e2e.town import Town, town
from tests.service.cli.terminal import redbridge

pytestmark = pytest.mark.asyncio
DISCORD = ("discord", "token", "intents", "gateway", "clock")
NOWHERE = "http://127.0.0.1:1/api/v10"


def environment(place: Town) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": place.sandbox.token,
        "DISCORD_API_BASE": place.sandbox.api_base,
        "DATABASE_URL": f"sqlite+aiosqlite:///{place.folder / 'redbridge.db'}",
        "TRANSLATION_ENGINES": "gloss",
    }


async def report(place: Town, *arguments: str, **changes: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """Exit code, and the checks by name."""
    environ = {**environment(place), **changes}
    done = await asyncio.to_thread(redbridge, place.folder, "doctor", "--json", *arguments, **environ)
    assert done.stderr == ""
    said = json.loads(done.stdout)
    assert said["well"] == (done.returncode == 0)
    assert place.sandbox.token not in done.stdout
    return done.returncode, {check["name"]: check for check in said["checks"]}


async def of_discord(place: Town, **changes: str) -> dict[str, dict[str, Any]]:
    return (await report(place, "--only", "discord", **changes))[1]


async def of_database(place: Town, **changes: str) -> tuple[int, dict[str, dict[str, Any]]]:
    return await report(place, "--only", "database", **changes)


async def test_all_is_well_beside_a_running_bot(quiet: Town) -> None:
    async with quiet.bot():
        code, checks = await report(quiet)
    assert (code, [name for name, check in checks.items() if check["fix"] or check["note"]]) == (0, [])
    assert list(checks) == ["settings", "catalogues", "database", *DISCORD, "gloss"]
    assert [checks[name]["reachable"] for name in ("database", "discord", "gateway")] == [True, True, True]
    assert [list(checks[name]["latency_ms"]) for name in ("discord", "gateway")] == [["rest"], ["hello"]]


@pytest.mark.parametrize(
    ("locale", "checked", "gateway"),
    [("en", "Checked", "gateway"), ("zh-CN", "检查对象", "网关"), ("zh-TW", "檢查對象", "閘道")],
)
async def test_a_table_in_the_hosts_language(quiet: Town, locale: str, checked: str, gateway: str) -> None:
    environ = {**environment(quiet), "COLUMNS": "200"}
    done = await asyncio.to_thread(redbridge, quiet.folder, "doctor", "--only", "discord", locale=locale, **environ)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split() for line in done.stdout.splitlines() if line.strip()]
    assert lines[0][0] == checked
    assert gateway in [line[0] for line in lines]


async def test_it_looks_at_what_is_asked_for_alone(quiet: Town) -> None:
    _, checks = await report(quiet, "--only", "catalogues", "--only", "settings", DISCORD_API_BASE=NOWHERE)
    assert list(checks) == ["settings", "catalogues"]


async def test_discord_out_of_reach_is_one_fault(quiet: Town) -> None:
    checks = await of_discord(quiet, DISCORD_API_BASE=NOWHERE)
    assert checks["discord"]["reachable"] is False
    assert checks["discord"]["fix"].startswith(f"Discord does not answer at {NOWHERE}: nobody listens there.")
    for name in DISCORD[1:]:
        assert (checks[name]["fix"], checks[name]["note"]) == (None, "Not looked at: Discord is out of reach.")


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "DISCORD_TOKEN is missing."),
        ("Bot abc", "DISCORD_TOKEN must be the token alone"),
        ("MTIz.wrong.wrong", "Discord does not accept the token in DISCORD_TOKEN."),
    ],
)
async def test_a_wrong_token(quiet: Town, token: str, said: str) -> None:
    checks = await of_discord(quiet, DISCORD_TOKEN=token)
    assert checks["discord"]["fix"] is checks["clock"]["fix"] is None
    assert checks["token"]["fix"].startswith(said)
    for name in ("intents", "gateway"):
        assert checks[name]["note"].startswith("Not looked at: Discord tells this only to a bot")


@pytest.mark.parametrize(
    ("granted", "field", "said"),
    [
        (["guild_members"], "fix", "switch on “Message Content Intent”"),
        (["message_content"], "note", "switch on “Server Members Intent”"),
    ],
)
async def test_an_intent_that_is_not_granted(tmp_path: Path, granted: list[str], field: str, said: str) -> None:
    async with town(tmp_path, privileged=granted) as place:
        checks = await of_discord(place)
    assert said in checks["intents"][field]
    assert [name for name in DISCORD if checks[name]["fix"]] == (["intents"] if field == "fix" else [])


async def test_a_gateway_that_cannot_be_reached(quiet: Town) -> None:
    checks = await of_discord(quiet, DISCORD_GATEWAY_URL="ws://127.0.0.1:1")
    assert checks["gateway"]["reachable"] is False
    assert checks["gateway"]["fix"].startswith("Discord's gateway does not answer: nobody listens there.")


@asynccontextmanager
async def discord(date: datetime, remaining: int = 10) -> AsyncIterator[str]:
    """A REST API with its own time of day and count of starts; its address."""

    async def answer(request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": remaining, "reset_after": 5_400_000, "max_concurrency": 1}
        url = str(request.url.origin()).replace("http", "ws")
        said = {"url": f"{url}/socket", "shards": 2, "session_start_limit": limit, "flags": 1 << 15 | 1 << 19}
        return web.json_response(said, headers={"Date": format_datetime(date, usegmt=True)})

    async def socket(request: web.Request) -> web.WebSocketResponse:
        response = web.WebSocketResponse()
        await response.prepare(request)
        await response.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}})
        async for _ in response:
            pass
        return response

    app = web.Application()
    app.add_routes([web.get("/socket/", socket), web.get("/api/v10/{path:.*}", answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (timedelta(hours=-1), r"This machine's clock is 3[56]\d\d seconds fast\. Set it .*set-ntp true"),
        (timedelta(hours=1), r"This machine's clock is 3[56]\d\d seconds slow\. Set it .*set-ntp true"),
    ],
)
async def test_a_clock_that_differs(quiet: Town, theirs: timedelta, said: str) -> None:
    async with discord(datetime.now(UTC) + theirs) as address:
        checks = await of_discord(quiet, DISCORD_API_BASE=address)
    assert re.fullmatch(said, checks["clock"]["fix"])
    assert [name for name in DISCORD if checks[name]["fix"]] == ["clock"]


async def test_starts_that_are_used_up(quiet: Town) -> None:
    async with discord(datetime.now(UTC), remaining=1) as address:
        checks = await of_discord(quiet, DISCORD_API_BASE=address)
    assert checks["gateway"]["fix"].startswith(
        "The bot may start 1 more times and needs 2; Discord counts anew in 90 minutes."
    )


async def test_no_database_yet_is_no_fault_and_none_is_made(quiet: Town) -> None:
    path = quiet.folder / "new" / "data.db"
    code, checks = await of_database(quiet, DATABASE_URL=f"sqlite:///{path}")
    assert (code, checks["database"]["reachable"]) == (0, None)
    assert checks["database"]["note"].startswith("There are no tables yet")
    assert not path.parent.exists()


async def test_a_folder_that_cannot_hold_a_database(quiet: Town) -> None:
    (quiet.folder / "file").write_text("not a folder", encoding="utf-8")
    code, checks = await of_database(quiet, DATABASE_URL=f"sqlite:///{quiet.folder / 'file' / 'data.db'}")
    assert (code, checks["database"]["reason"]) == (1, "folder")
    assert "cannot be created or written" in checks["database"]["fix"]
    (quiet.folder / "data.db").mkdir()
    code, checks = await of_database(quiet, DATABASE_URL=f"sqlite:///{quiet.folder / 'data.db'}")
    assert code == 1
    assert "is a folder. Name a file in it" in checks["database"]["fix"]


async def test_a_database_that_is_damaged(quiet: Town) -> None:
    async with quiet.bot():
        pass
    path = quiet.folder / "redbridge.db"
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xee" * 4096 * 3
    path.write_bytes(content)
    code, checks = await of_database(quiet)
    assert code == 1
    assert "damaged" in checks["database"]["fix"]
    path.write_text("This is a letter to my grandmother. " * 100, encoding="utf-8")
    code, checks = await of_database(quiet)
    assert (code, checks["database"]["reachable"]) == (1, False)
    assert "no SQLite database" in checks["database"]["fix"]


@pytest.mark.parametrize(
    ("revision", "code", "field", "said"),
    [
        ("9999", 1, "fix", "The database was written by a newer RedBridge"),
        ("0001", 0, "note", "The tables are 0001; the next start of the bot brings them to"),
    ],
)
async def test_tables_of_another_version(quiet: Town, revision: str, code: int, field: str, said: str) -> None:
    async with quiet.bot():
        pass
    with closing(sqlite3.connect(quiet.folder / "redbridge.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    found, checks = await of_database(quiet)
    assert found == code
    assert checks["database"][field].startswith(said)


async def test_a_database_that_another_program_holds(quiet: Town) -> None:
    async with quiet.bot():
        pass
    with closing(sqlite3.connect(quiet.folder / "redbridge.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        code, checks = await of_database(quiet)
    assert code == 1
    assert "is held by another program" in checks["database"]["fix"]


async def test_copies_that_are_made_and_that_are_not(quiet: Town) -> None:
    async with quiet.bot():
        pass
    folder = quiet.folder / "copies"
    code, checks = await of_database(quiet, BACKUP_FOLDER=str(folder))
    assert code == 0
    assert checks["copies"]["note"].startswith(f"There is no copy in {folder} yet")
    folder.mkdir()
    for hours, fault in ((49, True), (25, False)):
        made = datetime.now(UTC) - timedelta(hours=hours)
        shutil.copy(quiet.folder / "redbridge.db", folder / f"redbridge-{made:%Y%m%dT%H%M%SZ}.db")
        code, checks = await of_database(quiet, BACKUP_FOLDER=str(folder), BACKUP_HOURS="24")
        assert code == int(fault)
        assert (checks["copies"]["fix"] is not None) == fault
        if fault:
            assert checks["copies"]["fix"].startswith(f"The newest copy in {folder} is 49 hours old")


async def test_names_that_no_setting_has(quiet: Town) -> None:
    (quiet.folder / ".env").write_text(
        "LLM_MODLE=hunter2\nDATABSE_URL=hunter2\nCOMPOSE_PROJECT_NAME=red\nlog_level=INFO\n", encoding="utf-8"
    )
    code, checks = await report(quiet, "--only", "settings", DISCORD_TOKENS="hunter2", EDITOR="vi")
    assert code == 1
    assert (
        "DATABSE_URL → DATABASE_URL, DISCORD_TOKENS → DISCORD_TOKEN, LLM_MODLE → LLM_MODEL."
        in checks["settings"]["fix"]
    )
    assert "hunter2" not in json.dumps(checks)
    assert "COMPOSE" not in checks["settings"]["fix"]


async def test_catalogues_that_are_whole(quiet: Town) -> None:
    code, checks = await report(quiet, "--only", "catalogues")
    assert (code, checks["catalogues"]["fix"]) == (0, None)
    assert (catalogue_folder() / "zh_TW" / "LC_MESSAGES" / "messages.mo").is_file()
