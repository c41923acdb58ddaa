"""Sending an interaction to the bot."""

from bot.sandbox.dispatch import Dispatch
from bot.sandbox.interactions import installs
from bot.sandbox.interactions.interaction import ACKNOWLEDGE_WITHIN, COMPONENT, MODAL, TOKEN_LIVES, Interaction
from bot.sandbox.payloads import channels, users
from bot.sandbox.payloads import messages as message_payloads
from bot.sandbox.wire import Json
from bot.sandbox.world.attachment import FILE_LIMIT


def begin(interaction: Interaction) -> Interaction:
    """Register an interaction, tell the bot, and start the 3 seconds it has."""
    world, guild = interaction.world, interaction.channel.guild
    world.interactions[interaction.token] = interaction
    _forget_old(interaction)
    if not interaction.owners:
        of = interaction.source.interaction_metadata if interaction.source is not None else None
        interaction.owners = installs.of_message(interaction.user, interaction.channel, of)
    world.log.add(
        "interaction_started",
        author=interaction.user,
        channel=interaction.channel,
        interaction=interaction,
        text=interaction.title,
    )
    world.outlet.dispatch(Dispatch("INTERACTION_CREATE", payload(interaction), guild.id if guild else None, 0))
    world.clock.after(ACKNOWLEDGE_WITHIN, interaction.give_up)
    return interaction


def _forget_old(interaction: Interaction) -> None:
    """Tokens die after 15 minutes; the dictionary is in order of birth."""
    known, now = interaction.world.interactions, interaction.world.clock.monotonic()
    while known:
        token, oldest = next(iter(known.items()))
        if now - oldest.started <= TOKEN_LIVES * 2:
            return
        del known[token]


def payload(interaction: Interaction) -> Json:
    """INTERACTION_CREATE."""
    channel, user, world = interaction.channel, interaction.user, interaction.world
    data: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application.id),
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channels.partial(channel, channel.permissions_of(user)),
        "app_permissions": str(installs.app_permissions(user, channel, interaction.owners)),
        "locale": user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": interaction.owners,
        "context": installs.context(channel),
        "attachment_size_limit": channel.guild.file_limit if channel.guild else FILE_LIMIT,
    }
    if interaction.kind in (COMPONENT, MODAL) and interaction.source is not None:
        data["message"] = message_payloads.message(interaction.source)
    return data | _where(interaction)


def _where(interaction: Interaction) -> Json:
    channel, user = interaction.channel, interaction.user
    guild = channel.guild
    if guild is None:
        return {"user": users.user(user)}
    member = users.member_of(guild.members[user.id])
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": list(guild.features)},
        "guild_locale": guild.locale,
        "member": {**member, "permissions": str(channel.permissions_of(user))},
    }
