"""What both databases take as text: everything but NUL, which PostgreSQL refuses, and halves of letters."""

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from sqlalchemy import Connection, Engine, event

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_INSTEAD: Final = "\ufffd"


def make_storable(engine: Engine) -> None:
    """Let every text of an engine's statements have U+FFFD where it could not be stored, also in what is looked for."""

    def on_execute(
        _: Connection,
        __: Any,
        statement: str,
        parameters: Any,
        ___: Any,
        many: bool,  # noqa: FBT001
    ) -> tuple[str, Any]:
        return statement, [_storable(each) for each in parameters] if many else _storable(parameters)

    event.listen(engine, "before_cursor_execute", on_execute, retval=True)


def _storable(parameters: Any) -> Any:
    """One row's values, by name or by place."""
    if isinstance(parameters, Mapping):
        by_name = cast("Mapping[str, Any]", parameters)
        return {name: _mended(value) for name, value in by_name.items()}
    return tuple(_mended(value) for value in parameters)


def _mended(value: Any) -> Any:
    return _UNSTORABLE.sub(_INSTEAD, value) if isinstance(value, str) else value
