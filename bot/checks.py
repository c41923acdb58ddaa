"""What the text of a setting may look like; used by bot.settings.

Each check is a pydantic BeforeValidator: it takes what the environment holds and gives back the typed value, or raises
SettingsError, whose message names the setting and never holds its value. None means "not set" and passes.
"""

import importlib.util
import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import SplitResult, parse_qsl, urlsplit

from pydantic import BeforeValidator, ValidationInfo

from bot.errors import N_, SettingsError

T = TypeVar("T")

_LOOPBACK_SCHEMES: Final = frozenset({"http", "ws"})
_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_SSL_MODES: Final = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})


@dataclass(frozen=True, slots=True)
class PerEngine:
    """A number that may differ from engine to engine; None where there is none."""

    usual: int | None = None
    special: tuple[tuple[str, int], ...] = ()

    def of(self, engine: str) -> int | None:
        """The number of one engine."""
        return dict(self.special).get(engine, self.usual)

    def __str__(self) -> str:
        """As a host writes it: `8,llm=2`."""
        usual = [] if self.usual is None else [str(self.usual)]
        return ",".join([*usual, *(f"{engine}={value}" for engine, value in self.special)])


def name_of(info: ValidationInfo) -> str:
    """The environment variable of the field that is being validated."""
    return (info.field_name or "").upper()


def check(parse: Callable[[str, str], Any]) -> BeforeValidator:
    """Make a validator of `parse(text, setting)`; whatever is no text comes from code and is left as it is."""

    def validate(value: object, info: ValidationInfo) -> object:
        return parse(value.strip(), name_of(info)) if isinstance(value, str) else value

    return BeforeValidator(validate)


