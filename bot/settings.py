"""Every setting, typed, from the environment and the file `.env` of the working directory.

Built once, in a command of the command line, and handed on. `.env.example` shows each setting with its default.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from bot import checks
from bot.engines.registry import ENGINE_NAMES
from bot.engines.settings import EngineSettings
from bot.errors import N_, SettingsError

MOST_SHARDS: Final = 16_384
MOST_CHARACTERS: Final = 10**12
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOG_FORMATS: Final = ("auto", "text", "json")
DETECTORS: Final = ("lite", "langdetect")


def _engines(text: str, setting: str) -> tuple[str, ...]:
    chosen = checks.words(text.lower())
    if not chosen:
        known = ", ".join(ENGINE_NAMES)
        raise SettingsError(N_("{setting} names no engine. Known engines: {known}."), setting=setting, known=known)
    for engine in chosen:
        if engine not in ENGINE_NAMES:
            raise checks.unknown_engine(setting, engine, ENGINE_NAMES)
    return chosen


class Settings(EngineSettings):
    """The settings of one process; immutable. Each field is the environment variable of the same name."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    discord_token: SecretStr | None = Field(
        default=None, description="The bot's token, from the Bot page of https://discord.com/developers/applications."
    )
    discord_api_base: Annotated[str, checks.endpoint("https", "http")] = Field(
        default="https://discord.com/api/v10", description="Where Discord's REST API is; change it for a proxy."
    )
    discord_gateway_url: Annotated[str | None, checks.endpoint("wss", "ws")] = Field(
        default=None, description="Where Discord's gateway is; empty means where the REST API says."
    )
    discord_cdn_base: Annotated[str, checks.endpoint("https", "http")] = Field(
        default="https://cdn.discordapp.com", description="Where Discord keeps pictures and attachments."
    )
    database_url: Annotated[SecretStr, checks.check(checks.database_url)] = Field(
        default=SecretStr("sqlite+aiosqlite:///data/redbridge.db"),
        description="The database: a SQLite file, or a PostgreSQL server (postgresql+asyncpg://user:password@host/name).",
    )
    translation_engines: Annotated[tuple[str, ...], NoDecode, checks.check(_engines)] = Field(
        default=("google", "gloss"), description="The translation engines, in the order in which they are asked."
    )
    engine_at_once: Annotated[checks.PerEngine, NoDecode, checks.per_engine(ENGINE_NAMES, 1, 64)] = Field(
        default=checks.PerEngine(8),
        description="How many texts an engine may be working on at the same time: one number for all, or 8,llm=2.",
    )
    budget_engine: Annotated[checks.PerEngine, NoDecode, checks.per_engine(ENGINE_NAMES, 0, MOST_CHARACTERS)] = Field(
        default=checks.PerEngine(),
        description="How many characters a day (UTC) an engine may be sent, such as google=200000; empty: any number.",
    )
    budget_guild: Annotated[int | None, checks.number(int, 0, MOST_CHARACTERS)] = Field(
        default=None,
        description="How many characters a day may be sent away for one server; empty: any number.",
    )
    budget_member: Annotated[int | None, checks.number(int, 0, MOST_CHARACTERS)] = Field(
        default=None,
        description="How many characters a day may be sent away for one member; empty: any number.",
    )
    cache_entries: Annotated[int, checks.number(int, 0, 1_000_000)] = Field(
        default=10_000,
        description="How many translations are kept in memory, and ten times as many in the database; 0 keeps none.",
    )
    cache_days: Annotated[int, checks.number(int, 1, 365)] = Field(
        default=30, description="For how many days a translation is kept."
    )
    forget_members_days: Annotated[int, checks.number(int, 0, 3650)] = Field(
        default=30, description="After how many days members who left a server are forgotten there."
    )
    forget_servers_days: Annotated[int, checks.number(int, 0, 3650)] = Field(
        default=30, description="After how many days a server that the bot was taken out of is forgotten."
    )
    backup_folder: Annotated[str | None, checks.check(checks.folder)] = Field(
        default=None, description="Where copies of the SQLite database are kept; empty means that none are made."
    )
    backup_hours: Annotated[int, checks.number(int, 1, 24 * 365)] = Field(
        default=24, description="After how many hours the next copy is made."
    )
    backup_keep: Annotated[int, checks.number(int, 1, 1000)] = Field(
        default=7, description="How many copies are kept; older ones are removed."
    )
    language_detector: Annotated[str, checks.one_of(*DETECTORS)] = Field(
        default="lite", description="What tells languages apart: lite (fast, and right more often) or langdetect."
    )
    shard_count: Annotated[int | None, checks.number(int, 1, MOST_SHARDS)] = Field(
        default=None,
        description="How many shards the bot has over all its processes; empty means what Discord advises.",
    )
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode, checks.check(checks.shard_ids)] = Field(
        default=None, description="The shards of this process, such as 0,1; empty means all of them."
    )
    log_level: Annotated[str, checks.one_of(*LOG_LEVELS)] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING, ERROR or CRITICAL."
    )
    log_format: Annotated[str, checks.one_of(*LOG_FORMATS)] = Field(
        default="auto", description="How it is logged: text, json, or auto (text on a terminal, json elsewhere)."
    )
    log_levels: Annotated[tuple[tuple[str, str], ...], NoDecode, checks.log_levels(LOG_LEVELS)] = Field(
        default=(), description="Other levels for some modules, such as bot.engines=DEBUG,cogs=WARNING; empty: none."
    )
    metrics_port: Annotated[int | None, checks.number(int, 1, 65_535)] = Field(
        default=None, description="A port for Prometheus (/metrics) and for health checks; empty means none."
    )
    metrics_host: Annotated[str, checks.check(checks.address)] = Field(
        default="127.0.0.1", description="The address of that port; 0.0.0.0 lets other machines and containers read."
    )
    control_port: Annotated[int | None, checks.number(int, 1, 65_535)] = Field(
        default=None, description="A port for tests to steer the bot; only beside the sandbox, empty means none."
    )

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the process's environment and, for what it lacks, `.env`; or only `environ`, if given.

        An empty value stands for the default. Raises SettingsError.
        """
        try:
            return cls() if environ is None else cls(**cls._given(environ))
        except UnicodeDecodeError:
            fault = N_("The file {setting} is not UTF-8 text. Save it again with the encoding UTF-8.")
        except OSError:
            fault = N_("The file {setting} cannot be read. Give the user that runs RedBridge permission to read it.")
        raise SettingsError(fault, setting=".env")

    @classmethod
    def _given(cls, environ: Mapping[str, str]) -> dict[str, Any]:
        """Values for every field, so that nothing is left to be looked up in the process's environment."""
        defaults = {name: field.default for name, field in cls.model_fields.items()}
        chosen = {name.lower(): value for name, value in environ.items() if value and name.lower() in defaults}
        return {**defaults, **chosen, "_env_file": None}

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        self._check_shards()
        if self.control_port is not None and not checks.is_loopback(urlsplit(self.discord_api_base).hostname):
            raise SettingsError(
                N_("{setting} is for tests on this machine. Leave it empty, or point DISCORD_API_BASE at the sandbox."),
                setting="CONTROL_PORT",
            )
        return self

    def _check_shards(self) -> None:
        if self.shard_ids is None:
            return
        if self.shard_count is None:
            raise SettingsError(N_("{setting} needs SHARD_COUNT, the number of all shards."), setting="SHARD_IDS")
        if max(self.shard_ids) >= self.shard_count:
            raise SettingsError(
                N_("{setting} must stay below SHARD_COUNT: the shards of {count} are 0 to {last}."),
                setting="SHARD_IDS",
                count=self.shard_count,
                last=self.shard_count - 1,
            )

    def require_token(self) -> str:
        """The token, for a bot that goes to Discord; raises SettingsError if it is missing or cannot be one."""
        token = self.discord_token.get_secret_value().strip() if self.discord_token else ""
        if not token:
            raise SettingsError(
                N_(
                    "{setting} is missing. Put the token from the Bot page of {page} into .env. "
                    "To try RedBridge without one: make sandbox"
                ),
                setting="DISCORD_TOKEN",
                page="https://discord.com/developers/applications",
            )
        fault = _token_fault(token)
        if fault:
            raise SettingsError(fault, setting="DISCORD_TOKEN")
        return token


def _token_fault(token: str) -> str | None:
    if token.lower().startswith("bot "):
        return N_("{setting} must be the token alone, without the word “Bot” before it.")
    if any(quote in token for quote in "\"'“”‘’"):
        return N_("{setting} has quotation marks in it. Leave them out.")
    if not (token.isascii() and token.isprintable()) or " " in token:
        return N_("{setting} has a space or another foreign character in it. Copy the token again, as a whole.")
    return None
