"""/buddy: how it stands with a member and buddies, for their eyes only, and what they can do about it."""

import re
from collections.abc import Sequence
from typing import Any, Final, Literal, Self

import discord
from discord import ui

from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.onboarding.letters import about_buddies, first_words, news_line
from bot.client.onboarding.whereabouts import server_of, staying
from bot.client.panels.language import choose
from bot.client.readers import LANGUAGES, reader
from bot.client.views import PersistentItem, PlainButton, view_of
from bot.errors import N_, UserError
from bot.members.members import MemberPreference
from bot.onboarding.buddies import Answer, Buddy, Standing
from bot.services import Services

Role = Literal["wish", "offer"]

_NO_BUDDIES: Final = N_("🤝 This server doesn't offer buddies right now. Pairs that exist already stay together.")
_OFFERED: Final = N_(
    "- You are on the list of volunteers. When a newcomer would like a buddy, RedBridge asks you by direct message; "
    "you can say no each time, and they never learn that you were asked."
)
_UNREACHED: Final = N_(
    "- RedBridge had a question for you, but your direct messages are closed, so somebody else was asked. To be asked, "
    "open them: the server's menu → Privacy Settings → Direct Messages. You are back on the list."
)
_LOOKING: Final = N_(
    "- RedBridge is looking for your buddy. Volunteers are asked one after the other, each for up to two days; you "
    "hear of it when one says yes."
)
_TOGETHER: Final = N_("- You and {member} are buddies. In their language you could begin like this:")
_WHICH: Final = N_("Which language do you read? Your buddy will read the other one.")
_ENDED: Final = N_("Done: you and {member} are buddies no more. They are told so, kindly and without a reason.")
_ENDED_ALREADY: Final = N_("That had ended before.")
_GIVEN_UP: Final = N_("Done: nobody is asked for you any more.")
_DOWN: Final = N_("Done: RedBridge won't ask you again. Thank you for offering.")
_DECLINED: Final = N_("All right. They never learn that you were asked, and you aren't asked for them again.")
_PASSED: Final = N_(
    "This question was not for you, or nobody waits for the answer any more. Nothing was changed; `/buddy` shows how "
    "it stands."
)
_OFF: Final = N_("The server has switched buddies off meanwhile, so nobody was brought together.")
_ENOUGH_OF_THEM: Final = N_("You have as many newcomers as anybody should, so somebody else is asked.")
_UNANSWERED: Final = {Answer.PASSED: _PASSED, Answer.OFF: _OFF, Answer.FULL: _ENOUGH_OF_THEM}


class BuddyPanel:
    """Shows the panel, and shows it anew. Raises what the table of errors explains."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Show how it stands. The interaction is deferred already."""
        await server_of(interaction)
        text, view = await self._draw(interaction, [])
        await tell(interaction, text, view=staying(interaction, view))

    async def redraw(self, interaction: discord.Interaction[Any], *heads: str) -> None:
        """Show how it stands in the place of what was there, below what has just happened."""
        text, view = await self._draw(interaction, heads)
        await interaction.edit_original_response(content=text, view=staying(interaction, view))

    async def become(self, interaction: discord.Interaction[Any], role: Role) -> None:
        """Wish or offer, for whoever acts; who never said which language they read is asked first."""
        preference: MemberPreference = await interaction.client.readers.preference(interaction)
        locale = await reader(interaction)
        if not preference.confirmed:
            view = view_of(*(BuddyAs(role, each) for each in LANGUAGES))
            text = self._services.catalogues.text(locale, _WHICH)
            await interaction.edit_original_response(content=text, view=staying(interaction, view))
            return
        buddies, guild_id = self._services.buddies, guild_of(interaction)
        enter = buddies.wish if role == "wish" else buddies.offer
        await enter(guild_id, interaction.user.id, locale)
        await self.redraw(interaction)

    async def _draw(self, interaction: discord.Interaction[Any], heads: Sequence[str]) -> tuple[str, ui.View]:
        locale = await reader(interaction)
        standing = await self._services.buddies.look(guild_of(interaction), interaction.user.id)
        lines = [*heads, *self._lines(standing, locale)]
        return "\n".join(lines), view_of(*self._buttons(standing, locale))

    def _lines(self, standing: Standing, locale: str) -> list[str]:
        catalogues = self._services.catalogues
        is_on = standing.is_on
        lines = [about_buddies(locale, catalogues) if is_on else catalogues.text(locale, _NO_BUDDIES)]
        lines += [f"- {line}" for each in standing.news if (line := news_line(each, locale, catalogues))]
        if standing.offer and standing.offer.unreached_at:
            lines.append(catalogues.text(locale, _UNREACHED))
        if standing.offer and standing.is_on:
            lines.append(catalogues.text(locale, _OFFERED))
        if standing.is_looking and standing.is_on:
            lines.append(catalogues.text(locale, _LOOKING))
        if standing.helper:
            lines += self._pair(standing.helper, locale, is_newcomer=True)
        for each in standing.charges:
            lines += self._pair(each, locale, is_newcomer=False)
        return lines

    def _pair(self, buddy: Buddy, locale: str, *, is_newcomer: bool) -> list[str]:
        catalogues = self._services.catalogues
        together = catalogues.text(locale, _TOGETHER, member=f"<@{buddy.member_id}>")
        return [together, *first_words(buddy.locale, locale, catalogues, is_newcomer=is_newcomer)]

    def _buttons(self, standing: Standing, locale: str) -> list[ui.Item[Any]]:
        def say(message_id: str) -> str:
            return self._services.catalogues.text(locale, message_id)

        buttons: list[ui.Item[Any]] = []
        if standing.is_looking:
            buttons.append(GiveUp(say(N_("Nobody after all"))))
        elif standing.is_on and not standing.helper:
            buttons.append(Become("wish", say(N_("I'd like a buddy"))))
        if standing.offer:
            buttons.append(StepDown(say(N_("Not any more"))))
        elif standing.is_on:
            buttons.append(Become("offer", say(N_("I'll be one"))))
        together = [*([standing.helper] if standing.helper else []), *standing.charges]
        for number, each in enumerate(together, 1):
            # Where there are several, in the order of the lines above.
            label = say(N_("That's enough"))
            buttons.append(EndPair(each.member_id, f"{label} ({number})" if len(together) > 1 else label))
        return buttons


