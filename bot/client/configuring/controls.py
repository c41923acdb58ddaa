"""What a setting is changed with: a menu, a button or a form, as its kind asks for."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client.configuring.changing import change, setting_of
from bot.client.onboarding.roles import Chosen, ask_for
from bot.client.readers import reader
from bot.client.views import Modal, PersistentItem
from bot.config.kinds import Channel, Choice, Role, Several, Switch, Value
from bot.config.setting import Setting
from bot.errors import N_
from bot.i18n import Catalogues
from bot.services import Services

KEY: Final = r"(?P<key>[a-z.-]{1,40})"
_SWITCH: Final = {True: N_("Switch on"), False: N_("Switch off")}
_TYPE: Final = N_("Write it …")
_NOTHING: Final = N_("None")
_FORMER: Final = N_("Back to the default")
_CHOOSE: Final = N_("Choose …")


class PickChannel(PersistentItem[ui.ChannelSelect[Any]], template=rf"settings:1:channel:{KEY}"):
    """A menu of channels."""

    def __init__(self, key: str, chosen: int | None = None, placeholder: str | None = None) -> None:
        default = [Chosen(id=chosen, type=discord.SelectDefaultValueType.channel)] if chosen else []
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=f"settings:1:channel:{key}",
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
            placeholder=placeholder,
            default_values=default,
        )
        super().__init__(menu)
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take this channel from now on."""
        await change(interaction, self._key, self.item.values[0].id)


class PickRole(PersistentItem[ui.RoleSelect[Any]], template=rf"settings:1:role:{KEY}"):
    """A menu of roles."""

    def __init__(self, key: str, chosen: discord.Role | None = None, placeholder: str | None = None) -> None:
        super().__init__(ask_for(f"settings:1:role:{key}", placeholder, chosen))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Give this role from now on, or none."""
        await change(interaction, self._key, self.item.values[0].id if self.item.values else None)


class PickWord(PersistentItem[ui.Select[Any]], template=rf"settings:1:word:{KEY}"):
    """A menu of words, of which one or several are chosen."""

    def __init__(self, key: str, options: list[discord.SelectOption] | None = None, most: int = 1) -> None:
        super().__init__(ui.Select(custom_id=f"settings:1:word:{key}", options=options or [], max_values=most))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["key"], item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do as was chosen from now on."""
        setting = setting_of(interaction, self._key)
        if isinstance(setting.kind, Several):
            # Discord does not tell in which order they were pressed.
            values = tuple(name for name in setting.kind.names if name in self.item.values)
            await change(interaction, self._key, values)
        else:
            await change(interaction, self._key, self.item.values[0])


class Press(PersistentItem[ui.Button[Any]], template=rf"settings:1:(?P<act>on|off|default):{KEY}"):
    """A button that switches something, or takes back what was decided."""

    def __init__(self, act: str, key: str, label: str = "-", style: str = "secondary") -> None:
        custom_id = f"settings:1:{act}:{key}"
        super().__init__(ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle[style]))
        self._act, self._key = act, key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["act"], match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        former = setting_of(interaction, self._key).default
        await change(interaction, self._key, former if self._act == "default" else self._act == "on")


class Write(PersistentItem[ui.Button[Any]], template=rf"settings:1:write:{KEY}"):
    """A button that opens a form."""

    def __init__(self, key: str, label: str = "-") -> None:
        custom_id = f"settings:1:write:{key}"
        super().__init__(ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle.primary))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        await interaction.response.send_modal(await _form(interaction, self._key))


class ValueForm(Modal):
    """One line in which a value is written."""

    def __init__(self, setting: Setting, former: Value, locale: str, catalogues: Catalogues) -> None:
        super().__init__(catalogues.text(locale, setting.label)[:45])
        self._key = setting.key
        self._typed: ui.TextInput[Any] = ui.TextInput(default=str(former), max_length=64)
        # Discord's limit for both.
        about = catalogues.text(locale, setting.about)
        label = catalogues.text(locale, setting.label)[:45]
        self.add_item(ui.Label(text=label, description=about[:100], component=self._typed))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Do as it was written from now on."""
        await change(interaction, self._key, self._typed.value)

    async def anew(self, interaction: discord.Interaction[Any]) -> "ValueForm":
        """The same form, about what is decided by now."""
        return await _form(interaction, self._key)


ITEMS: Final = (PickChannel, PickRole, PickWord, Press, Write)


async def _form(interaction: discord.Interaction[Any], key: str) -> ValueForm:
    services: Services = interaction.client.services
    setting = setting_of(interaction, key)
    former = await services.configuration.value(interaction.guild_id or 0, setting)
    return ValueForm(setting, former, await reader(interaction), services.catalogues)


def controls(
    setting: Setting, value: Value, guild: discord.Guild, locale: str, catalogues: Catalogues
) -> Sequence[ui.Item[Any]]:
    """What changes a setting, and what takes back what was decided, if anything was."""
    say, key = catalogues.text, setting.key
    match setting.kind:
        case Channel():
            chosen = value if isinstance(value, int) and guild.get_channel(value) else None
            items: list[ui.Item[Any]] = [PickChannel(key, chosen, say(locale, _CHOOSE))]
        case Role():
            items = [PickRole(key, guild.get_role(int(str(value or 0))), say(locale, _CHOOSE))]
        case Choice(options):
            items = [PickWord(key, [_option(word, say(locale, name), value) for word, name in options.items()])]
        case Several(names):
            items = [PickWord(key, [_option(name, name, value) for name in names], len(names))]
        case Switch():
            wanted = not value
            return [Press("on" if wanted else "off", key, say(locale, _SWITCH[wanted]), "primary")]
        case _:
            items = [Write(key, say(locale, _TYPE))]
    if value != setting.default:
        has_none = isinstance(setting.kind, Channel | Role)
        items.append(Press("default", key, say(locale, _NOTHING if has_none else _FORMER)))
    return items


def _option(value: str, label: str, chosen: Value) -> discord.SelectOption:
    is_chosen = value in chosen if isinstance(chosen, tuple) else value == chosen
    return discord.SelectOption(label=label, value=value, default=is_chosen)
