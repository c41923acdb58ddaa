"""Running commands: slash commands, menus and autocompletion."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.forms import command as c
from bot.sandbox.interactions import installs, options
from bot.sandbox.interactions.begin import begin
from bot.sandbox.interactions.interaction import AUTOCOMPLETE, COMMAND, Interaction
from bot.sandbox.interactions.resolve import Resolver
from bot.sandbox.refusal import Refused
from bot.sandbox.wire import Json, entries

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User


def slash(user: "User", channel: "Channel", name: str, values: dict[str, Any]) -> Interaction:
    """Run a command such as "redbridge channel" with options. Raises Refused if it is not offered or not complete."""
    command, leaf, path = _find_slash(user, channel, name)
    resolver = Resolver(channel, user)
    filled = options.fill(entries(leaf, "options"), values, user.locale, resolver)
    data = _data(command, _nest(path, filled), resolver)
    title = f"/{' '.join([command['name'], *(p['name'] for p in path)])}"
    return _begin(command, Interaction(COMMAND, user, channel, data, title))


def autocomplete(user: "User", channel: "Channel", name: str, focused: str, values: dict[str, Any]) -> Interaction:
    """Type into an option that proposes values."""
    command, leaf, path = _find_slash(user, channel, name)
    filled = options.partial(entries(leaf, "options"), values, focused, user.locale)
    data = _data(command, _nest(path, filled), Resolver(channel, user))
    return _begin(command, Interaction(AUTOCOMPLETE, user, channel, data, f"/{name} {focused}:"))


def menu(user: "User", channel: "Channel", name: str, target: "Message | User") -> Interaction:
    """Choose an entry of the menu on a message or a member."""
    is_message = target.resolves_as == "messages"
    command = _find(user, channel, name, c.MESSAGE_MENU if is_message else c.USER_MENU)
    resolver = Resolver(channel, user)
    target_id = resolver.message(target) if is_message else resolver.snowflake(c.USER, target)
    data = {**_data(command, [], resolver), "target_id": target_id}
    data.pop("options", None)
    return _begin(command, Interaction(COMMAND, user, channel, data, f"Apps > {command['name']}"))


def _begin(command: Json, interaction: Interaction) -> Interaction:
    interaction.owners = installs.of_command(interaction.user, interaction.channel, command)
    return begin(interaction)


def offered(user: "User", channel: "Channel") -> list[Json]:
    """The commands that Discord's client shows to a user in a channel."""
    guild_id = channel.guild.id if channel.guild else None
    return [
        each for each in channel.world.application.visible(guild_id) if installs.hidden(user, channel, each) is None
    ]


def _find(user: "User", channel: "Channel", name: str, kind: int) -> Json:
    guild_id = channel.guild.id if channel.guild else None
    reason = "the application has none of this name"
    for command in channel.world.application.visible(guild_id):
        if command["type"] == kind and options.is_called(command, name, user.locale):
            reason = installs.hidden(user, channel, command)
            if reason is None:
                return command
    raise Refused(f"{user.name} sees no command {name!r} in #{channel.name}: {reason}")


def _find_slash(user: "User", channel: "Channel", name: str) -> tuple[Json, Json, list[Json]]:
    """The command, its innermost part, and the sub-commands that lead there."""
    first, *rest = name.removeprefix("/").split()
    command = leaf = _find(user, channel, first, c.SLASH)
    path: list[Json] = []
    for word in rest:
        children = [each for each in entries(leaf, "options") if each["type"] in (c.SUBCOMMAND, c.GROUP)]
        found = next((each for each in children if options.is_called(each, word, user.locale)), None)
        if found is None:
            raise Refused(f"/{first} has no sub-command {word!r}")
        path.append(found)
        leaf = found
    if any(each["type"] in (c.SUBCOMMAND, c.GROUP) for each in entries(leaf, "options")):
        raise Refused(f"/{name} needs a sub-command")
    return command, leaf, path


def _nest(path: list[Json], filled: list[Json]) -> list[Json]:
    for part in reversed(path):
        filled = [{"name": part["name"], "type": part["type"], "options": filled}]
    return filled


def _data(command: Json, filled: list[Json], resolver: Resolver) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if filled:
        data["options"] = filled
    if resolver.resolved:
        data["resolved"] = resolver.resolved
    return data
