"""What a host may write, what becomes of it, and which line names each fault."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from bot.checks import PerEngine, is_loopback
from bot.engines.registry import ENGINE_NAMES
from bot.errors import SettingsError
from bot.settings import Settings

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"
SECRET = "hunter2-and-more"
ENGINE_KEYS = (
    "libretranslate_api_key",
    "deepl_api_key",
    "microsoft_api_key",
    "baidu_app_id",
    "baidu_app_key",
    "papago_client_id",
    "papago_secret_key",
    "llm_api_key",
)


EVERY = {
    "DISCORD_TOKEN": f" {SECRET} ",
    "DISCORD_API_BASE": "http://127.0.0.1:8080/api/v10",
    "DISCORD_GATEWAY_URL": "ws://[::1]:8080",
    "DISCORD_CDN_BASE": "http://localhost:8080/cdn",
    "DATABASE_URL": "sqlite:////var/lib/redbridge/红桥.db",
    "TRANSLATION_ENGINES": "gloss, Google,,gloss",
    "GOOGLE_URL": "https://mirror.example/m",
    "MYMEMORY_URL": "https://mirror.example/get",
    "LIBRETRANSLATE_URL": "http://127.0.0.1:5000",
    "LIBRETRANSLATE_API_KEY": f" {SECRET} ",
    "DEEPL_URL": "https://mirror.example/v2",
    "DEEPL_API_KEY": SECRET,
    "MICROSOFT_URL": "https://mirror.example/translate",
    "MICROSOFT_API_KEY": SECRET,
    "MICROSOFT_REGION": "eastasia",
    "BAIDU_URL": "https://mirror.example/baidu",
    "BAIDU_APP_ID": SECRET,
    "BAIDU_APP_KEY": SECRET,
    "PAPAGO_URL": "https://mirror.example/papago",
    "PAPAGO_CLIENT_ID": SECRET,
    "PAPAGO_SECRET_KEY": SECRET,
    "LLM_BASE_URL": "http://127.0.0.1:11434/v1",
    "LLM_MODEL": "qwen3:8b",
    "LLM_API_KEY": SECRET,
    "ENGINE_TIMEOUT": "2.5",
    "FIREFOX_MODELS": "/srv/模型",
    "FIREFOX_WORKERS": "2",
    "FIREFOX_MIRROR": "http://127.0.0.1:8080/records",
    "FIREFOX_ATTACHMENTS": "https://mirror.example/files",
    "ENGINE_AT_ONCE": " 4 , Gloss = 1 ",
    "BUDGET_ENGINE": "google=200000",
    "BUDGET_GUILD": "50000",
    "BUDGET_MEMBER": "0",
    "CACHE_ENTRIES": "0",
    "CACHE_DAYS": "7",
    "FORGET_MEMBERS_DAYS": "0",
    "FORGET_SERVERS_DAYS": "90",
    "BACKUP_FOLDER": "/srv/备份",
    "BACKUP_HOURS": "6",
    "BACKUP_KEEP": "30",
    "LANGUAGE_DETECTOR": "LangDetect",
    "SHARD_COUNT": "4",
    "SHARD_IDS": "0, 3",
    "LOG_LEVEL": "debug",
    "LOG_FORMAT": "JSON",
    "LOG_LEVELS": "bot.engines=debug, cogs=WARNING",
    "METRICS_PORT": "9464",
    "METRICS_HOST": "0.0.0.0",
    "CONTROL_PORT": "4000",
    "SOMEBODY_ELSES_VARIABLE": "x",
}


def load(**environ: str) -> Settings:
    return Settings.load(environ)


def fault(**environ: str) -> str:
    """The line for the host, in English."""
    with pytest.raises(SettingsError) as caught:
        load(**environ)
    line = caught.value.message_id.format(**caught.value.params)
    assert caught.value.params["setting"] in line
    assert "\n" not in line
    return line


def as_text(value: Any) -> str:
    """A default as a host would write it."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return ",".join(value)
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def test_nothing_needs_to_be_set() -> None:
    settings = load()
    assert settings.translation_engines == ("google", "gloss")
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///data/redbridge.db"
    assert (settings.discord_token, settings.discord_gateway_url, settings.control_port) == (None, None, None)


