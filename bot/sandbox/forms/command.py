"""Application commands: Discord's rules for names, descriptions, options and choices."""

import re
from typing import Any, cast

from bot.sandbox.forms.form import Form, Path
from bot.sandbox.wire import Json, entries

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 9, 10, 11

MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
OPTIONS = CHOICES = 25
TOTAL = 8000
LOCALES = frozenset({
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
})  # fmt: skip
# Letters of any script, digits, hyphen, underscore and apostrophes; \w covers the marks of Devanagari and Thai badly,
# so combining vowels of both are named.
_NAME = re.compile(r"[-_'’\w\u0900-\u097F\u0E00-\u0E7F]{1,32}")


def check(form: Form, command: Json, path: Path = ()) -> None:
    """Note everything that is wrong with a command."""
    kind = command.get("type") or SLASH
    _named(form, command, path, slash=kind == SLASH)
    _places(form, command, path)
    if kind == SLASH:
        _described(form, command, path, required=True)
        _options(form, command, path, (SUBCOMMAND, GROUP))
        if _weight(command) > TOTAL:
            message = f"Command exceeds maximum size ({TOTAL})"
            form.error(path, "APPLICATION_COMMAND_TOO_LARGE", message)
    elif command.get("description"):
        message = "Context menu commands cannot have description"
        form.error((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message)


def _places(form: Form, command: Json, path: Path) -> None:
    for key, known in (("integration_types", (0, 1)), ("contexts", (0, 1, 2))):
        value: Any = command.get(key)
        if value is None:
            continue
        listed = cast("list[Any]", value) if isinstance(value, list) else []
        if not listed or len(set(map(str, listed))) < len(listed):
            form.error((*path, key), "BASE_TYPE_BAD_LENGTH", "Must be a list of different values, and not empty.")
        for index, each in enumerate(listed):
            if each not in known:
                form.error((*path, key, index), "BASE_TYPE_CHOICES", f"Value must be one of {set(known)}.")


def check_all(form: Form, commands: list[Json]) -> None:
    """Check the commands of one scope together: each, their number, and that no name stands twice."""
    seen: set[tuple[int, str]] = set()
    numbers = dict.fromkeys(MOST, 0)
    for index, command in enumerate(commands):
        check(form, command, (index,))
        kind = command.get("type") or SLASH
        numbers[kind] = numbers.get(kind, 0) + 1
        key = (kind, str(command.get("name")))
        if key in seen:
            message = "Application command names must be unique"
            form.error((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
    for kind, most in MOST.items():
        if numbers[kind] > most:
            form.error((), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def _named(form: Form, thing: Json, path: Path, *, slash: bool) -> None:
    name = form.text(thing, "name", path, low=1, high=32, required=True)
    _name(form, name, (*path, "name"), slash=slash)
    for locale, local in _localized(form, thing, "name_localizations", path):
        _name(form, local, (*path, "name_localizations", locale), slash=slash)


def _name(form: Form, name: Any, where: Path, *, slash: bool) -> None:
    if not isinstance(name, str) or not 1 <= len(name) <= 32:
        form.error(where, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
    elif slash and (not _NAME.fullmatch(name) or name != name.lower()):
        form.error(where, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _described(form: Form, thing: Json, path: Path, *, required: bool) -> None:
    form.text(thing, "description", path, low=1, high=100, required=required)
    for locale, local in _localized(form, thing, "description_localizations", path):
        if not isinstance(local, str) or not 1 <= len(local) <= 100:
            where = (*path, "description_localizations", locale)
            form.error(where, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")


def _localized(form: Form, thing: Json, key: str, path: Path) -> list[tuple[str, Any]]:
    texts: Json = thing.get(key) or {}
    for locale in texts:
        if locale not in LOCALES:
            form.error((*path, key, locale), "BASE_TYPE_CHOICES", f"Value must be one of {sorted(LOCALES)}.")
    return list(texts.items())


def _options(form: Form, owner: Json, path: Path, nested: tuple[int, ...]) -> None:
    options = form.items(owner, "options", path, most=OPTIONS)
    names: set[str] = set()
    optional = False
    for index, option in enumerate(options):
        where = (*path, "options", index)
        _option(form, option, where, nested)
        if option.get("required") and optional:
            message = "Required options must be placed before non-required options"
            form.error(where, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional = optional or not option.get("required")
        if option.get("name") in names:
            message = "The option name is already used"
            form.error((*path, "options"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        names.add(str(option.get("name")))
    kinds = {option.get("type") in (SUBCOMMAND, GROUP) for option in options}
    if len(kinds) > 1:
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        form.error((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)


def _option(form: Form, option: Json, path: Path, nested: tuple[int, ...]) -> None:
    kind = form.number(option, "type", path, low=1, high=11)
    _named(form, option, path, slash=True)
    _described(form, option, path, required=True)
    if kind in (SUBCOMMAND, GROUP):
        if kind not in nested:
            message = "Groups hold sub-commands, and sub-commands hold neither"
            form.error((*path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
        _options(form, option, path, (SUBCOMMAND,) if kind == GROUP else ())
    else:
        _choices(form, option, path, kind or STRING)


def _choices(form: Form, option: Json, path: Path, kind: int) -> None:
    choices = form.items(option, "choices", path, most=CHOICES)
    if choices and option.get("autocomplete"):
        message = "Choices and autocomplete are mutually exclusive"
        form.error(path, "APPLICATION_COMMAND_OPTION_CHOICES_AUTOCOMPLETE", message)
    for index, choice in enumerate(choices):
        where = (*path, "choices", index)
        form.text(choice, "name", where, low=1, high=100, required=True)
        for locale, local in _localized(form, choice, "name_localizations", where):
            if not isinstance(local, str) or not 1 <= len(local) <= 100:
                place = (*where, "name_localizations", locale)
                form.error(place, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
        if kind == STRING:
            form.text(choice, "value", where, low=1, high=100, required=True)


def _weight(thing: Json) -> int:
    own = sum(len(str(thing.get(key) or "")) for key in ("name", "description", "value"))
    return own + sum(_weight(child) for key in ("options", "choices") for child in entries(thing, key))
