"""Settings of a server as a file, for keeping or for another server."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import Field, ValidationError

from bot.config.kinds import Channel, Role, Value
from bot.config.setting import Setting
from bot.errors import N_, UserError
from bot.filing.heads import require_head
from bot.filing.mistakes import problems_of
from bot.filing.parts import Part, Place
from bot.filing.problems import BadFileError, Problem
from bot.filing.strict import decoded, parsed
from bot.translation.types import Mode

FORMAT: Final = "redbridge.settings"
VERSION: Final = 1
# The most that is read. It has room for many times what servers write.
MOST_BYTES: Final = 256 * 1024
_MOST_CHANNELS: Final = 1000
_FOREIGN: Final = N_(
    'This is no file of a server\'s settings: it must begin with `"format": "{format}"`. '
    "`/redbridge export` makes one. Nothing was changed."
)
_NO_SETTING: Final = N_("RedBridge has no such setting. Take it out, or look for a typo.")
_NO_PLACE: Final = N_('A channel or a role is written with its name: {{"name": "general"}}, or null for none.')
_NO_MODE: Final = N_("“{typed}” is none of these: {known}.")


class ModePart(Part):
    """How one channel is translated."""

    channel: Place
    mode: str


class Document(Part):
    """The file. settings: by key; those that it does not name stay as they are."""

    format: str
    version: int
    server: Annotated[str, Field(max_length=100)] = ""
    settings: dict[str, Any] = Field(default_factory=dict[str, Any])
    channels: Annotated[list[ModePart], Field(max_length=_MOST_CHANNELS)] = Field(default_factory=list[ModePart])


@dataclass(frozen=True, slots=True)
class Wish:
    """What a file says of a setting. place: the channel or role that it names; else `value` is meant as it stands."""

    setting: Setting
    value: Value = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that a file says. modes: channels, each with its mode."""

    settings: Sequence[Wish]
    modes: Sequence[tuple[Place, Mode]]


def write(
    server: str,
    values: Sequence[tuple[Setting, Value]],
    modes: Mapping[int, Mode],
    names: Mapping[int, str],
) -> bytes:
    """The file of a server. names: of its channels and roles, by id; what has none any more is left out."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "server": server[:100],
        "settings": {setting.key: _written(setting, value, names) for setting, value in values},
        "channels": [
            {"channel": _place(channel_id, names), "mode": mode.value}
            for channel_id, mode in sorted(modes.items())
            if channel_id in names
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes, settings: Mapping[str, Setting]) -> Wishes:
    """What a file says. Raises UserError where it is no such file, BadFileError with all that is wrong in it."""
    value = parsed(decoded(data))
    require_head(value, FORMAT, VERSION, _FOREIGN)
    try:
        document = Document.model_validate(value)
    except ValidationError as error:
        problems: Sequence[Problem] = problems_of(error)
    else:
        return _wishes(document, settings)
    raise BadFileError(problems)


def _wishes(document: Document, settings: Mapping[str, Setting]) -> Wishes:
    wishes, problems = list[Wish](), list[Problem]()
    for key, typed in document.settings.items():
        path = f"settings.{key[:60]}"
        if key not in settings:
            problems.append(Problem(path, _NO_SETTING))
            continue
        try:
            wishes.append(_wish(settings[key], typed))
        except UserError as error:
            problems.append(Problem(path, error.message_id, dict(error.params)))
    modes: list[tuple[Place, Mode]] = []
    for number, part in enumerate(document.channels):
        if part.mode in set(Mode):
            modes.append((part.channel, Mode(part.mode)))
        else:
            known = ", ".join(mode.value for mode in Mode)
            problems.append(Problem(f"channels.{number}.mode", _NO_MODE, {"typed": part.mode[:40], "known": known}))
    if problems:
        raise BadFileError(problems)
    return Wishes(wishes, modes)


def _wish(setting: Setting, typed: Any) -> Wish:
    if isinstance(setting.kind, Channel | Role) and typed is not None:
        try:
            return Wish(setting, place=Place.model_validate(typed))
        except ValidationError:
            pass
        raise UserError(_NO_PLACE)
    return Wish(setting, setting.kind.accept(typed))


def _written(setting: Setting, value: Value, names: Mapping[int, str]) -> Any:
    if isinstance(setting.kind, Channel | Role):
        return _place(value, names) if isinstance(value, int) and value in names else None
    return list(value) if isinstance(value, tuple) else value


def _place(place_id: int, names: Mapping[int, str]) -> dict[str, str]:
    return {"id": str(place_id), "name": names[place_id]}
