"""The screens on which moderators decide how reminders are said: in RedBridge's words, or in the server's own."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.views import Modal, PersistentItem, PlainButton, PlainMenu
from bot.errors import N_, UserError
from bot.i18n import ENGLISH, LANGUAGES, LOCALES
from bot.markup import split as cut
from bot.markup import units
from bot.rules import wordings
from bot.rules.book import Rule, RuleText
from bot.rules.saying import GENTLE, PLAIN, PRIVATE, TIMED, line
from bot.rules.wordings import BETWEEN, Texts, known, mark_of
from bot.services import Services

KEY: Final = "wordings"
# The ways of reminding, as moderators know them.
WAYS: Final[Mapping[str, str]] = {
    TIMED: N_("On a schedule"),
    GENTLE: N_("When a message calls for a rule"),
    PLAIN: N_("By hand, in the channel"),
    PRIVATE: N_("By hand, privately"),
}
_HOW: Final = "|".join(WAYS)
_TITLE: Final = N_("**How it is said**")
_LEAD: Final = N_(
    "RedBridge says each kind of reminder in several ways, in turns. "
    "Choose a kind to see them, or to use your own words."
)
_OURS: Final = N_("- {way}: RedBridge's words")
_OWN: Final = N_("- {way}: your words")
_MACHINE: Final = N_("- {way}: your words 🤖, in part machine-made, and nobody has looked at it yet")
_CHOOSE: Final = N_("See and change one …")
_THESE_ARE_OURS: Final = N_("-# These are RedBridge's own words.")
_THESE_ARE_OWN: Final = N_("-# These are this server's words.")
_KNOWN: Final = N_("-# You can use these in it: {known}")
_SAMPLE: Final = N_("-# With one of your rules it reads:")
_HINT: Final = N_("One way of saying it, or several with {between} on a line between them")
_EMPTY: Final = N_("Left empty, it is translated from the others.")
_GONE: Final = N_("There is no text of that name, and nothing was changed. The panel shows those there are.")
_SHOWN: Final = 400
_SAMPLE_LENGTH: Final = 500
_MOST: Final = 4000
_LABEL: Final = 45
_DESCRIPTION: Final = 100
_NOTHING: Final = RuleText("…", "…")


class ChooseWay(PlainMenu, template=r"saying:1:way"):
    """The menu of ways."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show how one of them is said."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        await interaction.client.rule_hub.redraw(interaction, WayScreen(self.item.values[0]))


