"""What is kept about a member, in plain words, and buttons to be left out or forgotten."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client.errors import tell
from bot.client.files import packed
from bot.client.improving.review import close_posts, remove_posts
from bot.client.paging import excerpt
from bot.client.readers import LANGUAGES, reader
from bot.client.views import PersistentItem, PlainButton, view_of
from bot.errors import N_
from bot.i18n import Catalogues
from bot.members.members import MemberPreference
from bot.services import Services
from bot.store.agreements import Agreement
from bot.suggestions.suggestions import Suggestion

_TITLE: Final = N_("**What RedBridge keeps about you**")
_CHOSEN: Final = N_("- You read {language}; you chose that yourself.")
_LEARNT: Final = N_("- You read {language}; your Discord said so.")
_UNKNOWN: Final = N_("- Nothing about your language.")
_PINYIN: Final = N_("- You want pinyin with Chinese.")
_ZONE: Final = N_("- Your time zone is {zone}; you said so.")
_OUT: Final = {
    True: N_("- You are left out: nothing you write is translated or mirrored, on no server and for nobody."),
    False: N_("- You are not left out: what you write is translated and mirrored where a server wants that."),
}
# What is kept of messages and usage, however little; docs/privacy.md has the whole of it.
_TRACES: Final = (
    N_(
        "- For 30 days, the numbers of your messages that were translated or mirrored, so that edits and deletions can "
        "be followed; never what you wrote."
    ),
    N_("- For 60 days, how many characters were translated for you each day."),
    N_("- For a year, when you joined a server in which RedBridge greets newcomers."),
    N_("- In which servers you paid the cat tax, and with which message; never the picture."),
    N_(
        "- For a year after you began a tour: how many tips you got, when the last one came, and the last day on which "
        "you wrote or pressed anything while they did; never what."
    ),
    N_(
        "- Whether you offered to be a buddy or wished for one, who was asked for you or you for whom, and what came "
        "of it, for a year."
    ),
    N_("- Better translations that you suggested, with the message, until moderators decide; 30 days at most."),
)
_BUTTON: Final = {True: N_("Leave me out"), False: N_("Translate me again")}
_ERASE: Final = N_("Forget me …")
_SAVE: Final = N_("Save as a file")
_REALLY: Final = N_(
    "**Forget everything about you, on all servers?**\n"
    "- Gone for good: your language and time zone, tours and tips, agreements to rules, the cat tax, buddies, "
    "your suggestions, and which posts translate or mirror your messages.\n"
    "- Translations that stand in channels stay; later edits and deletions of those messages are not followed. Delete "
    "what should go first.\n"
    "- What stays: that you are left out, if you are; what was translated for you today, for the limits; and in the "
    "servers you moderate, what you changed there.\n"
    "This cannot be undone."
)
_YES: Final = N_("Yes, forget me")
_NO: Final = N_("No, keep it")
_DONE: Final = N_("✅ Done. You are forgotten as of {time}.")
_FILE: Final = N_("This is all that is kept about you, as a file. Only you can see it.")
# Translators: {count} is the number of servers in which the reader began a tour for newcomers.
_AGREED: Final = N_("- That you agreed to the rules of {server}: version {number}, {date}")
_TOURS: Final = N_("- How far you came in the tours of servers, for a year after your last card: {count}")
# Translators: {count} is how many suggestions of the reader wait for moderators; some of them follow, one a line.
_SUGGESTED: Final = N_("- Waiting for moderators now, of your suggestions: {count}")
_TAKE_BACK: Final = N_("Take my suggestions back")
_MOST_SHOWN: Final = 5
_LONGEST: Final = 60


class LeaveOut(PersistentItem[ui.Button[Any]], template=r"privacy:1:(?P<what>out|in)"):
    """A button with which a member leaves, or comes back."""

    def __init__(self, *, out: bool, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"privacy:1:{'out' if out else 'in'}"))
        self._out = out

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(out=match["what"] == "out")

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it, and show how it is then."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        preference, forgotten = await services.members.opt_out(interaction.user.id, out=self._out)
        await close_posts(interaction.client, forgotten)
        await _redraw(interaction, preference)


class TakeBack(PlainButton, template=r"privacy:1:suggestions"):
    """A button that takes back what a member suggested and nobody has decided."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take them back, from the moderators as well, and show what is left."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        taken = await services.suggestions.take_back(interaction.user.id)
        await remove_posts(interaction.client, taken)
        await _redraw(interaction, await services.members.of(interaction.user.id))


class Save(PlainButton, template=r"privacy:1:save"):
    """A button that hands a member all that is kept about them."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Hand it over, for their eyes only."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        found = await services.privacy.export(interaction.user.id)
        text = services.catalogues.text(await reader(interaction), _FILE)
        await interaction.followup.send(text, file=packed(found, f"redbridge-{interaction.user.id}"), ephemeral=True)


class Erase(PlainButton, template=r"privacy:1:erase"):
    """A button that asks whether a member wants to be forgotten."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Say what would go, and what would stay."""
        await interaction.response.defer()
        locale, catalogues = await reader(interaction), interaction.client.services.catalogues
        view = view_of(EraseNow(catalogues.text(locale, _YES)), Keep(catalogues.text(locale, _NO)))
        await interaction.edit_original_response(content=catalogues.text(locale, _REALLY), view=view)


