"""Application commands, global and of guilds."""

from typing import Any

from bot.sandbox.forms import command as forms
from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, missing_access, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.wire import Json

GLOBAL = "/applications/{application_id}/commands"
GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
LOCALIZATIONS = ("name_localizations", "description_localizations")


def register(table: Table) -> None:
    """Serve both."""
    for base in (GLOBAL, GUILD):
        table.add("GET", base, list_commands)
        table.add("PUT", base, replace_all)
        table.add("POST", base, create)
        table.add("GET", base + "/{command_id}", get)
        table.add("PATCH", base + "/{command_id}", edit)
        table.add("DELETE", base + "/{command_id}", delete)


async def list_commands(call: Call) -> Reply:
    """All commands; their localisations only on request."""
    found = list(_scope(call).values())
    return Reply(found if call.flag("with_localizations") else [_plain(command) for command in found])


async def replace_all(call: Call) -> Reply:
    """Put these commands in the place of all others. A command keeps its id if its name and type stay."""
    scope = _scope(call)
    bodies = call.entries()
    form = Form()
    forms.check_all(form, bodies)
    form.finish()
    known = {_key(command): command["id"] for command in scope.values()}
    commands = [_shown(call, body, known.get(_key(body))) for body in bodies]
    scope.clear()
    scope.update((int(command["id"]), command) for command in commands)
    return Reply(commands)


async def create(call: Call) -> Reply:
    """Add a command, or overwrite the one of the same name and type."""
    scope = _scope(call)
    _check(call.data)
    same = next((command for command in scope.values() if _key(command) == _key(call.data)), None)
    command = _shown(call, call.data, same["id"] if same else None)
    kind = command["type"]
    if same is None and sum(each["type"] == kind for each in scope.values()) >= forms.MOST[kind]:
        raise ApiError(400, 30032, f"Maximum number of application commands reached ({forms.MOST[kind]})")
    scope[int(command["id"])] = command
    return Reply(command, 200 if same else 201)


async def get(call: Call) -> Reply:
    """One command."""
    return Reply(_command(call))


async def edit(call: Call) -> Reply:
    """Change parts of a command."""
    old = _command(call)
    body = {**old, **call.data}
    _check(body)
    command = _shown(call, body, old["id"])
    _scope(call)[int(command["id"])] = command
    return Reply(command)


async def delete(call: Call) -> Reply:
    """Remove a command."""
    del _scope(call)[int(_command(call)["id"])]
    return no_content()


def _scope(call: Call) -> dict[int, Json]:
    application = call.world.application
    if call.number("application_id") != application.id:
        raise missing_access()
    return application.scope(call.guild().id if "guild_id" in call.params else None)


def _command(call: Call) -> Json:
    command = _scope(call).get(call.number("command_id"))
    if command is None:
        raise unknown("application command")
    return command


def _check(body: Json) -> None:
    form = Form()
    forms.check(form, body)
    form.finish()


def _key(command: Json) -> tuple[Any, Any]:
    return command.get("name"), command.get("type") or forms.SLASH


def _shown(call: Call, body: Json, known_id: str | None) -> Json:
    world = call.world
    command: Json = {
        "id": known_id or str(world.ids.next()),
        "application_id": str(world.application.id),
        "version": str(world.ids.next()),
        "type": body.get("type") or forms.SLASH,
        "name": body["name"],
        "name_localizations": body.get("name_localizations"),
        "description": body.get("description") or "",
        "description_localizations": body.get("description_localizations"),
        "default_member_permissions": _permissions(body.get("default_member_permissions")),
        "nsfw": bool(body.get("nsfw")),
        "integration_types": body.get("integration_types") or [0],
        "contexts": body.get("contexts"),
    }
    if body.get("options"):
        command["options"] = [_without_nulls(option) for option in body["options"]]
    if "guild_id" in call.params:
        command["guild_id"] = call.params["guild_id"]
    else:
        command["dm_permission"] = body.get("dm_permission") is not False
    return command


def _permissions(value: Any) -> str | None:
    return None if value is None else str(value)


def _without_nulls(option: Json) -> Json:
    shown = {key: value for key, value in option.items() if value is not None}
    for key in ("options", "choices"):
        if key in shown:
            shown[key] = [_without_nulls(child) for child in shown[key]]
    return shown


def _plain(thing: Json) -> Json:
    plain = {key: value for key, value in thing.items() if key not in LOCALIZATIONS}
    for key in ("options", "choices"):
        if key in plain:
            plain[key] = [_plain(child) for child in plain[key]]
    return plain