class AtWay(
    PersistentItem[ui.Button[Any]], template=rf"saying:1:(?P<act>edit|ok|ours):(?P<how>{_HOW}):(?P<mark>[0-9a-f]{{8}})"
):
    """A button about one way. mark: of what the moderator sees."""

    def __init__(self, act: str, how: str, mark: str, label: str = "-", style: str = "secondary") -> None:
        custom_id = f"saying:1:{act}:{how}:{mark}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle[style], custom_id=custom_id))
        self._act, self._how, self._mark = act, how, mark

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["act"], match["how"], match["mark"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, approve, or go back to RedBridge's words."""
        require_moderator(interaction, Area.RULES)
        services: Services = interaction.client.services
        if self._act == "edit":
            await interaction.response.send_modal(await _form(interaction, self._how))
            return
        await interaction.response.defer()
        act = services.wordings.approve if self._act == "ok" else services.wordings.reset
        await act(guild_of(interaction), self._how, interaction.user.id, self._mark)
        await interaction.client.rule_hub.redraw(interaction, WayScreen(self._how))


class AllWays(PlainButton, template=r"saying:1:all"):
    """A button that leads back to all ways."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show them."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        await interaction.client.rule_hub.redraw(interaction, KEY)


ITEMS: Final = (ChooseWay, AtWay, AllWays)


class WordingForm(Modal):
    """The words for one way of reminding, a field for each language."""

    def __init__(self, services: Services, locale: str, how: str, own: Texts) -> None:
        say = services.catalogues.text
        super().__init__(say(locale, WAYS[how])[:_LABEL])
        self._services, self._how, self._own = services, how, own
        self._shown = shown = own or services.wordings.ours(how)
        self._fields: dict[str, ui.TextInput[Any]] = {}
        for each in LOCALES:
            self._fields[each] = ui.TextInput(
                style=discord.TextStyle.paragraph, required=False, max_length=_MOST, default=shown[each].text[:_MOST]
            )
            hint = say(locale, _HINT, between=BETWEEN) if each == ENGLISH else say(locale, _EMPTY)
            mark = " 🤖" if shown[each].is_machine else ""
            label = f"{LANGUAGES[each]}{mark}"
            self.add_item(ui.Label(text=label, description=hint[:_DESCRIPTION], component=self._fields[each]))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep what was changed, and show how it reads; what a machine wrote follows a change of the others."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        typed = {locale: field.value for locale, field in self._fields.items()}
        same = {each for each in LOCALES if wordings.split(typed[each]) == wordings.split(self._shown[each].text)}
        if len(same) < len(LOCALES):
            texts = {each: "" if each in same and self._shown[each].is_machine else typed[each] for each in LOCALES}
            who = guild_of(interaction), self._how
            await self._services.wordings.write(*who, texts, interaction.user.id, self._own)
        await interaction.client.rule_hub.redraw(interaction, WayScreen(self._how))

    async def anew(self, interaction: discord.Interaction[Any]) -> "WordingForm":
        """The same form, about what is said by now."""
        require_moderator(interaction, Area.RULES)
        return await _form(interaction, self._how)


class WordingScreen:
    """All ways."""

    key = KEY
    label = N_("How it is said")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell whose words are used, and let one be chosen."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        own = await services.wordings.own(guild_of(interaction))
        lines = [say(locale, _TITLE), say(locale, _LEAD)]
        for how, way in WAYS.items():
            texts = own.get(how, {})
            message = _MACHINE if any(each.is_machine for each in texts.values()) else _OWN if texts else _OURS
            lines.append(say(locale, message, way=say(locale, way)))
        options = [discord.SelectOption(label=say(locale, way), value=how) for how, way in WAYS.items()]
        return "\n".join(lines), [ChooseWay(options, say(locale, _CHOOSE))]


class WayScreen:
    """One way: its words in all languages, and how they read."""

    key = KEY
    label = WordingScreen.label

    def __init__(self, how: str) -> None:
        """Raises UserError for a way that there is not."""
        if how not in WAYS:
            raise UserError(_GONE)
        self._how = how

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Show them, and let them be changed."""
        services: Services = interaction.client.services
        locale, say, guild_id = await reader(interaction), services.catalogues.text, guild_of(interaction)
        own = (await services.wordings.own(guild_id)).get(self._how, {})
        shown = own or services.wordings.ours(self._how)
        lines = [f"**{say(locale, WAYS[self._how])}**", say(locale, _THESE_ARE_OWN if own else _THESE_ARE_OURS)]
        for each in LOCALES:
            lines += [LANGUAGES[each] + (" 🤖" if shown[each].is_machine else ""), _quoted(shown[each].text, _SHOWN)]
        lines.append(say(locale, _KNOWN, known=known(self._how)))
        lines += [say(locale, _SAMPLE), _quoted(await self._sample(interaction), _SAMPLE_LENGTH)]
        mark = mark_of(own)
        items: list[ui.Item[Any]] = [AtWay("edit", self._how, mark, say(locale, N_("Edit")), "primary")]
        if any(text.is_machine for text in own.values()):
            items.append(AtWay("ok", self._how, mark, say(locale, N_("Approve")), "success"))
        if own:
            items.append(AtWay("ours", self._how, mark, say(locale, N_("Back to RedBridge's words"))))
        items.append(AllWays(say(locale, N_("Back to the panel"))))
        return "\n".join(lines), items

    async def _sample(self, interaction: discord.Interaction[Any]) -> str:
        """How the first variant reads with the first rule."""
        services: Services = interaction.client.services
        guild_id = guild_of(interaction)
        rules = (await services.publishing.known(guild_id)).rules
        rule = rules[0] if rules else Rule(0, 0, dict.fromkeys(LOCALES, _NOTHING))
        light = services.icebreakers.light(lambda _: 0)
        server = discord.utils.escape_markdown(interaction.guild.name if interaction.guild else "")
        more = {each: {"question": light[each], "server": f"**{server}**"} for each in LOCALES}
        chinese = services.preferences.chinese(guild_id)
        return line(self._how, rule, chinese, await services.wordings.of(guild_id), lambda _: 0, more)


async def _form(interaction: discord.Interaction[Any], how: str) -> WordingForm:
    services: Services = interaction.client.services
    own = (await services.wordings.own(guild_of(interaction))).get(how, {})
    return WordingForm(services, await reader(interaction), how, own)


def _quoted(text: str, most: int) -> str:
    quoted = "\n".join(f"> {each}" for each in text.splitlines())
    return quoted if units(quoted) <= most else f"{cut(quoted, most - 1)[0]}…"
