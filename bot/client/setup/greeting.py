"""What RedBridge says when it has just come to a server."""

import logging
from typing import Any, Final

import discord
from discord import ui

from bot.client.onboarding.direct import Sent
from bot.client.setup.guesses import first_writable
from bot.client.setup.items import Begin
from bot.client.trouble import TROUBLE, reason
from bot.client.views import view_of
from bot.errors import N_
from bot.i18n import ENGLISH
from bot.services import Services

_log = logging.getLogger(__name__)
_HELLO: Final = N_(
    "👋 Hi, I'm RedBridge: what is written here in English or Chinese, everybody can read. Whoever may manage this "
    "server presses the button: six short questions, and nothing is done before you have seen the plan."
)
_HELLO_DIRECT: Final = N_(
    "👋 Hi, I'm RedBridge, and I have just come to {server}. I found no channel there in which I may write: let me see "
    "one and write in it, then use `/redbridge setup` there. Six short questions, and nothing is done before you have "
    "seen the plan."
)
_SET_UP: Final = N_("Set up")


async def greet(client: Any, guild: discord.Guild) -> None:
    """Say hello where moderators read, else where everybody does, else to the owner. Trouble is a line in the log."""
    services: Services = client.services
    chinese = "zh-TW" if guild.preferred_locale is discord.Locale.taiwan_chinese else "zh-CN"
    locales = (chinese, ENGLISH) if guild.preferred_locale.value.startswith("zh") else (ENGLISH, chinese)
    say = services.catalogues.text
    channel = first_writable(guild, guild.public_updates_channel)
    if channel is not None:
        text = "\n".join(say(locale, _HELLO) for locale in locales)
        try:
            await channel.send(text, view=view_of(Begin(_label(services))))
        except TROUBLE as error:
            _log.warning("nobody could be greeted in the new server %s: %s", guild.id, reason(error))
        return
    name = discord.utils.escape_markdown(guild.name)
    text = "\n".join(say(locale, _HELLO_DIRECT, server=name) for locale in locales)
    link: ui.Button[Any] = ui.Button(label=_label(services), url=f"https://discord.com/channels/{guild.id}")
    sent: Sent = await client.direct.send(guild.owner_id, text, view=ui.View(timeout=None).add_item(link))
    if sent is not Sent.YES:
        _log.warning("nobody could be greeted in the new server %s: its owner takes no message", guild.id)


def _label(services: Services) -> str:
    return " · ".join(services.catalogues.text(locale, _SET_UP) for locale in (ENGLISH, "zh-CN"))
