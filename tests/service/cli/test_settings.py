"""A wrong setting is one line in the host's language, which names it, and exit code 78; never a traceback."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings
from tests.service.cli.terminal import LOCALES, redbridge

TOKEN = "hunter2-and-more"
READY = {"DISCORD_TOKEN": TOKEN}
FAULTS = [
    ("en", {}, "DISCORD_TOKEN is missing"),
    ("zh-CN", {}, "还没有填 DISCORD_TOKEN"),
    ("en", {"TRANSLATION_ENGINES": "gogle"}, "TRANSLATION_ENGINES names the engine “gogle”"),
    ("zh-CN", {"TRANSLATION_ENGINES": "gogle"}, "没有这个引擎"),
    (
        "en",
        {**READY, "TRANSLATION_ENGINES": "deepl"},
        "DEEPL_API_KEY is missing, and the engine deepl needs it",
    ),
    ("zh-CN", {**READY, "TRANSLATION_ENGINES": "gloss,papago"}, "还没有填 PAPAGO_CLIENT_ID，papago 引擎离不开它"),
    (
        "en",
        {**READY, "TRANSLATION_ENGINES": "baidu", "BAIDU_APP_ID": f"{TOKEN} {TOKEN}"},
        "BAIDU_APP_ID has a space or another",
    ),
    ("en", {"DISCORD_API_BASE": "discord.com"}, "DISCORD_API_BASE must be a full address"),
    ("zh-CN", {"DISCORD_API_BASE": "discord.com"}, "DISCORD_API_BASE 要填完整的地址"),
    ("en", {"DISCORD_API_BASE": "http://discord.com"}, "DISCORD_API_BASE must begin with https://"),
    ("zh-CN", {"DISCORD_API_BASE": "http://discord.com"}, "DISCORD_API_BASE 要以 https:// 开头"),
    ("en", {"DISCORD_TOKEN": f"Bot {TOKEN}"}, "DISCORD_TOKEN must be the token alone"),
    ("zh-CN", {"DISCORD_TOKEN": f"Bot {TOKEN}"}, "DISCORD_TOKEN 里只填令牌"),
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a host who has set nothing."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("LC_ALL", LOCALES["en"])
    return tmp_path


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("locale", "environ", "line"), FAULTS)
def test_each_fault_is_one_line(
    locale: str,
    environ: dict[str, str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in {**environ, "LC_ALL": LOCALES[locale]}.items():
        monkeypatch.setenv(name, value)
    assert main(["run"]) == 78
    said = capsys.readouterr()
    assert line in said.err
    assert said.err.count("\n") == 1
    assert (said.out, TOKEN in said.err) == ("", False)


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        ("en", "redbridge: DISCORD_TOKEN is missing. Put the token"),
        ("zh-CN", "redbridge: 还没有填 DISCORD_TOKEN。"),
        ("zh-TW", "redbridge: 還沒"),
    ],
)
def test_a_real_process_says_the_same(tmp_path: Path, locale: str, line: str) -> None:
    done = redbridge(tmp_path, "run", locale=locale)
    assert done.returncode == 78
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize(("locale", "line"), [("en", "cannot be created or written"), ("zh-TW", "資料夾")])
def test_a_data_folder_that_cannot_be_written(tmp_path: Path, locale: str, line: str) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    done = redbridge(tmp_path, "run", locale=locale, DISCORD_TOKEN=TOKEN, TRANSLATION_ENGINES="gloss")
    assert done.returncode == 78
    assert line in done.stderr
    assert "DATABASE_URL" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize("action", [["upgrade"], ["current"], ["backup", "copy.db"]])
def test_a_data_folder_that_is_none(home: Path, action: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (home / "data").write_text("a file, not a folder")
    assert main(["db", *action]) == {"upgrade": 78, "current": 0, "backup": 1}[action[0]]
    assert "Traceback" not in capsys.readouterr().err


def test_a_file_of_settings(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With the mark that some editors put first, with a comment, and with settings of other programs."""
    (home / ".env").write_text("\ufeffLOG_FORMAT=xml\n# 我的设置\nOTHER=1\n", encoding="utf-8")
    assert main(["db", "current"]) == 78
    assert "LOG_FORMAT must be one of" in capsys.readouterr().err
    monkeypatch.setenv("LOG_FORMAT", "json")
    assert main(["db", "current"]) == 0


@pytest.mark.parametrize(
    ("locale", "line"), [("en", "The file .env is not UTF-8 text"), ("zh-CN", "用 UTF-8 编码重新保存")]
)
def test_a_file_of_settings_in_another_encoding(
    home: Path, locale: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / ".env").write_text("LOG_LEVEL=INFO\n# 设置", encoding="utf-16")
    monkeypatch.setenv("LC_ALL", LOCALES[locale])
    assert main(["db", "current"]) == 78
    assert line in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_other_commands_need_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "Bot “nonsense”")
    assert main(["db", "current"]) == 0


def test_a_terminal_that_knows_no_chinese(tmp_path: Path) -> None:
    done = redbridge(tmp_path, "run", locale="zh-CN", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 78
    assert "DISCORD_TOKEN" in done.stderr
    assert "\\u" in done.stderr
    assert done.stderr.count("\n") == 1