def number(kind: Callable[[str], float], least: float, most: float) -> BeforeValidator:
    """A number of `kind` (int or float) from `least` to `most`."""

    def parse(text: str, setting: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            whole = N_("{setting} must be a whole number from {least} to {most}.")
            any_number = N_("{setting} must be a number from {least} to {most}.")
            raise SettingsError(whole if kind is int else any_number, setting=setting, least=least, most=most)
        return value

    return check(parse)


def per_engine(engines: Sequence[str], least: int, most: int) -> BeforeValidator:
    """A whole number for all engines, numbers for some (`llm=2`), or both, with commas; a PerEngine."""

    def fault(setting: str) -> SettingsError:
        form = N_("{setting} must hold whole numbers from {least} to {most}: one for every engine, or like {form}.")
        return SettingsError(form, setting=setting, least=least, most=most, form="8,google=4")

    def parse(text: str, setting: str) -> PerEngine:
        usual: int | None = None
        special: dict[str, int] = {}
        for word in words(text.lower()):
            engine, equals, amount = (part.strip() for part in word.rpartition("="))
            if not (amount.isascii() and amount.isdigit() and len(amount) <= 15 and least <= int(amount) <= most):
                raise fault(setting)
            if engine and engine not in engines:
                raise unknown_engine(setting, engine, engines)
            if engine:
                special[engine] = int(amount)
            elif equals or usual is not None:
                raise fault(setting)
            else:
                usual = int(amount)
        return PerEngine(usual, tuple(special.items()))

    return check(parse)


def unknown_engine(setting: str, engine: str, engines: Sequence[str]) -> SettingsError:
    """The error for a name that is no engine's."""
    return SettingsError(
        N_("{setting} names the engine “{engine}”, which RedBridge does not have. Known engines: {known}."),
        setting=setting,
        engine=engine[:24],
        known=", ".join(engines),
    )


def one_of(*choices: str) -> BeforeValidator:
    """One of a few words, in any case."""

    def parse(text: str, setting: str) -> str:
        known = {choice.lower(): choice for choice in choices}
        if text.lower() not in known:
            raise SettingsError(N_("{setting} must be one of: {choices}."), setting=setting, choices=", ".join(choices))
        return known[text.lower()]

    return check(parse)


def log_levels(levels: Sequence[str]) -> BeforeValidator:
    """Levels of modules: `bot.engines=DEBUG,cogs=WARNING`. Only of RedBridge's own: others write people's messages."""

    def parse(text: str, setting: str) -> tuple[tuple[str, str], ...]:
        chosen: dict[str, str] = {}
        for word in words(text):
            module, _, level = (part.strip() for part in word.partition("="))
            if level.upper() not in levels:
                raise SettingsError(
                    N_("{setting} must look like {form}. Levels: {choices}."),
                    setting=setting,
                    form="bot.engines=DEBUG,cogs=WARNING",
                    choices=", ".join(levels),
                )
            if not _is_own(module):
                raise SettingsError(
                    N_("{setting} names the module “{module}”, which RedBridge does not have."),
                    setting=setting,
                    module=module[:40],
                )
            chosen[module] = level.upper()
        return tuple(chosen.items())

    return check(parse)


def _is_own(module: str) -> bool:
    if module.partition(".")[0] not in {"bot", "cogs"} or not all(part.isidentifier() for part in module.split(".")):
        return False
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def address(text: str, setting: str) -> str:
    """An IP address on which one can listen."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise SettingsError(
            N_("{setting} must be an IP address of this machine, like 127.0.0.1 or 0.0.0.0."), setting=setting
        ) from None


def words(text: str) -> tuple[str, ...]:
    """The items of a comma list, each once, in order."""
    return tuple(dict.fromkeys(filter(None, (word.strip() for word in text.split(",")))))


def shard_ids(text: str, setting: str) -> tuple[int, ...]:
    """A comma list of shard numbers from 0."""
    if not words(text) or not all(word.isascii() and word.isdigit() for word in words(text)):
        raise SettingsError(N_("{setting} must list shard numbers from 0, with commas: 0,1,2."), setting=setting)
    return tuple(int(word) for word in words(text))


def folder(text: str, setting: str) -> str:
    """The path of a folder, which need not exist yet."""
    if not text.isprintable():
        raise SettingsError(N_("{setting} must be the path of a folder. Look for typing errors."), setting=setting)
    return text


def endpoint(*schemes: str) -> BeforeValidator:
    """A base URL with one of `schemes`; unencrypted ones only on this machine."""

    def parse(text: str, setting: str) -> str:
        url = _split(text, setting)
        if url.scheme not in schemes or not url.hostname:
            form = f"{schemes[0]}://…"
            raise SettingsError(
                N_("{setting} must be a full address that begins like {form}"), setting=setting, form=form
            )
        if url.query or url.fragment or url.username is not None:
            raise SettingsError(N_("{setting} must hold no user name, no “?” and no “#”."), setting=setting)
        if url.scheme in _LOOPBACK_SCHEMES and not is_loopback(url.hostname):
            secure = schemes[0]
            raise SettingsError(
                N_("{setting} must begin with {secure}://, because tokens and texts travel there over the network."),
                setting=setting,
                secure=secure,
            )
        return text

    return check(parse)


def is_loopback(host: str | None) -> bool:
    """Whether a host name can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def database_url(text: str, setting: str) -> str:
    """A SQLAlchemy URL of SQLite (a file) or PostgreSQL, completed with the driver that RedBridge uses."""
    scheme, _, rest = text.partition("://")
    driver = _DRIVERS.get(scheme.lower())
    if driver is None:
        raise SettingsError(
            N_("{setting} must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://"), setting=setting
        )
    if driver.startswith("sqlite"):
        if not rest.startswith("/") or not rest.strip("/") or ":memory:" in rest or "?" in rest:
            raise SettingsError(
                N_("{setting} must name a file and nothing more, like sqlite+aiosqlite:///data/redbridge.db"),
                setting=setting,
            )
    elif not _split(text, setting).hostname or not _split(text, setting).path.strip("/"):
        raise SettingsError(
            N_("{setting} must name a server and a database, like postgresql+asyncpg://user:password@host/redbridge"),
            setting=setting,
        )
    else:
        rest = _with_options(rest, setting)
    return f"{driver}://{rest}"


def _with_options(rest: str, setting: str) -> str:
    """The options of a PostgreSQL URL in the driver's words: what others call `sslmode`, it calls `ssl`."""
    place, _, query = rest.partition("?")
    options: list[str] = []
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name == "prepared_statement_cache_size" and value.isdecimal():
            options.append(f"{name}={value}")
        elif name in {"ssl", "sslmode"} and value in _SSL_MODES:
            options.append(f"ssl={value}")
        else:
            raise SettingsError(
                N_("{setting} may say sslmode=require, or another sslmode, after the “?”, and nothing else."),
                setting=setting,
            )
    return f"{place}?{'&'.join(options)}" if options else place


def _split(text: str, setting: str) -> SplitResult:
    """Parse a URL strictly: urlsplit alone drops line breaks and looks at the port only when asked."""
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        url = None
    if url is None or not text.isprintable() or " " in text:
        raise SettingsError(N_("{setting} is not an address. Look for typing errors."), setting=setting)
    return url
