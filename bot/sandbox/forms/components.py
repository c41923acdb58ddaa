"""Components of messages and modals: their limits, and the ids Discord gives them."""

import itertools
from collections.abc import Iterator
from typing import cast

from bot.sandbox.forms.form import Form, Path
from bot.sandbox.wire import Json, entries

ROW, BUTTON, TEXT_INPUT = 1, 2, 4
SELECTS = frozenset({3, 5, 6, 7, 8})
LABEL = 18
TEXT_DISPLAY, CONTAINER = 10, 17
LINK, PREMIUM = 5, 6
_LAYOUT = frozenset({9, 10, 12, 13, 14, 17})
_ROWS, _IN_ROW, _OPTIONS = 5, 5, 25
_V2_TOTAL = 40


def read(form: Form, data: Json, *, v2: bool) -> list[Json]:
    """Check the `components` of a message; the answer has ids."""
    components = form.items(data, "components", (), most=_V2_TOTAL if v2 else _ROWS)
    seen: set[str] = set()
    for index, component in enumerate(components):
        path = ("components", index)
        if component.get("type") in _LAYOUT and v2:
            _layout(form, component, path, seen)
        elif component.get("type") == ROW:
            _row(form, component, path, seen)
        else:
            form.error((*path, "type"), "BASE_TYPE_CHOICES", f"Value must be one of {{{ROW}}}.")
    return numbered(components)


def numbered(components: list[Json]) -> list[Json]:
    """Components with an `id` each, as Discord shows them."""
    counter = itertools.count(1)
    return [_number(component, counter) for component in components]


def _number(component: Json, counter: Iterator[int]) -> Json:
    shown = _without_nulls(component)
    shown["id"] = component.get("id") or next(counter)
    if shown.get("type") in SELECTS:
        shown = {"min_values": 1, "max_values": 1, **shown}
    if "components" in shown:
        shown["components"] = [_number(child, counter) for child in entries(shown, "components")]
    for key in ("accessory", "component"):
        if key in shown:
            shown[key] = _number(cast("Json", shown[key]), counter)
    if shown.get("type") == CONTAINER:
        shown = {"accent_color": None, "spoiler": False, **shown}
    return shown


def _without_nulls(thing: Json) -> Json:
    shown: Json = {key: value for key, value in thing.items() if value is not None}
    if "emoji" in shown:
        shown["emoji"] = _without_nulls(shown["emoji"])
    if "options" in shown:
        shown["options"] = [_without_nulls(option) for option in entries(shown, "options")]
    return shown


def _layout(form: Form, component: Json, path: Path, seen: set[str]) -> None:
    if component.get("type") == TEXT_DISPLAY:
        form.text(component, "content", path, low=1, high=4000, required=True)
    for index, child in enumerate(form.items(component, "components", path, most=_V2_TOTAL)):
        where = (*path, "components", index)
        if child.get("type") == ROW:
            _row(form, child, where, seen)
        else:
            _layout(form, child, where, seen)
    accessory = component.get("accessory")
    if accessory and accessory.get("type") == BUTTON:
        _button(form, accessory, (*path, "accessory"), seen)


def _row(form: Form, row: Json, path: Path, seen: set[str]) -> None:
    children = form.items(row, "components", path, most=_IN_ROW)
    if not children:
        form.error((*path, "components"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {_IN_ROW} in length.")
    for index, child in enumerate(children):
        where = (*path, "components", index)
        if child.get("type") == BUTTON:
            _button(form, child, where, seen)
        elif child.get("type") in SELECTS:
            select(form, child, where)
            _custom_id(form, child, where, seen)
            if len(children) > 1:
                form.error(where, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select menu fills a row.")
        else:
            form.error((*where, "type"), "BASE_TYPE_CHOICES", "Value must be one of {2, 3, 5, 6, 7, 8}.")


def _button(form: Form, button: Json, path: Path, seen: set[str]) -> None:
    style = form.number(button, "style", path, low=1, high=6)
    label = form.text(button, "label", path, high=80)
    if style == LINK:
        form.text(button, "url", path, low=1, high=512, required=True)
        if button.get("custom_id"):
            form.error(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A link has no custom id.")
    elif style != PREMIUM:
        _custom_id(form, button, path, seen)
        if not label and not button.get("emoji"):
            form.error(path, "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji.")


def _custom_id(form: Form, component: Json, path: Path, seen: set[str]) -> None:
    custom_id = form.text(component, "custom_id", path, low=1, high=100, required=True)
    if custom_id is not None and custom_id in seen:
        message = "Component custom id cannot be duplicated"
        form.error((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
    seen.add(custom_id or "")


def select(form: Form, component: Json, path: Path) -> None:
    """Check a select menu, apart from its custom id."""
    form.text(component, "placeholder", path, high=150)
    form.number(component, "min_values", path, low=0, high=_OPTIONS)
    form.number(component, "max_values", path, low=1, high=_OPTIONS)
    if component.get("type") != 3:
        return
    options = form.items(component, "options", path, most=_OPTIONS)
    if not options:
        form.error((*path, "options"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {_OPTIONS} in length.")
    values: set[str] = set()
    for index, option in enumerate(options):
        where = (*path, "options", index)
        form.text(option, "label", where, low=1, high=100, required=True)
        value = form.text(option, "value", where, low=1, high=100, required=True)
        form.text(option, "description", where, high=100)
        if value in values:
            message = "The specified option value is already used"
            form.error((*where, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        values.add(value or "")