def test_the_environment_of_the_process_is_read_alike(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in EVERY.items():
        monkeypatch.setenv(name, value)
    assert Settings.load() == load(**EVERY)


def test_every_setting_of_the_example_is_tried() -> None:
    example = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    assert example - set(EVERY) == set()


def test_every_setting_is_read() -> None:
    settings = load(**EVERY)
    assert settings.require_token() == SECRET
    assert settings.discord_api_base == "http://127.0.0.1:8080/api/v10"
    assert settings.discord_gateway_url == "ws://[::1]:8080"
    assert settings.discord_cdn_base == "http://localhost:8080/cdn"
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:////var/lib/redbridge/红桥.db"
    assert settings.translation_engines == ("gloss", "google")
    assert settings.google_url == "https://mirror.example/m"
    assert settings.mymemory_url == "https://mirror.example/get"
    assert (settings.libretranslate_url, settings.deepl_url) == ("http://127.0.0.1:5000", "https://mirror.example/v2")
    assert (settings.microsoft_url, settings.microsoft_region) == ("https://mirror.example/translate", "eastasia")
    assert (settings.baidu_url, settings.papago_url) == (
        "https://mirror.example/baidu",
        "https://mirror.example/papago",
    )
    assert (settings.llm_base_url, settings.llm_model) == ("http://127.0.0.1:11434/v1", "qwen3:8b")
    for field in ENGINE_KEYS:
        assert settings.key(field) == SECRET, field
    assert settings.engine_timeout == 2.5
    assert (settings.firefox_models, settings.firefox_workers) == ("/srv/模型", 2)
    assert settings.firefox_mirror == "http://127.0.0.1:8080/records"
    assert settings.firefox_attachments == "https://mirror.example/files"
    assert [settings.engine_at_once.of(name) for name in ("google", "gloss")] == [4, 1]
    assert [settings.budget_engine.of(name) for name in ("google", "gloss")] == [200_000, None]
    assert (settings.budget_guild, settings.budget_member) == (50_000, 0)
    assert (settings.cache_entries, settings.cache_days) == (0, 7)
    assert settings.language_detector == "langdetect"
    assert (settings.shard_count, settings.shard_ids) == (4, (0, 3))
    assert (settings.log_level, settings.log_format, settings.control_port) == ("DEBUG", "json", 4000)


def test_an_empty_value_is_the_default() -> None:
    assert load(**{name.upper(): "" for name in Settings.model_fields}) == load()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load().log_level = "DEBUG"


def test_a_given_environment_is_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "nonsense")
    monkeypatch.setenv("DISCORD_TOKEN", SECRET)
    assert load() == load(LOG_LEVEL="INFO")
    assert load().discord_token is None


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("TRANSLATION_ENGINES", ",", "names no engine. Known engines: google, "),
        ("TRANSLATION_ENGINES", "google,gogle", "“gogle”"),
        ("LANGUAGE_DETECTOR", "guess", "one of: lite, langdetect"),
        ("LOG_LEVEL", "loud", "one of: DEBUG, INFO"),
        ("LOG_FORMAT", "xml", "one of: auto, text, json"),
        ("ENGINE_TIMEOUT", "soon", "a number from 0.1 to 120"),
        ("ENGINE_TIMEOUT", "0", "a number from 0.1 to 120"),
        ("ENGINE_TIMEOUT", "nan", "a number from 0.1 to 120"),
        ("ENGINE_TIMEOUT", "inf", "a number from 0.1 to 120"),
        ("FIREFOX_MODELS", "data/\x00models", "the path of a folder"),
        ("FIREFOX_WORKERS", "0", "a whole number from 1 to 16"),
        ("FIREFOX_MIRROR", "http://mirror.example/records", "must begin with https://"),
        ("FIREFOX_ATTACHMENTS", "mirror.example", "begins like https://…"),
        ("ENGINE_AT_ONCE", "0", "whole numbers from 1 to 64"),
        ("ENGINE_AT_ONCE", "8,9", "whole numbers from 1 to 64"),
        ("ENGINE_AT_ONCE", "=8", "whole numbers from 1 to 64"),
        ("ENGINE_AT_ONCE", "google=", "whole numbers from 1 to 64"),
        ("ENGINE_AT_ONCE", "google=²", "whole numbers from 1 to 64"),
        ("ENGINE_AT_ONCE", "0" * 5_000, "whole numbers from 1 to 64"),
        ("BUDGET_ENGINE", "gogle=5", "“gogle”"),
        ("BUDGET_ENGINE", "google=-1", "like 8,google=4"),
        ("BUDGET_GUILD", "lots", "a whole number from 0"),
        ("BUDGET_MEMBER", "1e6", "a whole number from 0"),
        ("CACHE_ENTRIES", "-1", "a whole number from 0"),
        ("CACHE_DAYS", "0", "a whole number from 1 to 365"),
        ("SHARD_COUNT", "2.5", "a whole number from 1 to 16384"),
        ("SHARD_COUNT", "0", "a whole number from 1 to 16384"),
        ("SHARD_IDS", "0,x", "0,1,2"),
        ("SHARD_IDS", "-1", "0,1,2"),
        ("SHARD_IDS", "²", "0,1,2"),
        ("SHARD_IDS", "0,1", "needs SHARD_COUNT"),
        ("CONTROL_PORT", "0", "a whole number from 1 to 65535"),
        ("CONTROL_PORT", "70000", "a whole number from 1 to 65535"),
        ("CONTROL_PORT", "4000", "point DISCORD_API_BASE at the sandbox"),
        ("DISCORD_API_BASE", "discord.com/api/v10", "begins like https://…"),
        ("DISCORD_API_BASE", "ftp://discord.com", "begins like https://…"),
        ("DISCORD_API_BASE", "https://", "begins like https://…"),
        ("DISCORD_API_BASE", "https://discord.com:port", "not an address"),
        ("DISCORD_API_BASE", "https://discord.com:99999", "not an address"),
        ("DISCORD_API_BASE", "https://[::1", "not an address"),
        ("DISCORD_API_BASE", "https://dis cord.com", "not an address"),
        ("DISCORD_API_BASE", "https://discord.com/\x07", "not an address"),
        ("DISCORD_API_BASE", "https://discord.com/api?v=10", "no user name"),
        ("DISCORD_API_BASE", "https://discord.com/api#v10", "no user name"),
        ("DISCORD_API_BASE", "https://me:you@discord.com/api", "no user name"),
        ("DISCORD_API_BASE", "http://discord.com/api/v10", "must begin with https://"),
        ("DISCORD_API_BASE", "http://127.0.0.1.example.com/", "must begin with https://"),
        ("DISCORD_CDN_BASE", "http://10.0.0.1/", "must begin with https://"),
        ("DISCORD_GATEWAY_URL", "https://gateway.discord.gg", "begins like wss://…"),
        ("DISCORD_GATEWAY_URL", "ws://gateway.discord.gg", "must begin with wss://"),
        ("GOOGLE_URL", "http://translate.google.com/m", "must begin with https://"),
        ("MYMEMORY_URL", "http://api.mymemory.translated.net/get", "must begin with https://"),
        ("LIBRETRANSLATE_URL", "http://192.168.1.5:5000", "must begin with https://"),
        ("DEEPL_URL", "api.deepl.com", "begins like https://…"),
        ("MICROSOFT_URL", "https://api.example/translate?api-version=3.0", "no user name"),
        ("BAIDU_URL", "ftp://fanyi.example", "begins like https://…"),
        ("PAPAGO_URL", "https://", "begins like https://…"),
        ("LLM_BASE_URL", "http://192.168.1.5:11434/v1", "must begin with https://"),
        ("LLM_BASE_URL", "api.deepseek.com", "begins like https://…"),
        ("DATABASE_URL", "mysql://localhost/redbridge", "sqlite+aiosqlite:/// or postgresql+asyncpg://"),
        ("DATABASE_URL", "data/redbridge.db", "sqlite+aiosqlite:/// or postgresql+asyncpg://"),
        ("DATABASE_URL", "sqlite://", "must name a file"),
        ("DATABASE_URL", "sqlite:///", "must name a file"),
        ("DATABASE_URL", "sqlite:///:memory:", "must name a file"),
        ("DATABASE_URL", "sqlite://data/redbridge.db", "must name a file"),
        ("DATABASE_URL", "sqlite:///data/redbridge.db?timeout=1", "must name a file"),
        ("DATABASE_URL", "postgresql://localhost", "a server and a database"),
        ("DATABASE_URL", "postgresql:///redbridge", "a server and a database"),
        ("DATABASE_URL", "postgresql://localhost:x/redbridge", "not an address"),
        ("DATABASE_URL", "postgresql://localhost/redbridge?sslmode=yes", "another sslmode"),
        ("DATABASE_URL", "postgresql://localhost/redbridge?sslmode=require&channel_binding=require", "nothing else"),
    ],
)
def test_each_fault_names_the_setting_and_what_to_do(name: str, value: str, hint: str) -> None:
    line = fault(**{name: value})
    assert name in line
    assert hint in line