class OpenBuddies(PlainButton, template=r"buddy:1:open"):
    """A button that opens the panel."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.buddies.open(interaction)


class Become(PersistentItem[ui.Button[Any]], template=r"buddy:1:(?P<role>wish|offer)"):
    """A button with which somebody wishes for a buddy, or offers to be one."""

    def __init__(self, role: Role, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"buddy:1:{role}"))
        self._role: Role = role

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls("wish" if match["role"] == "wish" else "offer")

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do so."""
        await interaction.response.defer()
        await interaction.client.buddies.become(interaction, self._role)


class BuddyAs(PersistentItem[ui.Button[Any]], template=r"buddy:1:(?P<role>wish|offer):(?P<locale>en|zh-CN|zh-TW)"):
    """A button with which somebody says which language they read, and then wishes or offers."""

    def __init__(self, role: Role, locale: str) -> None:
        super().__init__(ui.Button(label=LANGUAGES[locale], custom_id=f"buddy:1:{role}:{locale}"))
        self._role: Role = role
        self._locale = locale

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls("wish" if match["role"] == "wish" else "offer", match["locale"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember the language, and do so."""
        await interaction.response.defer()
        await choose(interaction, locale=self._locale)
        await interaction.client.buddies.become(interaction, self._role)


class GiveUp(PlainButton, template=r"buddy:1:give-up"):
    """A button with which a newcomer takes their wish back."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Look for nobody any more."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        await services.buddies.give_up(guild_of(interaction), interaction.user.id)
        await interaction.client.buddies.redraw(
            interaction, services.catalogues.text(await reader(interaction), _GIVEN_UP)
        )


class StepDown(PlainButton, template=r"buddy:1:step-down"):
    """A button with which a volunteer takes their offer back."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Ask them no more."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        await services.buddies.step_down(guild_of(interaction), interaction.user.id)
        await interaction.client.buddies.redraw(interaction, services.catalogues.text(await reader(interaction), _DOWN))


class EndPair(PersistentItem[ui.Button[Any]], template=r"buddy:1:end:(?P<other>\d{15,20})"):
    """A button with which one of two ends it. It names the other one; whoever presses is the one."""

    def __init__(self, other_id: int, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"buddy:1:end:{other_id}"))
        self._other_id = other_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a year."""
        return cls(int(match["other"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """End it."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        ended = await services.buddies.end(guild_of(interaction), interaction.user.id, self._other_id)
        locale, said = await reader(interaction), _ENDED if ended else _ENDED_ALREADY
        head = services.catalogues.text(locale, said, member=f"<@{self._other_id}>")
        await interaction.client.buddies.redraw(interaction, head)


class Reply(PersistentItem[ui.Button[Any]], template=r"buddy:1:(?P<answer>yes|no):(?P<newcomer>\d{15,20})"):
    """The buttons below the question to a volunteer."""

    def __init__(self, answer: Literal["yes", "no"], newcomer_id: int, label: str = "-") -> None:
        style = discord.ButtonStyle.success if answer == "yes" else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=f"buddy:1:{answer}:{newcomer_id}"))
        self._accepts = answer == "yes"
        self._newcomer_id = newcomer_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a year."""
        return cls("yes" if match["answer"] == "yes" else "no", int(match["newcomer"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Note the answer, and show what came of it."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        guild_id, member_id = guild_of(interaction), interaction.user.id
        came = await services.buddies.answer(guild_id, self._newcomer_id, member_id, accepts=self._accepts)
        if came in _UNANSWERED:
            raise UserError(_UNANSWERED[came])
        heads = [services.catalogues.text(await reader(interaction), _DECLINED)] if came is Answer.DECLINED else []
        await interaction.client.buddies.redraw(interaction, *heads)


BUTTONS: Final = (OpenBuddies, Become, BuddyAs, GiveUp, StepDown, EndPair, Reply)
