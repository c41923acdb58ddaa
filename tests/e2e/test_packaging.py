"""The wheel, alone, as the image would run it: not as root, without a home, with nowhere to write but its data."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
import venv
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.e2e.test_process import environment
from tests.e2e.town import Town, town

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(300)]
ROOT = Path(__file__).parents[2]
NOBODY = 65534
_OUT_OF_REACH = ("ConnectionError", "No matching distribution", "Failed to fetch", "dns error")


def wheel(folder: Path) -> Path:
    """The project as it is installed, built from what is checked in here."""
    by_pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    # An environment that uv made has no pip.
    uv = shutil.which("uv")
    command = [uv, "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT)] if uv else by_pip
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode and any(each in built.stderr for each in _OUT_OF_REACH):
        pytest.skip("PyPI cannot be reached, and what builds the wheel comes from there")
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("redbridge-*.whl")
    return found


def installed(folder: Path) -> Path:
    """An environment that holds the wheel and, from this one, what it depends on; its `redbridge`."""
    venv.create(folder / "app", with_pip=False)
    site = next((folder / "app" / "lib").glob("python*/site-packages"))
    subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel(folder), site], check=True)
    # The packages alone: what this environment has of the project itself is a link that is not followed.
    (site / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return folder / "app" / "bin" / "python"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("image")
    for each in (folder, *folder.parents):
        with contextlib.suppress(PermissionError):
            if each.stat().st_uid == os.getuid():
                each.chmod(each.stat().st_mode | 0o055)
    return installed(folder)


@contextlib.asynccontextmanager
async def run(
    python: Path, place: Town, folder: Path, *, given: Path | None = None, **changes: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`redbridge run` as the image runs it. given: a database that it finds, and may only read."""
    data, nowhere = folder / "data", folder / "nowhere"
    data.mkdir()
    nowhere.mkdir(mode=0o555)
    if given:
        shutil.copy(given, data / "redbridge.db")
        (data / "redbridge.db").chmod(0o444)
    environ = {name: value for name, value in environment(place).items() if name not in ("HOME", "PYTHONPATH")}
    environ |= {
        "DATABASE_URL": f"sqlite+aiosqlite:///{data / 'redbridge.db'}",
        "PYTHONDONTWRITEBYTECODE": "1",
        **changes,
    }
    user = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
    if user:
        os.chown(data, NOBODY, NOBODY)
    process = await asyncio.create_subprocess_exec(
        python, "-m", "bot", "run", cwd=nowhere, env=environ, stderr=asyncio.subprocess.PIPE, **user
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def healthy(port: int) -> bool:
    """What the image's health check asks."""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    return await asyncio.to_thread(ask)


async def test_the_wheel_serves_and_stops_like_the_image(python: Path, tmp_path: Path, unused_tcp_port: int) -> None:
    tmp_path.chmod(0o755)
    async with town(tmp_path) as place:
        async with run(python, place, tmp_path, METRICS_PORT=str(unused_tcp_port)) as process:
            await place.sandbox.ready(60)
            for _ in range(100):
                if await healthy(unused_tcp_port):
                    break
                await asyncio.sleep(0.1)
            assert await healthy(unused_tcp_port)
            process.terminate()
            _, told = await asyncio.wait_for(process.communicate(), 30)
            assert process.returncode == 0, told
        assert (tmp_path / "data" / "redbridge.db").exists()
        assert list((tmp_path / "nowhere").iterdir()) == []


async def test_a_setting_that_is_wrong_ends_it_with_the_code_that_is_not_tried_again(
    python: Path, tmp_path: Path
) -> None:
    async with town(tmp_path) as place:
        async with run(python, place, tmp_path, DISCORD_TOKEN="") as process:
            _, told = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 78
        assert b"DISCORD_TOKEN" in told


async def test_a_database_that_can_be_read_but_not_written(python: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    source = tmp_path / "made" / "redbridge.db"
    source.parent.mkdir()
    await (await Database.open(f"sqlite+aiosqlite:///{source}")).close()
    async with town(tmp_path) as place:
        async with run(python, place, tmp_path, given=source) as process:
            _, told = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 1
        assert b"can be read but not written. Nothing was changed." in told
        assert b"Traceback" not in told
