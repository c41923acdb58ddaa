"""The form in which a member says how a translation should be."""

import logging
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.client import render
from bot.client.errors import tell
from bot.client.improving.improvable import GONE, NOT_MINE, NOTHING, Improvable
from bot.client.improving.review import Delivered, deliver
from bot.client.readers import LANGUAGES, reader
from bot.client.trouble import TROUBLE, reason
from bot.client.views import Modal
from bot.errors import N_, UserError
from bot.i18n import Catalogues
from bot.services import Services
from bot.suggestions.checking import LONGEST, OPTED_OUT
from bot.suggestions.suggestions import Proposal
from bot.translation import decide
from bot.translation.record import Incoming

_log = logging.getLogger(__name__)

_ONE_LANGUAGE: Final = N_(
    "That is Chinese in other characters, and RedBridge changes nothing else there. There is nothing to improve."
)
_MERGED: Final = N_("Thank you. Somebody has suggested the same already, and the moderators will decide.")
_SENT: Final = {
    Delivered.POSTED: N_("Thank you. The moderators have your suggestion now; if they approve it, it counts at once."),
    Delivered.NO_CHANNEL: N_(
        "Thank you. Your suggestion is kept, but nobody is told of it yet: the moderators of this server have to "
        "choose where suggestions are reviewed, with `/redbridge review`."
    ),
    Delivered.FAILED: N_(
        "Thank you. Your suggestion is kept, but it could not be shown in the moderators' channel. "
        "Let them know: they find it with `/redbridge review`."
    ),
}


async def open_form(
    interaction: discord.Interaction[Any], source_message: Incoming, outcome_text: str, target: str
) -> None:
    """Open the form for a member's message and its translation for readers of `target`, as they are told it now.

    The interaction must not be acknowledged yet. Raises UserError where nothing can be improved.
    """
    await interaction.response.send_modal(await form_for(interaction, source_message, outcome_text, target))


async def form_for(
    interaction: discord.Interaction[Any], source_message: Incoming, outcome_text: str, target: str
) -> "Improve":
    """The form, if the message can be improved by whoever acts. Raises UserError otherwise."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    services: Services = interaction.client.services
    await require_members_words(services, source_message)
    if (await services.members.of(source_message.author_id)).opted_out:
        raise UserError(OPTED_OUT)
    found = services.pipeline.read(source_message.text)
    if found.language == target[:2]:
        raise UserError(_ONE_LANGUAGE)
    if decide.objection(found, target):
        raise UserError(NOTHING)
    await services.suggestions.check(interaction.guild_id, interaction.user.id, source_message.text)
    subject = Improvable(source_message, target, outcome_text[:LONGEST])
    return Improve(services, subject, decide.locale_of(found), await reader(interaction))


class Improve(Modal):
    """The message above, its translation below, to be changed."""

    def __init__(self, services: Services, subject: Improvable, source_locale: str, locale: str) -> None:
        """source_locale: of the message. locale: of the member who reads the form."""
        catalogues = services.catalogues
        super().__init__(catalogues.text(locale, N_("Improve a translation")))
        self._services = services
        self._subject = subject
        self._source_locale = source_locale
        self._input: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, default=subject.present, max_length=LONGEST
        )
        self.add_item(ui.TextDisplay(_shown(subject.message.text, locale, catalogues)))
        self.add_item(_labelled(self._input, subject.target, locale, catalogues))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep the suggestion, and show it to the moderators."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        kept = await self._services.suggestions.suggest(self._proposal(interaction.user.id))
        if kept and not await _is_there(interaction, self._subject.message):
            # Whoever took the message back while the form was open took this back, too.
            await self._services.suggestions.withdraw([kept.message_id])
            raise UserError(GONE)
        said = _SENT[await deliver(interaction.client, kept)] if kept else _MERGED
        await tell(interaction, render.bilingual(await reader(interaction), self._services.catalogues, said))

    async def anew(self, interaction: discord.Interaction[Any]) -> "Improve":
        """The same form, if the message can still be improved."""
        return await form_for(interaction, self._subject.message, self._subject.present, self._subject.target)

    def _proposal(self, member_id: int) -> Proposal:
        message = self._subject.message
        return Proposal(
            message.guild_id,
            message.channel_id,
            message.id,
            message.author_id,
            member_id,
            self._source_locale,
            self._subject.target,
            message.text,
            self._subject.present,
            self._input.value,
        )


async def require_members_words(services: Services, message: Incoming) -> None:
    """Nothing is learnt from what the bot itself wrote, as a reply or as a copy in another channel of a bridge."""
    copies = await services.mirrors.copies(message.id)
    if any(copy.post_id == message.id for copy in copies) or await services.conversation.record.sharing([message.id]):
        raise UserError(NOT_MINE)


async def _is_there(interaction: discord.Interaction[Any], message: Incoming) -> bool:
    """Whether a message is still there, as far as Discord tells."""
    try:
        return await interaction.client.posts.message(message.channel_id, message.id) is not None
    except TROUBLE as error:
        _log.warning("whether message %s is still there is unknown: %s", message.id, reason(error))
        return True


def _shown(text: str, locale: str, catalogues: Catalogues) -> str:
    """The message, as the form shows it."""
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    return f"**{catalogues.text(locale, N_('The message'))}**\n{quoted}"


def _labelled(field: ui.TextInput[Any], target: str, locale: str, catalogues: Catalogues) -> ui.Label[Any]:
    # Translators: above a field of a form; at most 45 characters with the name of the language.
    label = catalogues.text(locale, N_("How you would say it in {language}"), language=LANGUAGES[target])
    # Translators: below that label; at most 100 characters.
    hint = catalogues.text(locale, N_("Leave mentions, links and server emoji as they are. Moderators decide."))
    return ui.Label(text=label, description=hint, component=field)
