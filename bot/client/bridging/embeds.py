"""Embeds of bots that a bridge trusts, in the words of the channel."""

from typing import Final

import discord

from bot.client.bridging.phrases import Phrases
from bot.store.bridges import Channel

# Discord's limits. A translation may be longer than what it translates.
_TITLE: Final = 256
_DESCRIPTION: Final = 4096
_NAME: Final = 256
_VALUE: Final = 1024
_ALL: Final = 6000
_FIELDS: Final = 10
MOST: Final = 10
_MORE: Final = "…"
# Any other kind is a preview of a link, which Discord makes anew under the copy.
_WRITTEN: Final = ("rich", None)


def written(embeds: list[discord.Embed]) -> list[discord.Embed]:
    """Those of a message's embeds that its author wrote."""
    return [embed for embed in embeds if embed.type in _WRITTEN][:MOST]


def left_over(copy: discord.Message) -> bool:
    """Whether a copy shows an embed that the bot put there; what its text links to Discord shows by itself."""
    return any(embed.url is None or embed.url not in copy.content for embed in written(copy.embeds))


async def worded(embed: discord.Embed, target: Channel, phrases: Phrases) -> discord.Embed:
    """An embed with its title, description and fields translated; pictures, links and names stay."""
    copy = discord.Embed(
        title=_cut(await phrases.word(embed.title, target), _TITLE) or None,
        description=_cut(await phrases.word(embed.description, target), _DESCRIPTION) or None,
        url=embed.url,
        colour=embed.colour,
        timestamp=embed.timestamp,
    )
    for field in embed.fields[:_FIELDS]:
        name = _cut(await phrases.word(field.name, target), _NAME) or "\u200b"
        value = _cut(await phrases.word(field.value, target), _VALUE) or "\u200b"
        if len(copy) + len(name) + len(value) <= _ALL:
            copy.add_field(name=name, value=value, inline=field.inline)
    _dress(copy, embed)
    return copy


def _dress(copy: discord.Embed, embed: discord.Embed) -> None:
    """Take over what is not translated."""
    if embed.author.name and len(copy) + len(embed.author.name) <= _ALL:
        copy.set_author(name=embed.author.name, url=embed.author.url, icon_url=embed.author.icon_url)
    if embed.footer.text and len(copy) + len(embed.footer.text) <= _ALL:
        copy.set_footer(text=embed.footer.text, icon_url=embed.footer.icon_url)
    if embed.image.url:
        copy.set_image(url=embed.image.url)
    if embed.thumbnail.url:
        copy.set_thumbnail(url=embed.thumbnail.url)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - len(_MORE)].rstrip() + _MORE