@pytest.mark.parametrize("written", ["8", "8,llm=2", "google=1,gloss=2", ""])
def test_numbers_per_engine_are_written_as_they_are_read(written: str) -> None:
    names = ("google", "gloss", "llm")
    usual = [word for word in written.split(",") if word and "=" not in word]
    special = dict(word.split("=") for word in written.split(",") if "=" in word)
    number = PerEngine(int(usual[0]) if usual else None, tuple((name, int(n)) for name, n in special.items()))
    assert str(number) == written
    for name in names:
        expected = special.get(name, usual[0] if usual else None)
        assert number.of(name) == (None if expected is None else int(expected))


def test_shards_fit_together() -> None:
    assert "0 to 1" in fault(SHARD_COUNT="2", SHARD_IDS="0,2")


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("sqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("sqlite+aiosqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("postgres://h/db", "postgresql+asyncpg://h/db"),
        ("postgresql://u:p@h:5432/db?ssl=require", "postgresql+asyncpg://u:p@h:5432/db?ssl=require"),
        ("postgres://u:p@h/db?sslmode=verify-full", "postgresql+asyncpg://u:p@h/db?ssl=verify-full"),
        (
            "postgres://h/db?sslmode=disable&prepared_statement_cache_size=0",
            "postgresql+asyncpg://h/db?ssl=disable&prepared_statement_cache_size=0",
        ),
        ("postgresql+asyncpg://h/db", "postgresql+asyncpg://h/db"),
    ],
)
def test_database_urls_are_completed(written: str, understood: str) -> None:
    assert load(DATABASE_URL=written).database_url.get_secret_value() == understood