class EraseNow(PlainButton, template=r"privacy:1:erase-now"):
    """A button that erases all that is kept about a member."""

    def __init__(self, label: str = "-") -> None:
        super().__init__(label)
        self.item.style = discord.ButtonStyle.danger

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Erase it, and show what is left."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        erased = await services.privacy.erase(interaction.user.id)
        await _redraw(interaction, erased.preference, said=_DONE)
        await remove_posts(interaction.client, list(erased.suggestions))


class Keep(PlainButton, template=r"privacy:1:keep"):
    """A button that goes back."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show what is kept."""
        await interaction.response.defer()
        await _redraw(interaction, await interaction.client.services.members.of(interaction.user.id))


BUTTONS: Final = (LeaveOut, TakeBack, Save, Erase, EraseNow, Keep)


async def show(interaction: discord.Interaction[Any]) -> None:
    """Tell whoever acts what is kept about them; nothing is learnt about them on the way. Raises StoreError."""
    services: Services = interaction.client.services
    preference = await services.members.of(interaction.user.id)
    interaction.client.readers.chosen(interaction, preference)
    text, view = await _panel(interaction, preference)
    await tell(interaction, text, view=view, suppress_embeds=True)


async def _redraw(interaction: discord.Interaction[Any], preference: MemberPreference, said: str = "") -> None:
    """said: what to tell first, in English, with the time."""
    interaction.client.readers.chosen(interaction, preference)
    text, view = await _panel(interaction, preference)
    if said:
        services: Services = interaction.client.services
        time = f"<t:{int(services.clock.now().timestamp())}:T>"
        text = f"{services.catalogues.text(await reader(interaction), said, time=time)}\n\n{text}"
    await interaction.edit_original_response(content=text, view=view)


async def _panel(interaction: discord.Interaction[Any], preference: MemberPreference) -> tuple[str, ui.View]:
    services: Services = interaction.client.services
    locale, catalogues = await reader(interaction), services.catalogues
    tours = await services.journeys.count(interaction.user.id)
    waiting = await services.suggestions.of(interaction.user.id)
    lines = [catalogues.text(locale, _TITLE), _language(preference, locale, catalogues)]
    if preference.zone:
        lines.append(catalogues.text(locale, _ZONE, zone=preference.zone))
    lines += [catalogues.text(locale, line) for line in (*_wishes(preference), *_TRACES)]
    lines += _agreed(await services.agreements.of_member(interaction.user.id), interaction.client, locale, catalogues)
    if tours:
        lines.append(catalogues.text(locale, _TOURS, count=tours))
    lines += _suggested(waiting, locale, catalogues)
    out = not preference.opted_out
    buttons: list[ui.Item[Any]] = [LeaveOut(out=out, label=catalogues.text(locale, _BUTTON[out]))]
    if waiting:
        buttons.append(TakeBack(catalogues.text(locale, _TAKE_BACK)))
    is_known = await services.privacy.holds(interaction.user.id)
    if is_known or preference.locale or preference.pinyin or preference.zone or preference.opted_out:
        buttons.append(Save(catalogues.text(locale, _SAVE)))
    if is_known or preference.locale or preference.pinyin or preference.zone:
        buttons.append(Erase(catalogues.text(locale, _ERASE)))
    return "\n".join(lines), view_of(*buttons)


def _agreed(agreements: Sequence[Agreement], client: discord.Client, locale: str, catalogues: Catalogues) -> list[str]:
    """To which rules somebody agreed, the latest ones by name."""
    lines: list[str] = []
    for each in sorted(agreements, key=lambda agreement: -agreement.agreed_at)[:_MOST_SHOWN]:
        guild = client.get_guild(each.guild_id)
        name = excerpt(guild.name, _LONGEST) if guild else str(each.guild_id)
        date = f"<t:{each.agreed_at // 1000}:D>"
        lines.append(catalogues.text(locale, _AGREED, server=name, number=each.version, date=date))
    return lines


def _suggested(waiting: Sequence[Suggestion], locale: str, catalogues: Catalogues) -> list[str]:
    """The suggestions that wait, the latest ones in words."""
    lines = [catalogues.text(locale, _SUGGESTED, count=len(waiting))] if waiting else []
    for each in reversed(waiting[-_MOST_SHOWN:]):
        link = f"https://discord.com/channels/{each.guild_id}/{each.channel_id}/{each.message_id}"
        lines.append(f"  - {link} {excerpt(each.proposed, _LONGEST)}")
    return lines


def _language(preference: MemberPreference, locale: str, catalogues: Catalogues) -> str:
    if preference.locale is None:
        return catalogues.text(locale, _UNKNOWN)
    said = _CHOSEN if preference.confirmed else _LEARNT
    return catalogues.text(locale, said, language=LANGUAGES[preference.locale])


def _wishes(preference: MemberPreference) -> list[str]:
    return [*([_PINYIN] if preference.pinyin else []), _OUT[preference.opted_out]]
