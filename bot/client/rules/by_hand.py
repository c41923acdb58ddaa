"""Reminding by hand: a moderator points to a message and a rule, and RedBridge says it kindly, in both languages."""

import logging
import random
from dataclasses import dataclass, replace
from typing import Any, Final

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client import permissions
from bot.client.errors import tell
from bot.client.moderators import guild_of, require_moderator
from bot.client.on_demand.asked import GONE, Asked, Askings, is_at_home
from bot.client.onboarding.direct import DirectMessages, Sent
from bot.client.posts import QUIETLY
from bot.client.readers import reader
from bot.client.rules.by_hand_form import Order, RemindForm
from bot.client.rules.letter import Doubled, Letters, enclosure
from bot.client.rules.log import report
from bot.client.sentences import Sentence, said_to_both
from bot.client.trouble import is_gone
from bot.errors import N_, StoreError, UserError
from bot.i18n import ENGLISH, LOCALES, negotiate
from bot.rules.book import Rule
from bot.rules.layout import packed
from bot.rules.log import HAND, Reminded
from bot.rules.saying import LONGEST, PLAIN, PRIVATE, line
from bot.services import Services
from bot.translation.types import Mode

_log = logging.getLogger(__name__)
_ALREADY: Final = N_(
    "{member} reminded of a rule because of this message already, {when}. Nothing was sent a second time."
)
_NOBODY: Final = N_(
    "No member wrote this message, so there is nobody to write to. Choose the channel instead; nothing was sent."
)
_SEVERAL: Final = N_("This post translates several messages. Use the menu of the one you mean; nothing was sent.")
_CLOSED: Final = N_(
    "{member} takes no direct messages from RedBridge, so nothing was sent. What you chose is kept: the button below "
    "opens it again, and there you can choose the channel instead."
)
_FAILED: Final = N_("Discord doesn't take the direct message now, so nothing was sent. Try again in a minute.")
_LACKING: Final = N_(
    "RedBridge can't post here: it lacks {permissions}. Give them to it under Edit Channel → Permissions, then try "
    "again. Nothing was sent."
)
_POSTED: Final = N_("Done: {link}")
_SENT: Final = N_("Done. {member} has it by direct message, with the line quoted.")
_UNTRANSLATED: Final = N_("Something in it stayed in one language, for no translation came back.")


# What a moderator is told, and the id of what was posted for everybody.
_Done = tuple[list[Sentence], int | None]


@dataclass(frozen=True, slots=True)
class _Case:
    """One reminder on its way. asked: the message as a member wrote it. note: the moderator's own words."""

    order: Order
    rule: Rule
    asked: Asked
    note: Doubled
    reminded: Reminded


