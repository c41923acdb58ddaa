"""What moderators see of reminders, in a channel of theirs: which rule, because of which message, and why."""

import logging
from typing import Any, Final

import discord

from bot.client import render
from bot.client.posts import QUIETLY
from bot.client.trouble import TROUBLE, reason
from bot.errors import N_
from bot.i18n import readers
from bot.rules.book import Rule
from bot.rules.log import HAND, SCHEDULE, TRIGGER, Reminded
from bot.services import Services

_log = logging.getLogger(__name__)
# Translators: lines in the moderators' log of reminders. {link} leads to the message that the reminder was about.
_LINES: Final = {
    HAND: N_("🍵 {member} reminded of rule {number}, {name}: {link}"),
    TRIGGER: N_("🍵 Rule {number}, {name}, because of “{word}”: {link}"),
    SCHEDULE: N_("🍵 Rule {number}, {name}, on schedule: {link}"),
}
_PRIVATELY: Final = N_("🍵 {member} reminded somebody privately of rule {number}, {name}: {link}")


async def report(
    client: discord.Client, services: Services, reminded: Reminded, rule: Rule, view: discord.ui.View | None = None
) -> None:
    """Show a reminder to moderators, where they chose a channel for it; raises StoreError. It pings nobody.

    reminded: as it is written down. view: what can be done about it. A channel that is gone is a line in the log.
    """
    setting = await services.rule_settings.of(reminded.guild_id)
    if setting.log_channel_id is None:
        return
    channel = client.get_partial_messageable(setting.log_channel_id, guild_id=reminded.guild_id)
    extras: dict[str, Any] = {"view": view} if view else {}
    try:
        post = await channel.send(
            _text(services, reminded, rule), nonce=f"{reminded.message_id}.{reminded.how[0]}n", **QUIETLY, **extras
        )
    except TROUBLE as error:
        _log.warning("moderators of server %d were not shown a reminder: %s", reminded.guild_id, reason(error))
        return
    await services.reminder_log.posted(reminded, note_id=post.id)


def _text(services: Services, reminded: Reminded, rule: Rule) -> str:
    is_private = reminded.how == HAND and reminded.post_id is None
    facts = {
        "member": f"<@{reminded.by}>",
        "number": rule.number,
        "word": discord.utils.escape_markdown(reminded.word),
        "link": f"https://discord.com/channels/{reminded.guild_id}/{reminded.channel_id}/{reminded.message_id}",
    }
    own, other = (
        services.catalogues.text(
            locale, _PRIVATELY if is_private else _LINES[reminded.how], name=rule.texts[locale].name, **facts
        )
        for locale in readers(services.preferences.chinese(reminded.guild_id))
    )
    return render.stacked(own, other)
