"""What can be pressed, chosen or filled in: Discord's components, in the order in which one reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.wire import Json

ControlKind = Literal["button", "link", "select", "input", "text"]
_ROW, _BUTTON, _STRING_SELECT, _INPUT, _TEXT, _LABEL = 1, 2, 3, 4, 10, 18
_LINK_STYLE = 5
_SELECTS = {_STRING_SELECT: "", 5: "a member", 6: "a role", 7: "a member or role", 8: "a channel"}


@dataclass(frozen=True, slots=True)
class Control:
    """One component.

    label   what a reader sees: a button's text, a select's placeholder, an input's name, a text
    choices the (label, value) pairs of a select; empty where one chooses members, roles or channels
    chosen  the labels already chosen; of an input the text already there
    row     controls with the same row stand beside each other
    """

    kind: ControlKind
    label: str
    custom_id: str = ""
    disabled: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    asks_for: str = ""
    row: int = 0


def controls(components: Iterable[Json]) -> list[Control]:
    """All components of a message or form, in reading order."""
    return [control for row, component in enumerate(components) for control in _controls(component, row, "")]


def buttons(found: Iterable[Control]) -> dict[int, Control]:
    """What can be pressed, by its number from 1."""
    pressable = (control for control in found if control.kind == "button" and not control.disabled)
    return dict(enumerate(pressable, start=1))


def _controls(component: Json, row: int, label: str) -> Iterator[Control]:
    if found := _control(component, row, label):
        yield found
    inner: list[Any] = [*component.get("components", ()), component.get("component"), component.get("accessory")]
    name = str(component.get("label") or "") if component.get("type") == _LABEL else ""
    for at, child in enumerate(each for each in inner if each):
        yield from _controls(child, row if component.get("type") == _ROW else (row + 1) * 100 + at, name)


def _control(component: Json, row: int, label: str) -> Control | None:
    kind = component.get("type", 0)
    custom_id, disabled = str(component.get("custom_id") or ""), bool(component.get("disabled"))
    if kind == _BUTTON:
        form: ControlKind = "link" if component.get("style") == _LINK_STYLE else "button"
        return Control(form, _face(component), custom_id, disabled, row=row)
    if kind in _SELECTS:
        return _select(component, Control("select", label, custom_id, disabled, asks_for=_SELECTS[kind], row=row))
    if kind == _INPUT:
        there = tuple(text for text in [str(component.get("value") or "")] if text)
        return Control("input", label or str(component.get("label") or ""), custom_id, chosen=there, row=row)
    return Control("text", str(component.get("content") or ""), row=row) if kind == _TEXT else None


def _select(component: Json, empty: Control) -> Control:
    options: list[Json] = component.get("options", [])
    return Control(
        "select",
        empty.label or str(component.get("placeholder") or ""),
        empty.custom_id,
        empty.disabled,
        tuple((_face(option), str(option.get("value"))) for option in options),
        tuple(_face(option) for option in options if option.get("default")),
        empty.asks_for,
        empty.row,
    )


def _face(component: Json) -> str:
    emoji: Json = component.get("emoji") or {}
    return " ".join(str(part) for part in (emoji.get("name"), component.get("label")) if part)
