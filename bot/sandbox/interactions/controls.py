"""Buttons, selects and forms: using them as a member does."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.sandbox.forms import command as c
from bot.sandbox.forms.components import BUTTON, LABEL, LINK, PREMIUM, SELECTS
from bot.sandbox.interactions.begin import begin
from bot.sandbox.interactions.interaction import COMPONENT, MODAL, Interaction
from bot.sandbox.interactions.resolve import Resolver
from bot.sandbox.refusal import Refused
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User

STRING_SELECT = 3
_KIND = {5: c.USER, 6: c.ROLE, 7: c.MENTIONABLE, 8: c.CHANNEL}


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Every component, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components", ()))
        for key in ("accessory", "component"):
            if key in component:
                yield from walk([component[key]])


def buttons(message: "Message") -> list[Json]:
    """The buttons of a message, in reading order."""
    return [each for each in walk(message.components) if each["type"] == BUTTON]


def press(user: "User", message: "Message", which: str | int) -> Interaction:
    """Press a button, named by its label, custom id, emoji or number from 1. Raises Refused if that is not possible."""
    _visible(user, message)
    button = _button(message, which)
    label = _label(button)
    if button.get("disabled"):
        raise Refused(f"the button {label} is disabled")
    if button["style"] in (LINK, PREMIUM):
        raise Refused(f"the button {label} leads out of Discord")
    data = {"custom_id": button["custom_id"], "component_type": BUTTON, "id": button["id"]}
    return _begin(COMPONENT, user, message, data, f"[{label}]")


def _label(button: Json) -> str:
    return str(button.get("label") or _emoji(button) or button.get("custom_id"))


def _emoji(button: Json) -> str | None:
    emoji: Json = button.get("emoji") or {}
    return emoji.get("name")


def _button(message: "Message", which: str | int) -> Json:
    known = buttons(message)
    if isinstance(which, int):
        if not 1 <= which <= len(known):
            raise Refused(f"there is no button {which}, only {len(known)}")
        return known[which - 1]
    for button in known:
        emoji = _emoji(button)
        if which in (button.get("label"), button.get("custom_id"), emoji, f"{emoji} {button.get('label')}"):
            return button
    raise Refused(f"there is no button {which!r}, only {', '.join(_label(each) for each in known) or 'none'}")


def choose(user: "User", message: "Message", values: Sequence[Any], which: str | int | None = None) -> Interaction:
    """Choose values in a select: the only one, or that of a custom id, placeholder or number from 1."""
    _visible(user, message)
    select = _select(message, which)
    if select.get("disabled"):
        raise Refused("the select is disabled")
    data = {"component_type": select["type"], "id": select["id"], **_chosen(user, message, select, values)}
    return _begin(COMPONENT, user, message, data, f"[{', '.join(str(value) for value in values)}]")


def _select(message: "Message", which: str | int | None) -> Json:
    known = [each for each in walk(message.components) if each["type"] in SELECTS]
    if isinstance(which, int) and 1 <= which <= len(known):
        return known[which - 1]
    for select in known:
        if which in (None, select["custom_id"], select.get("placeholder")):
            return select
    raise Refused(f"there is no select {which or ''} on this message")


def _chosen(user: "User", message: "Message", select: Json, values: Sequence[Any]) -> Json:
    low, high = select.get("min_values", 1), select.get("max_values", 1)
    if not low <= len(values) <= high:
        raise Refused(f"the select takes {low} to {high} values")
    if select["type"] == STRING_SELECT:
        return {"custom_id": select["custom_id"], "values": [_option(select, value) for value in values]}
    resolver = Resolver(message.channel, user)
    ids = [_picked(select, value, resolver) for value in values]
    return {"custom_id": select["custom_id"], "values": ids, "resolved": resolver.resolved}


def _option(select: Json, value: Any) -> str:
    for option in select["options"]:
        if value in (option["value"], option["label"]):
            return str(option["value"])
    offered = ", ".join(option["label"] for option in select["options"])
    raise Refused(f"{value!r} is not among the options: {offered}")


def submit(user: "User", opened: Interaction, values: dict[str, Any]) -> Interaction:
    """Send the form that an interaction opened; fields go by custom id or label. Raises Refused if incomplete."""
    if opened.modal is None or opened.user is not user:
        raise Refused(f"{opened.title} opened no form for {user.name}")
    left = dict(values)
    resolver = Resolver(opened.channel, user)
    filled = [_fill(component, left, resolver) for component in opened.modal["components"]]
    if left:
        raise Refused(f"the form has no field {', '.join(left)}")
    data = {"custom_id": opened.modal["custom_id"], "components": filled, "resolved": resolver.resolved}
    interaction = Interaction(MODAL, user, opened.channel, data, f"[{opened.modal['title']}]")
    interaction.source, interaction.root, interaction.owners = opened.source, opened, opened.owners
    return begin(interaction)


def _fill(component: Json, left: dict[str, Any], resolver: Resolver, label: str = "") -> Json:
    kept: Json = {key: component[key] for key in ("type", "id") if key in component}
    if component["type"] == LABEL:
        return {**kept, "component": _fill(component["component"], left, resolver, component["label"])}
    if "components" in component:
        return {**kept, "components": [_fill(child, left, resolver) for child in component["components"]]}
    if "custom_id" not in component:
        return kept
    said = _value(component, left, resolver, label or component.get("label", ""))
    return {**kept, "custom_id": component["custom_id"], **said}


def _value(field: Json, left: dict[str, Any], resolver: Resolver, label: str) -> Json:
    name = next((key for key in (field["custom_id"], label) if key in left), None)
    given = left.pop(name) if name is not None else None
    if field["type"] in SELECTS:
        values: list[Any] = (
            [given] if isinstance(given, str) else list(_chosen_before(field) if given is None else given)
        )
        if field.get("required", True) and not values:
            raise Refused(f"the field {label} is required")
        return {"values": [_picked(field, value, resolver) for value in values]}
    text = str(field.get("value") or "" if given is None else given)
    if field.get("required", True) and not text:
        raise Refused(f"the field {label} is required")
    low, high = field.get("min_length") or 0, field.get("max_length") or 4000
    if text and not low <= len(text) <= high:
        raise Refused(f"the field {label} takes {low} to {high} characters")
    return {"value": text}


def _chosen_before(field: Json) -> list[str]:
    """What a select shows as chosen, and what is sent where nobody chooses anything else."""
    options = [option["value"] for option in field.get("options", ()) if option.get("default")]
    return options or [default["id"] for default in field.get("default_values", ())]


def _picked(field: Json, value: Any, resolver: Resolver) -> str:
    if field["type"] == STRING_SELECT:
        return _option(field, value)
    return resolver.snowflake(_KIND[field["type"]], value, field.get("channel_types") or ())


def _visible(user: "User", message: "Message") -> None:
    if message.deleted:
        raise Refused("the message is gone")
    metadata = message.interaction_metadata or {}
    if message.ephemeral and metadata.get("user", {}).get("id") != str(user.id):
        raise Refused(f"{user.name} does not see this message")


def _begin(kind: int, user: "User", message: "Message", data: Json, title: str) -> Interaction:
    interaction = Interaction(kind, user, message.channel, data, title)
    interaction.source = message
    return begin(interaction)
