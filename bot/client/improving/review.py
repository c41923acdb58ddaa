"""Suggestions as moderators see them: one post each, with buttons that survive a restart."""

import logging
import re
from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final, Literal, Self, cast

import discord
from discord import ui

from bot.access.access import Area
from bot.client import render
from bot.client.errors import tell
from bot.client.improving.review_page import Pages
from bot.client.moderators import require_moderator
from bot.client.posts import QUIETLY
from bot.client.readers import LANGUAGES, reader
from bot.client.trouble import TROUBLE, reason
from bot.client.views import Modal, PersistentItem, view_of
from bot.errors import N_, StoreError
from bot.services import Services
from bot.suggestions.checking import LONGEST
from bot.suggestions.suggestions import Decided, Gone, Suggestion

if TYPE_CHECKING:
    from bot.client.bot import RedBridgeBot

_log = logging.getLogger(__name__)

Verdict = Literal["approve", "edit", "reject"]
_LABELS: Final = {"approve": N_("Approve"), "edit": N_("Edit"), "reject": N_("Reject")}
_STYLES: Final = {
    "approve": discord.ButtonStyle.success,
    "edit": discord.ButtonStyle.secondary,
    "reject": discord.ButtonStyle.danger,
}
_APPROVED: Final = N_("Done. From now on that is how RedBridge says it in this server.")
_NOT_CORRECTED: Final = N_(
    "It is kept, and from now on that is how RedBridge says it in this server. "
    "But the translation that is posted already could not be changed."
)
_OF_FORMER: Final = N_(
    "It is kept for the words that the message had then. "
    "The message was edited since, so what is posted stays as it is."
)


class Delivered(Enum):
    """What became of a suggestion on its way to the moderators."""

    POSTED = auto()
    NO_CHANNEL = auto()
    FAILED = auto()


async def deliver(client: "RedBridgeBot", suggestion: Suggestion) -> Delivered:
    """Show a suggestion where moderators review; wherever that fails, it waits for `/redbridge review`."""
    services = client.services
    place_id = services.preferences.review_channel(suggestion.guild_id)
    if place_id is None:
        return Delivered.NO_CHANNEL
    channel = client.get_partial_messageable(place_id, guild_id=suggestion.guild_id)
    try:
        post = await channel.send(content(services, suggestion), view=buttons(services, suggestion), **QUIETLY)
    except TROUBLE as error:
        _log.warning("suggestion %s is not shown to moderators: %s", suggestion.suggestion_id, reason(error))
        return Delivered.FAILED
    try:
        if not await services.suggestions.posted(suggestion, place_id, post.id):
            # Its message was deleted, or its author opted out, in this very moment.
            await remove_posts(client, [replace(suggestion, post_place_id=place_id, post_id=post.id)])
    except StoreError as error:
        _log.warning("where suggestion %s is shown is not known: %s", suggestion.suggestion_id, error)
    return Delivered.POSTED


def content(services: Services, suggestion: Suggestion) -> str:
    """A suggestion as moderators read it."""
    return _pages(services, suggestion.guild_id).page(suggestion)


def buttons(services: Services, suggestion: Suggestion) -> ui.View:
    """What moderators can do with a suggestion that waits."""
    pages = _pages(services, suggestion.guild_id)
    verdicts = cast("tuple[Verdict, ...]", tuple(_LABELS))
    return view_of(*(Decide(each, suggestion.suggestion_id, pages.both(_LABELS[each])) for each in verdicts))


async def remove_posts(client: "RedBridgeBot", suggestions: list[Suggestion]) -> None:
    """Take away what shows suggestions whose message is gone."""
    for each in suggestions:
        if each.post_place_id and each.post_id:
            try:
                await _post(client, each.post_place_id, each.post_id, each.guild_id).delete()
            except TROUBLE as error:
                _log.warning("the post of suggestion %s could not be removed: %s", each.suggestion_id, reason(error))


async def close_posts(client: "RedBridgeBot", suggestions: list[Suggestion]) -> None:
    """Let what shows suggestions say, instead of them, that the author of their message opted out."""
    for each in suggestions:
        if each.post_place_id and each.post_id:
            said = _pages(client.services, each.guild_id).left_out()
            try:
                await _post(client, each.post_place_id, each.post_id, each.guild_id).edit(content=said, view=None)
            except TROUBLE as error:
                _log.warning("the post of suggestion %s could not be closed: %s", each.suggestion_id, reason(error))


