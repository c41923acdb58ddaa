"""Collecting what is wrong with a body."""

from typing import Any, cast

from bot.sandbox.http.errors import ApiError
from bot.sandbox.wire import Json

Path = tuple[str | int, ...]


class Form:
    """Errors of one body by path. `finish` raises them as Discord's 50035."""

    def __init__(self) -> None:
        self._errors: Json = {}

    def error(self, path: Path, code: str, message: str) -> None:
        """Note an error at a path such as ("embeds", 0, "title")."""
        node = self._errors
        for part in path:
            node = cast("Json", node.setdefault(str(part), {}))
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def finish(self) -> None:
        """ApiError if anything was wrong."""
        if self._errors:
            raise ApiError(400, 50035, "Invalid Form Body", self._errors)

    def text(  # noqa: PLR0913 - one check, its bounds by name
        self, data: Json, key: str, path: Path, *, low: int = 0, high: int, required: bool = False
    ) -> str | None:
        """A string of `low` to `high` characters, or None if it is not there."""
        value: Any = data.get(key)
        where = (*path, key)
        if value is None:
            if required:
                self.error(where, "BASE_TYPE_REQUIRED", "This field is required")
            return None
        if not isinstance(value, str):
            self.error(where, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return None
        if len(value) > high or len(value) < low:
            self._length(where, low, high, too_long=len(value) > high)
        return value

    def _length(self, where: Path, low: int, high: int, *, too_long: bool) -> None:
        if low:
            self.error(where, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        elif too_long:
            self.error(where, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def number(self, data: Json, key: str, path: Path, *, low: int, high: int) -> int | None:
        """An integer between two bounds, or None if it is not there."""
        value: Any = data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.error((*path, key), "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return None
        if value > high:
            self.error((*path, key), "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
        elif value < low:
            self.error((*path, key), "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        return value

    def choice(self, data: Json, key: str, path: Path, choices: tuple[Any, ...]) -> Any:
        """One of several values, or None if it is not there or none of them."""
        value: Any = data.get(key)
        if value is None:
            return None
        if value not in choices:
            self.error((*path, key), "BASE_TYPE_CHOICES", f"Value must be one of {set(choices)}.")
            return None
        return value

    def snowflake(self, data: Json, key: str, path: Path) -> int | None:
        """An id, or None if it is not there."""
        value: Any = data.get(key)
        if value is None:
            return None
        if not str(value).isdecimal():
            self.error((*path, key), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
            return None
        return int(value)

    def ids(self, data: Json, key: str, path: Path) -> list[int]:
        """A list of ids; empty if it is not there."""
        value: Any = data.get(key) or []
        listed = cast("list[Any]", value) if isinstance(value, list) else [value]
        if all(str(each).isdecimal() for each in listed):
            return [int(each) for each in listed]
        self.error((*path, key), "NUMBER_TYPE_COERCE", "Not all values are snowflakes.")
        return []

    def bits(self, data: Json, key: str, path: Path) -> int:
        """A number that stands for flags or permissions; 0 if it is not there."""
        value: Any = data.get(key) or 0
        if not str(value).isdecimal():
            self.error((*path, key), "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return 0
        return int(value)

    def items(self, data: Json, key: str, path: Path, *, most: int) -> list[Json]:
        """A list of at most so many objects; empty if it is not there."""
        value: Any = data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.error((*path, key), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        entries = cast("list[Any]", value)
        if len(entries) > most:
            self.error((*path, key), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        for index, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self.error((*path, key, index), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
                return []
        return cast("list[Json]", entries)
