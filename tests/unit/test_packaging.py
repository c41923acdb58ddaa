"""What RedBridge is shipped in: an image, a compose file and a systemd unit, with the same settings and few rights.

No engine for containers is needed here, so nothing is built; tests/e2e/test_packaging.py runs what the image would.
"""

import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
NAMES = {name.upper() for name in Settings.model_fields}
# What is Python's or the system's own.
FOREIGN = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
UNIT = ROOT / "deploy" / "redbridge.service"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's, each with what follows on its lines."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", read("Dockerfile"), flags=re.MULTILINE))
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def compose() -> Any:
    return yaml.safe_load(read("compose.yaml"))["services"]["redbridge"]


def unit() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            found.setdefault(line.partition("=")[0], []).append(line.partition("=")[2])
    return found


def test_the_image_runs_as_nobody_special_with_a_health_check() -> None:
    found = instructions()
    words = [word for word, _ in found]
    last = found[len(words) - 1 - words[::-1].index("FROM") :]
    assert ("USER", "redbridge") in last
    assert ("VOLUME", "/data") in last
    assert ("ENTRYPOINT", '["redbridge"]') in last
    assert ("CMD", '["run"]') in last
    (health,) = [rest for word, rest in last if word == "HEALTHCHECK"]
    assert "/healthz" in health
    assert words.count("FROM") == 2, "what builds is left behind"
    assert "ADD" not in words
    assert all(re.fullmatch(r"python:3\.\d+-slim( AS build)?", rest) for word, rest in found if word == "FROM")
    assert "curl" not in read("Dockerfile")


def test_what_is_copied_into_the_image_is_there_and_not_ignored() -> None:
    kept = [line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")]
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from"):
            for name in rest.split()[:-1]:
                assert (ROOT / name).exists(), name
                assert any(fnmatch(name, each) for each in kept), name
    assert not any(fnmatch(".env", each) for each in kept), "no secret gets into an image"


def test_all_three_know_the_same_settings() -> None:
    image = {pair.partition("=")[0] for word, rest in instructions() if word == "ENV" for pair in rest.split()}
    composed = set(compose()["environment"])
    of_unit = {each.partition("=")[0] for each in unit()["Environment"]}
    for names in (image, composed, of_unit):
        assert names - FOREIGN <= NAMES
        assert {"DATABASE_URL", "FIREFOX_MODELS"} <= names


def test_the_compose_file_leaves_little_to_break_out_of() -> None:
    service = compose()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp"]
    assert service["volumes"] == ["data:/data"]
    assert "ports" not in service, "nothing is reached from outside"
    assert all("/data" in str(value) for value in service["environment"].values())
    # Twice what draining and closing may take (bot/app.py).
    assert int(service["stop_grace_period"].removesuffix("s")) >= 10
    assert set(yaml.safe_load(read("compose.yaml"))["volumes"]) == {"data"}


def test_the_unit_leaves_little_to_break_out_of() -> None:
    found = unit()
    for name in ("NoNewPrivileges", "DynamicUser", "PrivateTmp", "ProtectHome", "RestrictNamespaces"):
        assert found[name] == ["yes"]
    assert found["ProtectSystem"] == ["strict"]
    assert found["StateDirectory"] == ["redbridge"]
    assert found["RestartPreventExitStatus"] == ["78"]
    assert all("/var/lib/redbridge" in each for each in found["Environment"] if each.startswith(("DATA", "FIRE")))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    here = tmp_path / UNIT.name
    here.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/redbridge/bin/redbridge", "/bin/true"))
    told = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)
    assert (told.stderr, told.returncode) == ("", 0)