@pytest.mark.parametrize(
    ("token", "hint"),
    [
        ("", "is missing"),
        ("   ", "is missing"),
        (f"Bot {SECRET}", "without the word “Bot”"),
        (f'"{SECRET}"', "quotation marks"),
        (f"“{SECRET}”", "quotation marks"),
        (f"{SECRET} {SECRET}", "a space or another"),
        (f"{SECRET}\n{SECRET}", "a space or another"),
        (f"{SECRET}令牌", "a space or another"),
    ],
)
def test_a_token_that_cannot_be_one(token: str, hint: str) -> None:
    settings = load(DISCORD_TOKEN=token)
    with pytest.raises(SettingsError) as caught:
        settings.require_token()
    line = caught.value.message_id.format(**caught.value.params)
    assert "DISCORD_TOKEN" in line
    assert hint in line
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("field", ENGINE_KEYS)
@pytest.mark.parametrize("written", [f"{SECRET} {SECRET}", f"{SECRET}\n{SECRET}", f"{SECRET}密钥"])
def test_a_key_that_cannot_be_one(field: str, written: str) -> None:
    with pytest.raises(SettingsError, match=f"{field.upper()} has a space or another") as caught:
        load(**{field.upper(): written}).key(field)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("field", ENGINE_KEYS)