class ByHand:
    """Opens the form, and does what it says. All raise what the table of errors explains; then nothing was sent."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._askings = Askings(services)
        self._letters = Letters(services)
        self._direct = DirectMessages(client, services.clock)

    async def open(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Ask a moderator which rule, and where."""
        if not is_at_home(interaction):
            raise app_commands.NoPrivateMessage
        require_moderator(interaction, Area.RULES)
        if (earlier := await self._services.reminder_log.get(guild_of(interaction), message.id, HAND)) and earlier.word:
            raise _already(earlier)
        book = await self._services.publishing.known(guild_of(interaction))
        place = message.channel.id, message.id
        form = RemindForm(self._services, await reader(interaction), book, place, self.remind)
        await interaction.response.send_modal(form)

    async def remind(self, interaction: discord.Interaction[Any], order: Order) -> None:
        """Do what a moderator wants, and tell them. The interaction is deferred already."""
        case = await self._case(interaction, order)
        log = self._services.reminder_log
        if earlier := await log.begin_by_hand(case.reminded):
            raise _already(earlier)
        try:
            said, post_id = await (
                self._write(interaction, case) if order.is_private else self._post(interaction, case)
            )
        except BaseException:
            await log.withdraw(case.reminded)
            raise
        await self._given(replace(case, reminded=replace(case.reminded, post_id=post_id)))
        text = said_to_both(said, await reader(interaction), self._services.catalogues)
        await tell(interaction, text, allowed_mentions=discord.AllowedMentions.none())

    async def _case(self, interaction: discord.Interaction[Any], order: Order) -> _Case:
        """What there is by now of what was chosen: the form may have been open for long."""
        services, guild_id, by = self._services, guild_of(interaction), interaction.user.id
        known = await services.publishing.known_rule(guild_id, order.rule_id)
        rule = known or await services.rules.rule(guild_id, order.rule_id)
        asked = await self._askings.of(interaction, await self._message(interaction, order))
        note = await self._letters.doubled(order.note, guild_id, by, services.preferences.chinese(guild_id))
        now = services.reminder_log.now()
        reminded = Reminded(guild_id, order.message_id, HAND, rule.rule_id, order.channel_id, now, by=by)
        return _Case(order, rule, asked, note, reminded)

    async def _message(self, interaction: discord.Interaction[Any], order: Order) -> discord.Message:
        channel = self._client.get_partial_messageable(order.channel_id, guild_id=interaction.guild_id)
        try:
            return await channel.fetch_message(order.message_id)
        except discord.HTTPException as error:
            if is_gone(error):
                raise UserError(GONE) from None
            raise

    async def _post(self, interaction: discord.Interaction[Any], case: _Case) -> _Done:
        """Remind everybody in the channel: no answer to the message, for that would point at somebody."""
        _require_posting(interaction)
        services, guild_id = self._services, case.reminded.guild_id
        chinese = services.preferences.chinese(guild_id)
        said = line(PLAIN, case.rule, chinese, await services.wordings.of(guild_id), random.randrange)
        blocks = [said, f"💬 {case.note.lines}"] if case.note.text else [said]
        channel = self._client.get_partial_messageable(case.order.channel_id, guild_id=guild_id)
        posts = [
            await channel.send(text, nonce=f"{case.order.message_id}.h{number}", **QUIETLY)
            for number, text in enumerate(packed(blocks, LONGEST))
        ]
        return [Sentence(_POSTED, {"link": posts[0].jump_url}), *_lacking(case.note)], posts[0].id

    async def _write(self, interaction: discord.Interaction[Any], case: _Case) -> _Done:
        """Remind whoever wrote the message, with their line and its translation."""
        if case.asked.is_gathered:
            raise UserError(_SEVERAL)
        if not case.asked.is_members:
            raise UserError(_NOBODY)
        services, guild_id, author_id = self._services, case.reminded.guild_id, case.asked.message.author_id
        preference = await services.members.of(author_id)
        chinese = services.preferences.chinese(guild_id)
        locale = negotiate(preference.locale or chinese)
        chinese = chinese if locale == ENGLISH else locale
        quoted = Doubled(case.asked.text)
        if not preference.opted_out:
            quoted = await self._letters.doubled(case.asked.text, guild_id, interaction.user.id, chinese)
        server = discord.utils.escape_markdown(interaction.guild.name if interaction.guild else "")
        more = {each: {"server": f"**{server}**"} for each in LOCALES}
        content = line(PRIVATE, case.rule, chinese, await services.wordings.of(guild_id), random.randrange, more)
        link = case.asked.original or _link(case)
        embed = enclosure(quoted, link, case.note, locale, services.catalogues)
        sent = await self._direct.send_now(author_id, content, embed=embed, nonce=f"{case.order.message_id}.h")
        member = f"<@{author_id}>"
        if sent is Sent.CLOSED:
            raise UserError(_CLOSED, member=member)
        if sent is not Sent.YES:
            raise UserError(_FAILED)
        return [Sentence(_SENT, {"member": member}), *_lacking(quoted, case.note)], None

    async def _given(self, case: _Case) -> None:
        """Write down what was sent, and show it to moderators; a database in trouble does not make it unsent."""
        name, services = f"{case.rule.number}. {case.rule.texts[ENGLISH].name}", self._services
        try:
            await services.reminder_log.given_by_hand(case.reminded, name)
            await report(self._client, services, case.reminded, case.rule)
        except StoreError as error:
            _log.warning("a reminder by hand could not be written down: %s", error)


def _already(earlier: Reminded) -> UserError:
    return UserError(_ALREADY, member=f"<@{earlier.by}>", when=f"<t:{earlier.at // 1000}:R>")


def _require_posting(interaction: discord.Interaction[Any]) -> None:
    channel = interaction.channel
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        raise UserError(GONE)
    if missing := permissions.missing_for(Mode.REPLY, channel):
        raise UserError(_LACKING, permissions=tuple(missing))


def _lacking(*texts: Doubled) -> list[Sentence]:
    return [Sentence(_UNTRANSLATED, {})] if any(text.is_lacking for text in texts) else []


def _link(case: _Case) -> str:
    return f"https://discord.com/channels/{case.reminded.guild_id}/{case.order.channel_id}/{case.order.message_id}"
