"""What members did with the bot, as one reads it: commands, buttons, selects, forms."""

from bot.sandbox.interactions.interaction import COMMAND, COMPONENT, MODAL, Interaction
from bot.sandbox.transcript.columns import quote
from bot.sandbox.transcript.controls import controls
from bot.sandbox.transcript.mentions import scene, to_names
from bot.sandbox.wire import Json
from bot.sandbox.world.message import Message

_SUBCOMMANDS = (1, 2)
_MENTION = {6: "@", 7: "#", 8: "@", 9: "@"}


def spoken(interaction: Interaction) -> str | None:
    """A slash command as it was typed, with its options; None for what is not typed."""
    if interaction.kind != COMMAND or not interaction.title.startswith("/"):
        return None
    given = [f"{option['name']}:{_value(option, interaction)}" for option in _options(interaction.data)]
    return " ".join([interaction.title, *given])


def told(interaction: Interaction) -> str | None:
    """An act that is not typed, as a sentence; None for typed ones and for autocompletion."""
    who = interaction.user.name
    if interaction.kind == COMMAND:
        typed = interaction.title.startswith("/")
        return None if typed else f"{who} uses {interaction.title} on “{_menu_target(interaction.data)}”"
    if interaction.kind == MODAL:
        return f"{who} sends “{interaction.title.strip('[]')}”"
    if interaction.kind != COMPONENT:
        return None
    if chosen := _chosen(interaction):
        return f"{who} chooses {', '.join(chosen)}"
    return f"{who} presses {interaction.title}"


def filled_in(interaction: Interaction) -> list[str]:
    """What was written into a form, a field a line."""
    names = {found.custom_id: found.label for found in controls((interaction.root.modal or {}).get("components", ()))}
    return [
        f"[{names.get(field['custom_id'], field['custom_id'])}: {quote(_written(field))}]"
        for field in _fields(interaction.data.get("components", ()))
    ]


def only_reader(message: Message) -> str | None:
    """Who alone sees a message; None if everybody does."""
    metadata: Json = message.interaction_metadata or {}
    user = message.channel.world.users.get(int(metadata["user"]["id"])) if "user" in metadata else None
    return user.name if user and message.ephemeral else None


def short(interaction: Interaction) -> str:
    """A few words to recognise the act by."""
    return quote(spoken(interaction) or interaction.title)


def _options(data: Json) -> list[Json]:
    options: list[Json] = data.get("options") or []
    return _options(options[0]) if options and options[0]["type"] in _SUBCOMMANDS else options


def _value(option: Json, interaction: Interaction) -> str:
    text = to_names(str(option["value"]), scene(interaction.channel))
    if sign := _MENTION.get(option["type"]):
        guild = scene(interaction.channel)
        signs = {"#": ["#"], "@": ["@", "@&"]}[sign]
        found = (to_names(f"<{each}{text}>", guild) for each in signs)
        return next((name for name in found if "unknown" not in name), text)
    return f'"{quote(text)}"' if any(char.isspace() for char in text) or not text else text


def _menu_target(data: Json) -> str:
    resolved: Json = data.get("resolved") or {}
    messages: dict[str, Json] = resolved.get("messages", {})
    return quote(str(messages[data["target_id"]]["content"])) if data["target_id"] in messages else "a member"


def _chosen(interaction: Interaction) -> list[str]:
    values: list[str] = interaction.data.get("values", [])
    source = interaction.source
    labels = {
        value: label
        for found in controls(source.components if source else ())
        if found.custom_id == interaction.data.get("custom_id")
        for label, value in found.choices
    }
    return [labels.get(value) or _resolved(interaction, value) for value in values]


def _resolved(interaction: Interaction, value: str) -> str:
    resolved: Json = interaction.data.get("resolved") or {}
    signs = {"channels": "#", "roles": "@&", "users": "@"}
    sign = next((sign for section, sign in signs.items() if value in resolved.get(section, {})), None)
    return to_names(f"<{sign}{value}>", scene(interaction.channel)) if sign else value


def _fields(components: list[Json]) -> list[Json]:
    found: list[Json] = []
    for component in components:
        inner: list[Json] = [
            *component.get("components", ()),
            *([component["component"]] if "component" in component else []),
        ]
        found += [component] if "custom_id" in component else _fields(inner)
    return found


def _written(field: Json) -> str:
    return str(field["value"]) if "value" in field else ", ".join(field.get("values", ()))
