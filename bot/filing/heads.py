"""How a file begins: what it is, and the version of it."""

from typing import Any, Final, cast

from bot.errors import N_, UserError

_NEWER: Final = N_(
    "This file was made by a newer RedBridge: its version is {version}, and this RedBridge reads up to {known}. "
    "Ask the host to update RedBridge, or export the file from this one. Nothing was changed."
)
_NO_VERSION: Final = N_(
    "The file does not say a version that there ever was: “version” must be {known}. "
    "Export it anew; nothing was changed."
)


def require_head(value: Any, name: str, known: int, foreign: str) -> None:
    """Raise UserError unless a value is of a format and of a version up to `known`.

    Whatever else stands in a file of another format or version, it need not make sense here. foreign: the msgid for
    those of another format, with the place `{format}`.
    """
    given = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    if given.get("format") != name:
        raise UserError(foreign, format=name)
    version = given.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UserError(_NO_VERSION, known=known)
    if version > known:
        raise UserError(_NEWER, version=version, known=known)
