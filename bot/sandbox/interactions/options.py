"""From what a member types to the options that Discord sends."""

from typing import Any

from bot.sandbox.forms import command as c
from bot.sandbox.interactions.resolve import Resolver
from bot.sandbox.refusal import Refused
from bot.sandbox.wire import Json

_BOUNDS = 2**53


def is_called(thing: Json, name: str, locale: str) -> bool:
    """Whether a command, option or choice has this name, in English or as this locale shows it."""
    local: Json = thing.get("name_localizations") or {}
    return name in (thing["name"], local.get(locale))


def fill(options: list[Json], values: dict[str, Any], locale: str, resolver: Resolver) -> list[Json]:
    """The options with the values a member gave. Raises Refused for what Discord's client would not send."""
    left = dict(values)
    filled: list[Json] = []
    for option in options:
        name = next((key for key in left if is_called(option, key, locale)), None)
        if name is not None:
            filled.append(_filled(option, left.pop(name), locale, resolver))
        elif option.get("required"):
            raise Refused(f"the option {option['name']} is required")
    if left:
        raise Refused(f"there is no option {', '.join(left)}")
    return filled


def partial(options: list[Json], values: dict[str, Any], focused: str, locale: str) -> list[Json]:
    """The options as they stand while a member types into `focused`. Raises Refused if that does not autocomplete."""
    filled: list[Json] = []
    for option in options:
        name = next((key for key in values if is_called(option, key, locale)), None)
        if name is None:
            continue
        entry: Json = {"name": option["name"], "type": option["type"], "value": values[name]}
        if is_called(option, focused, locale):
            if not option.get("autocomplete"):
                raise Refused(f"the option {focused} does not autocomplete")
            entry["focused"] = True
        filled.append(entry)
    if not any("focused" in entry for entry in filled):
        raise Refused(f"there is no option {focused}")
    return filled


def _filled(option: Json, value: Any, locale: str, resolver: Resolver) -> Json:
    kind = option["type"]
    if option.get("choices"):
        value = _choice(option, value, locale)
    elif kind == c.STRING:
        value = _text(option, value)
    elif kind in (c.INTEGER, c.NUMBER):
        value = _number(option, value)
    elif kind == c.BOOLEAN:
        value = value if isinstance(value, bool) else str(value).lower() in ("true", "yes", "1")
    else:
        value = resolver.snowflake(kind, value, option.get("channel_types") or ())
    return {"name": option["name"], "type": kind, "value": value}


def _choice(option: Json, value: Any, locale: str) -> Any:
    for choice in option["choices"]:
        if choice["value"] == value or is_called(choice, str(value), locale) or str(choice["value"]) == str(value):
            return choice["value"]
    offered = ", ".join(str(choice["name"]) for choice in option["choices"])
    raise Refused(f"{value!r} is not among the choices of {option['name']}: {offered}")


def _text(option: Json, value: Any) -> str:
    text = str(value)
    low, high = option.get("min_length") or 0, option.get("max_length") or 6000
    if not low <= len(text) <= high or not text:
        raise Refused(f"{option['name']} takes {max(1, low)} to {high} characters")
    return text


def _number(option: Json, value: Any) -> int | float:
    try:
        number = float(value)
    except ValueError:
        raise Refused(f"{option['name']} takes a number, not {value!r}") from None
    low, high = option.get("min_value"), option.get("max_value")
    if not (-_BOUNDS if low is None else low) <= number <= (_BOUNDS if high is None else high):
        raise Refused(f"{option['name']} takes a number from {low} to {high}")
    return int(number) if option["type"] == c.INTEGER else number
