"""A text of a server's own, in all languages: looked at, written, approved and given up, at one place in the panel."""

import re
from collections.abc import Mapping
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.hello import NAMES
from bot.client.onboarding.text_page import CALLED, called, ours, page, unapproved
from bot.client.readers import reader
from bot.client.views import Modal, PersistentItem, view_of
from bot.errors import N_, UserError
from bot.i18n import LANGUAGES, LOCALES, Catalogues
from bot.onboarding import kinds
from bot.onboarding.kinds import Entry
from bot.onboarding.texts import mark_of
from bot.services import Services

_EMPTY: Final = N_("Left empty, it is translated from the others.")
_TITLED: Final = N_("The first line is the title. Left empty, it is translated from the others.")
_FOLLOWS: Final = N_("Machine-made. If you leave it as it is, it follows your changes to the others.")
# What one field of a form takes, and the most of Discord's labels and of a description below one.
_FIELD, _LABEL, _HINT = 4000, 45, 100
_LONGEST_ID: Final = 100
# Texts that are there by being written, and of which nothing else is left when they are given up.
_STANDS_ALONE: Final = "icebreaker:"
_WHERE: Final = r"(?P<screen>[a-z]{0,16})"
_NAME: Final = r"(?P<name>[a-z0-9:-]{1,80})"
_MARK: Final = r"(?P<mark>[0-9a-f]{8})"


class _AtText(PersistentItem[ui.Button[Any]], template="unused"):
    """A button about one text. screen: to which one leads back from it; "" for none. mark: of what it said then."""

    act = ""

    def __init__(
        self, name: str, label: str = "-", *, screen: str = "", mark: str = "", style: str = "secondary"
    ) -> None:
        marked = f"{mark}:" if mark else ""
        custom_id = f"text:1:{self.act}:{screen}:{marked}{name}"
        if len(custom_id) > _LONGEST_ID:
            custom_id = f"text:1:{self.act}::{marked}{name}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle[style], custom_id=custom_id))
        self.name, self.screen, self.mark = name, screen, mark

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["name"], screen=match["screen"], mark=match.groupdict().get("mark", ""))


class SeeText(_AtText, template=rf"text:1:see:{_WHERE}:{_NAME}"):
    """A button that shows a text in all languages, in the place of a screen; from there it can be changed."""

    act = "see"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        await show(interaction, self.name, self.screen)


class EditText(_AtText, template=rf"text:1:edit:{_WHERE}:{_NAME}"):
    """A button that opens the form for a text, also for one that there is not yet."""

    act = "edit"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it, filled in with what the text says."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.send_modal(await _form(interaction, self.name, self.screen))


class Approve(_AtText, template=rf"text:1:ok:{_WHERE}:{_MARK}:{_NAME}"):
    """A button that takes what the translator wrote for what the moderators mean."""

    act = "ok"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it, if the text still says what the moderator sees."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        await interaction.response.defer()
        await services.texts.approve(guild_of(interaction), self.name, interaction.user.id, self.mark)
        await show(interaction, self.name, self.screen)


class BackToOurs(_AtText, template=rf"text:1:ours:{_WHERE}:{_MARK}:{_NAME}"):
    """A button that gives a server's own text up, for RedBridge's where there is one."""

    act = "ours"

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Give it up, if it still says what the moderator sees."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        await interaction.response.defer()
        await services.texts.reset(guild_of(interaction), self.name, interaction.user.id, self.mark)
        if self.screen and not ours(services, self.name):
            await interaction.client.hub.redraw(interaction, self.screen)
            return
        await show(interaction, self.name, self.screen)


