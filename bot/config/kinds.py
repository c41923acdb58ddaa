"""What a setting can hold, and what is accepted for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from bot.errors import N_, UserError

# A channel or a role is its id; several choices are a tuple of them; None is: nothing chosen.
Value = str | int | bool | tuple[str, ...] | None

_NOT_CHANNEL: Final = N_("“{typed}” is no id of a channel. Leave it as the export wrote it, or empty for none.")
_NOT_ROLE: Final = N_("“{typed}” is no id of a role. Leave it as the export wrote it, or empty for none.")
_NOT_SWITCH: Final = N_("“{typed}” is neither true nor false.")
_NOT_CHOICE: Final = N_("“{typed}” is none of these: {known}.")
_NOT_NUMBER: Final = N_("“{typed}” is no whole number from {least} to {most}.")
_NOT_TIME: Final = N_("“{typed}” is no time of day. Write it like 20:00, from 00:00 to 23:59.")
_NOT_ZONE: Final = N_("RedBridge knows no time zone “{typed}”. Give a large city, or a name such as Asia/Shanghai.")
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")
_LARGEST_ID: Final = 2**63 - 1
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel or none. needed: flags of the permissions without which RedBridge could not use it."""

    needed: tuple[str, ...]

    def accept(self, typed: object) -> Value:
        """Its id. Raises UserError."""
        return _id(typed, _NOT_CHANNEL)


@dataclass(frozen=True, slots=True)
class Role:
    """A role that RedBridge gives, or none."""

    def accept(self, typed: object) -> Value:
        """Its id. Raises UserError."""
        return _id(typed, _NOT_ROLE)


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def accept(self, typed: object) -> Value:
        """The same. Raises UserError."""
        if not isinstance(typed, bool):
            raise UserError(_NOT_SWITCH, typed=_shown(typed))
        return typed


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several words. options: msgids, by word."""

    options: Mapping[str, str]

    def accept(self, typed: object) -> Value:
        """The word. Raises UserError."""
        if not isinstance(typed, str) or typed not in self.options:
            raise UserError(_NOT_CHOICE, typed=_shown(typed), known=", ".join(self.options))
        return typed


@dataclass(frozen=True, slots=True)
class Several:
    """Any of several names, in an order that counts; none of them: what the host chose."""

    names: Sequence[str]

    def accept(self, typed: object) -> Value:
        """The names. Raises UserError."""
        if typed is None:
            return None
        given = list(cast("Sequence[object]", typed)) if isinstance(typed, list | tuple) else [typed]
        for name in given:
            if name not in self.names:
                raise UserError(_NOT_CHOICE, typed=_shown(name), known=", ".join(self.names))
        return tuple(dict.fromkeys(map(str, given))) or None


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    least: int
    most: int

    def accept(self, typed: object) -> Value:
        """The number, from digits as well. Raises UserError."""
        digits = str(typed).strip() if isinstance(typed, int | str) and not isinstance(typed, bool) else ""
        # Not isdigit(): that takes ² for a digit, which int() does not.
        if not digits.isdecimal() or len(digits) > len(str(self.most)) or not self.least <= int(digits) <= self.most:
            raise UserError(_NOT_NUMBER, typed=_shown(typed), least=self.least, most=self.most)
        return int(digits)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """Hours and minutes, as `20:00`."""

    def accept(self, typed: object) -> Value:
        """The time, with two digits each. Raises UserError."""
        found = _TIME.fullmatch(typed.strip()) if isinstance(typed, str) else None
        if found is None:
            raise UserError(_NOT_TIME, typed=_shown(typed))
        return f"{int(found[1]):02}:{found[2]}"


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its IANA name. find: what people call one."""

    find: Callable[[str], str | None]

    def accept(self, typed: object) -> Value:
        """Its IANA name. Raises UserError."""
        found = self.find(typed) if isinstance(typed, str) else None
        if found is None:
            raise UserError(_NOT_ZONE, typed=_shown(typed))
        return found


Kind = Channel | Role | Switch | Choice | Several | Number | TimeOfDay | Zone


def _id(typed: object, refusal: str) -> int | None:
    if typed is None or typed == "":
        return None
    number = int(typed) if isinstance(typed, int | str) and str(typed).isdecimal() and len(str(typed)) <= 20 else 0
    if isinstance(typed, bool) or not 0 < number <= _LARGEST_ID:
        raise UserError(refusal, typed=_shown(typed))
    return number


def _shown(typed: object) -> str:
    text = str(typed)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