class Decide(
    PersistentItem[ui.Button[Any]],
    template=r"suggestion:1:(?P<verdict>approve|edit|reject):(?P<suggestion>\d{1,18})",
):
    """A button below a suggestion."""

    def __init__(self, verdict: Verdict, suggestion_id: int, label: str = "-") -> None:
        custom_id = f"suggestion:1:{verdict}:{suggestion_id}"
        super().__init__(ui.Button(label=label[:80], style=_STYLES[verdict], custom_id=custom_id))
        self._verdict: Verdict = verdict
        self._suggestion_id = suggestion_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(cast("Verdict", match["verdict"]), int(match["suggestion"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Decide, or open the form in which a moderator changes the words first."""
        require_moderator(interaction, Area.TRANSLATION)
        services: Services = interaction.client.services
        if self._verdict == "edit":
            async with _Closing(interaction):
                found = await services.suggestions.get(interaction.guild_id or 0, self._suggestion_id)
            await interaction.response.send_modal(Edit(services, found, await reader(interaction)))
        else:
            await interaction.response.defer()
            await decide(interaction, self._suggestion_id, self._verdict)


class Edit(Modal):
    """The words of a suggestion, for a moderator to change; sending them approves them."""

    def __init__(self, services: Services, suggestion: Suggestion, locale: str) -> None:
        catalogues = services.catalogues
        super().__init__(catalogues.text(locale, N_("Edit, then approve")))
        self._suggestion_id = suggestion.suggestion_id
        self._input: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, default=suggestion.proposed, max_length=LONGEST
        )
        # Translators: above a field of a form; at most 45 characters with the name of the language.
        label = catalogues.text(
            locale, N_("How you would say it in {language}"), language=LANGUAGES[suggestion.target_locale]
        )
        self.add_item(ui.Label(text=label, component=self._input))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Approve the words as they are now."""
        require_moderator(interaction, Area.TRANSLATION)
        await interaction.response.defer()
        await decide(interaction, self._suggestion_id, "approve", self._input.value)

    async def anew(self, interaction: discord.Interaction[Any]) -> "Edit":
        """The same form, as long as the suggestion waits."""
        require_moderator(interaction, Area.TRANSLATION)
        services: Services = interaction.client.services
        found = await services.suggestions.get(interaction.guild_id or 0, self._suggestion_id)
        return Edit(services, found, await reader(interaction))


async def decide(
    interaction: discord.Interaction[Any], suggestion_id: int, verdict: Verdict, words: str | None = None
) -> None:
    """Approve or reject, show it below the suggestion, and correct what is posted. words: the moderator's own.

    The interaction is deferred. Raises what the table of errors explains; then nothing was decided.
    """
    client: RedBridgeBot = interaction.client
    guild, by = interaction.guild_id or 0, interaction.user.id
    async with _Closing(interaction):
        if verdict == "reject":
            decided = await client.services.suggestions.reject(guild, suggestion_id, by)
        else:
            await _require_message(client, await client.services.suggestions.get(guild, suggestion_id))
            decided = await client.services.suggestions.approve(guild, suggestion_id, by, words)
    await _show(interaction, content(client.services, decided), decided)
    if verdict == "approve":
        said = await _correct(client, decided)
        await tell(interaction, render.bilingual(await reader(interaction), client.services.catalogues, said))


async def _require_message(client: "RedBridgeBot", suggestion: Suggestion) -> None:
    """Nothing of a message that was deleted while nobody listened is remembered: raises Gone, and forgets it."""
    channel = client.get_partial_messageable(suggestion.channel_id, guild_id=suggestion.guild_id)
    try:
        await channel.fetch_message(suggestion.message_id)
    except discord.NotFound:
        await remove_posts(client, await client.services.suggestions.withdraw([suggestion.message_id]))
        raise Gone from None
    except TROUBLE as error:
        _log.warning("whether message %s is still there is unknown: %s", suggestion.message_id, reason(error))


class _Closing:
    """Takes the buttons off a post whose suggestion somebody else decided, or that is gone, before that is told."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction

    async def __aenter__(self) -> None:
        pass

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, Decided | Gone):
            return
        interaction = self._interaction
        if not interaction.response.is_done():
            await interaction.response.defer()
        suggestion = error.suggestion if isinstance(error, Decided) else None
        shown = interaction.message.content if interaction.message else ""
        pages = _pages(interaction.client.services, interaction.guild_id or 0)
        await _show(interaction, pages.closed(shown, suggestion), suggestion)


async def _show(interaction: discord.Interaction[Any], text: str, suggestion: Suggestion | None) -> None:
    """Show a decision where it was made, and in the moderators' channel if that is elsewhere."""
    quietly: dict[str, Any] = {"content": text, "view": None, "allowed_mentions": discord.AllowedMentions.none()}
    here = interaction.message.id if interaction.message else None
    try:
        await interaction.edit_original_response(**quietly)
        if suggestion and suggestion.post_place_id and suggestion.post_id and suggestion.post_id != here:
            where = suggestion.post_place_id, suggestion.post_id, suggestion.guild_id
            await _post(interaction.client, *where).edit(**quietly)
    except TROUBLE as error:
        _log.warning("who decided a suggestion could not be shown: %s", reason(error))


async def _correct(client: "RedBridgeBot", suggestion: Suggestion) -> str:
    """Let what is posted say the new words; what became of that, in words, as a msgid."""
    place_id, message_id = suggestion.channel_id, suggestion.message_id
    try:
        await client.bridging.refresh(suggestion.guild_id, place_id, message_id)
        message = await client.posts.message(place_id, message_id)
        if message and message.text != suggestion.source_text:
            return _OF_FORMER
        if message:
            await client.replies.refresh(message)
            return _APPROVED if await _is_said(client, suggestion) else _NOT_CORRECTED
    except (*TROUBLE, StoreError) as error:
        _log.warning("the translation of message %s stays as it was: %s", message_id, reason(error))
        return _NOT_CORRECTED
    return _APPROVED


async def _is_said(client: "RedBridgeBot", suggestion: Suggestion) -> bool:
    """Whether the post that translates a message says the new words; a long one, in several posts, is taken to."""
    posts = await client.services.conversation.record.posts([suggestion.message_id])
    ours = [link for link in posts if link.target_locale == suggestion.target_locale]
    said = await client.posts.read(ours[0]) if len(ours) == 1 else None
    return said is None or suggestion.proposed in said


def _post(client: "RedBridgeBot", place_id: int, post_id: int, guild_id: int) -> discord.PartialMessage:
    return client.get_partial_messageable(place_id, guild_id=guild_id).get_partial_message(post_id)


def _pages(services: Services, guild_id: int) -> Pages:
    return Pages(services.catalogues, services.preferences.chinese(guild_id))