def test_a_key_that_is_needed_and_missing(field: str) -> None:
    for written in ("", "  "):
        with pytest.raises(SettingsError) as caught:
            load(**{field.upper(): written}).require(field, "some", "https://keys.example")
        line = str(caught.value)
        assert line.startswith(f"{field.upper()} is missing, and the engine some needs it")
        assert "https://keys.example" in line
        assert caught.value.params["setting"] == field.upper()
    assert load(**{field.upper(): SECRET}).require(field, "some", "https://keys.example") == SECRET


def test_secrets_do_not_show() -> None:
    keys = {field.upper(): SECRET for field in ENGINE_KEYS}
    settings = load(DISCORD_TOKEN=SECRET, DATABASE_URL=f"postgresql://me:{SECRET}@host/db", **keys)
    assert SECRET not in f"{settings!r} {settings}"
    for name in ("DATABASE_URL", "DISCORD_API_BASE", "DISCORD_GATEWAY_URL", "GOOGLE_URL", "LIBRETRANSLATE_URL"):
        for url in (f"mysql://me:{SECRET}@host/db", f"https://me:{SECRET}@host:x/", f"postgresql://me:{SECRET}@/"):
            assert SECRET not in fault(**{name: url})


@given(st.sampled_from(sorted(Settings.model_fields)), st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_written_is_taken_or_explained(name: str, value: str) -> None:
    """No other error, and no line that cannot be rendered."""
    with suppress(SettingsError):
        try:
            Settings.load({name.upper(): value})
        except SettingsError as error:
            error.message_id.format(**error.params)
            raise


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [None, "", "localhost.example", "10.0.0.1", "0.0.0.0", "::", "1"])
def test_not_loopback(host: str | None) -> None:
    assert not is_loopback(host)


def test_the_example_shows_every_setting_with_its_default_and_no_other() -> None:
    shown = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    assert shown == {name.upper(): as_text(field.default) for name, field in Settings.model_fields.items()}


def test_the_example_explains_each_setting_in_both_languages() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    explained = re.findall(r"^# (.*)\n# (.*)\n(?:# )?([A-Z_]+)=", text, re.MULTILINE)
    assert {name: english for english, _, name in explained} == {
        name.upper(): field.description for name, field in Settings.model_fields.items()
    }
    for _, chinese, name in explained:
        assert re.search(r"[一-鿿].*。$", chinese), name


def test_the_example_can_be_used_as_it_is() -> None:
    lines = re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert Settings.load(dict(lines)) == load()


def test_the_default_engines_exist() -> None:
    assert set(load().translation_engines) <= set(ENGINE_NAMES)


def test_levels_are_of_modules_that_there_are() -> None:
    assert load(LOG_LEVELS="bot.engines=debug, cogs=WARNING").log_levels == (
        ("bot.engines", "DEBUG"),
        ("cogs", "WARNING"),
    )
    for wrong in ("bot.engines", "bot.engines=LOUD", "bot=DEBUG=INFO"):
        assert "bot.engines=DEBUG,cogs=WARNING" in fault(LOG_LEVELS=wrong)
    for unknown in ("discord", "bot.engine", "bot.engines.none.at.all", "", "bot..engines"):
        assert f"“{unknown}”" in fault(LOG_LEVELS=f"{unknown}=DEBUG")


def test_the_metrics_stay_on_this_machine_unless_told() -> None:
    assert (load().metrics_port, load().metrics_host) == (None, "127.0.0.1")
    for wrong in ("everywhere", "127.0.0.1:80", "http://127.0.0.1"):
        assert "IP address" in fault(METRICS_HOST=wrong)
