"""What moderators changed, a page at a time, in the reader's language."""

import re
from typing import Any, Final

import discord

from bot.audit.trail import Change
from bot.client.paging import Leaf, Turn, excerpt
from bot.client.readers import reader
from bot.errors import N_
from bot.i18n import Catalogues
from bot.services import Services

_NONE: Final = N_("Nothing was changed in this server within the last year.")
_HEAD: Final = N_("Changes in this server, the latest first (page {number} of {pages})")
# Translators: one change. {when} is a time as Discord shows it, {member} a mention, {what} one of the phrases below.
_LINE: Final = N_("{when} {member}: {what}")
# Translators: what was changed; it stands within "Lin: mode of a channel: #general: off → reply".
_ACTIONS: Final = {
    "mode": N_("mode of a channel"),
    "default-mode": N_("mode of channels without one"),
    "chinese": N_("the server's Chinese"),
    "flags": N_("flags under messages"),
    "review-channel": N_("where suggestions are reviewed"),
    "welcome-channel": N_("where newcomers are greeted"),
    "cat-channel": N_("where the cat tax is paid"),
    "cat-undo": N_("cat tax given back"),
    "welcome-age": N_("how many days old an account has to be to be greeted"),
    "glossary.add": N_("word added"),
    "glossary.edit": N_("word changed"),
    "glossary.remove": N_("word removed"),
    "glossary.import": N_("words read from a file"),
    "memory.approve": N_("translation approved"),
    "memory.keep": N_("translation kept"),
    "memory.remove": N_("translation removed"),
    "memory.import": N_("translations read from a file"),
    "suggestion.new": N_("translation suggested"),
    "suggestion.reject": N_("suggestion rejected"),
    "suggestion.withdraw": N_("suggestion withdrawn"),
    "bridge.create": N_("bridge made"),
    "bridge.add": N_("channel added to a bridge"),
    "bridge.remove-channel": N_("channel taken out of a bridge"),
    "bridge.rename": N_("bridge renamed"),
    "bridge.paused": N_("bridge paused"),
    "bridge.pins": N_("pins across a bridge"),
    "bridge.typing": N_("typing across a bridge"),
    "bridge.trust": N_("bot trusted by a bridge"),
    "bridge.distrust": N_("bot no longer trusted by a bridge"),
    "bridge.remove": N_("bridge removed"),
}
# What may stand in place of words.
_VALUES: Final = {
    "on": N_("on"),
    "off": N_("off"),
    "reply": N_("reply"),
    "thread": N_("thread"),
    "on-demand": N_("on demand"),
}
_NOT_SET: Final = "–"
_WRITTEN: Final = ("glossary.", "memory.")
_ID: Final = re.compile(r"(?<![0-9])[0-9]{15,20}(?![0-9])")
_MESSAGE: Final = re.compile(r"([0-9]{15,20})/([0-9]{15,20})")
# Ten lines must fit into one message.
_LONGEST: Final = 30
_MOST_IDS: Final = 3


class TurnLog(Turn, template=r"log:1:(?P<number>\d{1,5}):(?P<rest>)"):
    """The pages of the log."""

    book = "log"

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """Ten changes, the latest first."""
        services: Services = interaction.client.services
        locale = await reader(interaction)
        page = await services.trail.page(interaction.guild_id or 0, number)
        if not page.changes:
            return Leaf(services.catalogues.text(locale, _NONE))
        head = services.catalogues.text(locale, _HEAD, number=page.number + 1, pages=page.pages)
        lines = [line(change, locale, services.catalogues) for change in page.changes]
        return Leaf("\n".join([head, *lines]), page.number, page.pages)


def line(change: Change, locale: str, catalogues: Catalogues) -> str:
    """One change. An action that this version does not know is named as it is written."""
    name = _ACTIONS.get(change.action)
    action = catalogues.text(locale, name) if name else f"`{excerpt(change.action, 32)}`"
    subject, before, after = (_shown(change, text, locale, catalogues) for text in _texts(change))
    if "." not in change.action:
        # A setting that was not made before, or is not any more.
        before, after = before or _NOT_SET, after or _NOT_SET
    values = " → ".join(filter(None, (before, after)))
    colon = ": " if locale == "en" else "："
    what = colon.join(filter(None, (action, subject, values)))
    when = f"<t:{change.at // 1000}:f>"
    return catalogues.text(locale, _LINE, when=when, member=f"<@{change.member_id}>", what=what)


def _texts(change: Change) -> tuple[str, str, str]:
    return change.subject, change.before or "", change.after or ""


def _shown(change: Change, text: str, locale: str, catalogues: Catalogues) -> str:
    """A text of a change: ids as mentions, what people wrote in short and unformatted."""
    if change.action.startswith(_WRITTEN):
        return excerpt(text, _LONGEST)
    if text in _VALUES:
        return catalogues.text(locale, _VALUES[text])
    if message := _MESSAGE.fullmatch(text):
        return f"https://discord.com/channels/{change.guild_id}/{message[1]}/{message[2]}"
    if not _ID.search(text):
        return excerpt(text, _LONGEST)
    kind = "@" if change.action.endswith(("trust", "cat-undo")) else "#"
    return " ".join(_ID.sub(rf"<{kind}\g<0>>", word) for word in text.split()[:_MOST_IDS])
