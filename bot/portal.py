"""What a host changes on Discord's page for developers, in words that the start and the doctor share."""

from typing import Final

from bot.errors import N_

PORTAL: Final = "https://discord.com/developers/applications"
TOKEN_REFUSED: Final = N_(
    "Discord does not accept the token in {setting}. "
    "Make a new one on {url}, page “Bot”, “Reset Token”, and put it there."
)
NO_CONTENT: Final = N_(
    "The application of this {setting} may not read messages yet, so nothing could be translated. "
    "On {url}, page “Bot”, switch on “Message Content Intent”, save, and start again."
)
NO_MEMBERS: Final = N_(
    "The application of this {setting} isn't told who joins, so nobody is greeted. If you want that: "
    "on {url}, page “Bot”, switch on “Server Members Intent”, save, and start again."
)