class BackToScreen(PersistentItem[ui.Button[Any]], template=r"text:1:back:(?P<screen>[a-z]{1,16})"):
    """A button that leads from a text back to its screen."""

    def __init__(self, screen: str, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"text:1:back:{screen}"))
        self._screen = screen

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["screen"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show the screen."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        await interaction.client.hub.redraw(interaction, self._screen)


class TextForm(Modal):
    """A field for each language; what is left empty is translated."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that a form is drawn from
        self,
        services: Services,
        name: str,
        screen: str,
        locale: str,
        own: Mapping[str, Entry],
        shown: Mapping[str, Entry],
    ) -> None:
        """own: what the server has, to be compared with what it has later. shown: what is filled in."""
        super().__init__(called(services, name, locale)[:_LABEL])
        self._services = services
        self._name, self._screen, self._own, self._shown = name, screen, own, shown
        self._fields: dict[str, ui.TextInput[Any]] = {}
        for each in LOCALES:
            entry = shown.get(each, Entry("", ""))
            style = discord.TextStyle.paragraph
            field: ui.TextInput[Any] = ui.TextInput(
                style=style, required=False, max_length=_FIELD, default=kinds.joined(entry) or None
            )
            self._fields[each] = field
            hint = services.catalogues.text(locale, _hint(name, entry))[:_HINT]
            label = f"{LANGUAGES[each]} 🤖" if entry.is_machine else LANGUAGES[each]
            self.add_item(ui.Label(text=label, description=hint, component=field))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep what was written, and show what the text says now."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        guild_id, texts = guild_of(interaction), self._services.texts
        written = self._written()
        if written == ours(self._services, self._name) and self._own:
            await texts.reset(guild_id, self._name, interaction.user.id, mark_of(self._own))
        elif written != self._shown:
            await texts.write(guild_id, self._name, written, interaction.user.id, seen=self._own)
        await show(interaction, self._name, self._screen)

    async def anew(self, interaction: discord.Interaction[Any]) -> "TextForm":
        """The same form, about what the text says by now."""
        require_moderator(interaction, Area.ONBOARDING)
        return await _form(interaction, self._name, self._screen)

    def _written(self) -> dict[str, Entry]:
        """What was written, by locale; of the machine's texts only those that need not follow a change."""
        typed = {locale: kinds.split(self._name, field.value) for locale, field in self._fields.items()}
        same = {locale for locale, entry in typed.items() if entry == _unmarked(self._shown.get(locale))}
        machine = {locale for locale in same if self._shown[locale].is_machine}
        given = {locale: entry for locale, entry in typed.items() if entry.title or entry.text}
        if given.keys() <= same:
            return {locale: self._shown[locale] for locale in given}
        return {locale: entry for locale, entry in given.items() if locale not in machine}


__all__ = ["ITEMS", "EditText", "SeeText", "of_welcomes", "show", "unapproved"]
ITEMS: Final = (SeeText, EditText, Approve, BackToOurs, BackToScreen)


def of_welcomes(catalogues: Catalogues, locale: str, screen: str) -> list[SeeText]:
    """Buttons for the words of all welcomes."""
    return [SeeText(name, catalogues.text(locale, CALLED[name]), screen=screen) for name in NAMES]


async def show(interaction: discord.Interaction[Any], name: str, screen: str) -> None:
    """Show a text in all languages in the place of what a moderator acted on. The interaction is deferred already.

    Raises UserError where there is no such text any more.
    """
    services: Services = interaction.client.services
    locale, say = await reader(interaction), services.catalogues.text
    own = await services.texts.one(guild_of(interaction), name)
    brought = ours(services, name)
    if not own and not brought:
        raise UserError(kinds.NO_SUCH)
    items: list[ui.Item[Any]] = [EditText(name, say(locale, N_("Edit")), screen=screen, style="primary")]
    if any(entry.is_machine for entry in own.values()):
        items.append(Approve(name, say(locale, N_("Approve")), screen=screen, mark=mark_of(own), style="success"))
    if own and brought:
        items.append(BackToOurs(name, say(locale, N_("Back to RedBridge's words")), screen=screen, mark=mark_of(own)))
    if own and not brought and name.startswith(_STANDS_ALONE):
        items.append(BackToOurs(name, say(locale, N_("Remove")), screen=screen, mark=mark_of(own), style="danger"))
    if screen:
        items.append(BackToScreen(screen, say(locale, N_("Back to the panel"))))
    text = page(interaction, name, locale, {**brought, **own}, is_own=bool(own))
    await interaction.edit_original_response(content=text, view=view_of(*items))


async def _form(interaction: discord.Interaction[Any], name: str, screen: str) -> TextForm:
    services: Services = interaction.client.services
    kinds.kind_of(name)
    own = await services.texts.one(guild_of(interaction), name)
    shown = {**ours(services, name), **own}
    return TextForm(services, name, screen, await reader(interaction), own, shown)


def _hint(name: str, entry: Entry) -> str:
    if entry.is_machine:
        return _FOLLOWS
    return _TITLED if kinds.kind_of(name).longest_title else _EMPTY


def _unmarked(entry: Entry | None) -> Entry | None:
    return Entry(entry.title, entry.text) if entry else None
