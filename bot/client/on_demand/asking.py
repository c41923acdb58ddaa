"""Translations of single messages for the eyes of whoever asks, and what may be done with them."""

from typing import Any, Final

import discord

from bot.client import render
from bot.client.errors import tell
from bot.client.on_demand.answers import Answers, Offer
from bot.client.on_demand.asked import Asked, Askings, is_at_home, place_of
from bot.client.readers import reader
from bot.errors import N_, UserError
from bot.members.members import MemberPreference
from bot.patience import Patience
from bot.services import Services
from bot.suggestions.checking import OPTED_OUT
from bot.translation.decide import is_left_alone
from bot.translation.renderings import another, rendering
from bot.translation.types import Asker, Mode, Wish

_TOO_OFTEN: Final = N_("That was a lot at once. Try again in a few seconds.")
_NO_OTHER: Final = N_("There is no other rendering now: the other services say the same, or can't be reached.")
_NOT_HERE: Final = N_("This channel doesn't allow that now. Nothing was posted; the translation above stays yours.")
_POSTED: Final = N_("Done: everybody can read it below the message now.")
_NOT_POSTED: Final = N_("It could not be posted now. Try again in a minute.")
_AT_ONCE: Final = 5
_PER: Final = 10.0


class OnDemand:
    """Answers readers who ask about a message: privately, in their language, as they want it.

    Messages are named by the ids of their channel and their own (`place`). All raise what the table of errors explains.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._askings = Askings(services)
        self._answers = Answers(services)
        self._patience = Patience(services.clock, _AT_ONCE, _PER)

    async def translate(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Show a message in its reader's language."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        asked = await self._askings.of(interaction, message)
        await self._show(interaction, asked, await reader(interaction))

    async def translate_into(self, interaction: discord.Interaction[Any], place: tuple[int, int], target: str) -> None:
        """Show a message in a language that its reader pressed."""
        await self._show(interaction, await self._pressed(interaction, place), target)

    async def another(
        self, interaction: discord.Interaction[Any], place: tuple[int, int], target: str, seen: frozenset[str]
    ) -> None:
        """Show another rendering than that above, by an engine that is not among those `seen`."""
        asked = await self._pressed(interaction, place)
        shown = interaction.message.content if interaction.message else ""
        wish = await wish_of(interaction, seen)
        found = await another(self._services.pipeline, asked.text, target, wish, shown)
        if found is None:
            await self._say(interaction, _NO_OTHER)
        else:
            outcome, wish = found
            offer = Offer(self._services.pipeline.others(outcome, wish), may_improve=is_at_home(interaction))
            await self._answers.show(interaction, asked, outcome, offer)

    async def post(self, interaction: discord.Interaction[Any], place: tuple[int, int], target: str) -> None:
        """Let everybody in the channel read a translation, if the channel still allows it."""
        asked = await self._pressed(interaction, place)
        if not self._may_post(interaction, asked):
            raise UserError(_NOT_HERE)
        posted = await interaction.client.replies.ask(asked.message, target) or await self._is_posted(asked, target)
        await self._say(interaction, _POSTED if posted else _NOT_POSTED)

    async def source(self, interaction: discord.Interaction[Any], place: tuple[int, int]) -> Asked:
        """The message again, whose translation somebody wants to mend; the interaction is not acknowledged yet."""
        asked = await self._askings.again(interaction, *place)
        await self._require_consent(interaction, asked)
        return asked

    async def _pressed(self, interaction: discord.Interaction[Any], place: tuple[int, int]) -> Asked:
        if not self._patience.lets(interaction.user.id):
            raise UserError(_TOO_OFTEN)
        await interaction.response.defer(ephemeral=True, thinking=True)
        return await self.source(interaction, place)

    async def _show(self, interaction: discord.Interaction[Any], asked: Asked, target: str) -> None:
        await self._require_consent(interaction, asked)
        if not asked.text:
            await self._say(interaction, asked.lack)
            return
        wish = await wish_of(interaction)
        outcome = await rendering(self._services.pipeline, asked.text, target, wish)
        may_post = self._may_post(interaction, asked) and not await self._is_posted(asked, target)
        others = self._services.pipeline.others(outcome, wish)
        await self._answers.show(interaction, asked, outcome, Offer(others, may_post, is_at_home(interaction)))

    async def _require_consent(self, interaction: discord.Interaction[Any], asked: Asked) -> None:
        """Authors who are left out are so for everybody but themselves."""
        author_id = asked.message.author_id
        if author_id != interaction.user.id and (await self._services.members.of(author_id)).opted_out:
            raise UserError(OPTED_OUT)

    def _may_post(self, interaction: discord.Interaction[Any], asked: Asked) -> bool:
        """Whether a translation may stand in the channel: its mode, the author, and both who would write say so."""
        place, where = interaction.channel, asked.message.where
        if not is_at_home(interaction) or asked.is_gathered or where.channel_id != interaction.channel_id:
            return False
        if self._services.preferences.mode(place_of(interaction)) is Mode.OFF or is_left_alone(asked.text):
            return False
        if any(self._services.bridges.bridge_of(each) for each in (where.channel_id, where.parent_id) if each):
            return False
        speak = "send_messages_in_threads" if isinstance(place, discord.Thread) else "send_messages"
        may, bot_may = interaction.permissions, interaction.app_permissions
        return bool(getattr(may, speak) and getattr(bot_may, speak) and bot_may.view_channel)

    async def _is_posted(self, asked: Asked, target: str) -> bool:
        posts = await self._services.conversation.posts([asked.message.id])
        return any(link.target_locale == target for link in posts)

    async def _say(self, interaction: discord.Interaction[Any], message_id: str) -> None:
        await tell(interaction, render.bilingual(await reader(interaction), self._services.catalogues, message_id))


async def wish_of(interaction: discord.Interaction[Any], seen: frozenset[str] = frozenset()) -> Wish:
    """How whoever acts wants a text translated. seen: the engines whose renderings they know.

    What only one member reads explains its slang each time: no channel is named.
    """
    services: Services = interaction.client.services
    asker = Asker(guild_id=interaction.guild_id or 0, member_id=interaction.user.id)
    preference: MemberPreference = await interaction.client.readers.preference(interaction)
    engines = services.preferences.engines(interaction.guild_id)
    return Wish(asker, engines, pinyin=preference.pinyin, passed_over=seen)
