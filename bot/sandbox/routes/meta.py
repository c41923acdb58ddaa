"""The gateway's address, the application, accounts."""

from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply
from bot.sandbox.http.errors import unknown
from bot.sandbox.http.table import Table
from bot.sandbox.intents import application_flags
from bot.sandbox.payloads import channels, guilds, users
from bot.sandbox.wire import Json


def register(table: Table) -> None:
    """Serve them."""
    table.add("GET", "/gateway", gateway, public=True)
    table.add("GET", "/gateway/bot", gateway_bot)
    table.add("GET", "/users/@me", own_user)
    table.add("GET", "/users/@me/guilds", own_guilds)
    table.add("POST", "/users/@me/channels", open_dm)
    table.add("GET", "/users/{user_id}", user)
    table.add("GET", "/applications/@me", application)
    table.add("GET", "/oauth2/applications/@me", application)


async def gateway(call: Call) -> Reply:
    """Where to connect."""
    return Reply({"url": call.realm.hub.resume_url})


async def gateway_bot(call: Call) -> Reply:
    """Where to connect, with how many shards, how often."""
    gate = call.realm.hub.gate
    limit = {
        "total": gate.total,
        "remaining": gate.remaining,
        "reset_after": 86_400_000,
        "max_concurrency": gate.max_concurrency,
    }
    hub = call.realm.hub
    return Reply({"url": hub.resume_url, "shards": hub.recommended_shards, "session_start_limit": limit})


async def own_user(call: Call) -> Reply:
    """The bot's account."""
    return Reply(users.own_user(call.bot))


async def own_guilds(call: Call) -> Reply:
    """The guilds that the bot is in."""
    mine = [guild for guild in call.world.guilds.values() if call.bot.id in guild.members]
    after, limit = call.integer("after", 0), call.integer("limit", 200, 1, 200)
    return Reply([guilds.own(guild) for guild in mine if guild.id > after][:limit])


async def open_dm(call: Call) -> Reply:
    """The conversation with a user."""
    form = Form()
    user_id = form.snowflake(call.data, "recipient_id", ())
    form.finish()
    recipient = call.world.users.get(user_id or 0)
    if recipient is None:
        raise unknown("user")
    return Reply(channels.channel(call.world.direct_messages(recipient)))


async def user(call: Call) -> Reply:
    """Anybody's account."""
    found = call.world.users.get(call.number("user_id"))
    if found is None:
        raise unknown("user")
    return Reply(users.user(found))


async def application(call: Call) -> Reply:
    """The bot's application."""
    return Reply(_application(call))


def _application(call: Call) -> Json:
    known = call.world.application
    owner = users.user(call.world.developer)
    count = len(call.world.guilds)
    return {
        "id": str(known.id),
        "name": known.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": users.user(call.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
        "verify_key": known.verify_key,
        "flags": application_flags(call.realm.hub.privileged),
        "flags_new": str(application_flags(call.realm.hub.privileged)),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": owner,
        "approximate_guild_count": count,
        "approximate_user_install_count": len(known.installed),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "rpc_origins": [],
        "tags": [],
    }
