"""Volunteers and newcomers: what they press, and what they are told by direct message."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from bot.app import App
from bot.client.onboarding.direct import EVERY
from tests.e2e.town import Town

WISH, OFFER, ENOUGH = "buddy:1:wish", "buddy:1:offer", "That's enough"
HOUR, DAY = 3600, 86_400


async def pass_time(place: Town, seconds: float) -> None:
    """Time passes for the bot and for Discord."""
    place.clock.advance(seconds)
    place.sandbox.clock.advance(seconds)
    await place.idle()


async def delivered(place: Town, times: int = 4) -> None:
    """Let everything that waits for its turn be sent."""
    for _ in range(times):
        await pass_time(place, EVERY)


async def reads(place: Town, who: Any, locale: str) -> Any:
    """Somebody has chosen what they read."""
    await place.running.services.members.choose_locale(who.id, locale, confirmed=True)
    return who


@contextlib.asynccontextmanager
async def opened(place: Town) -> AsyncIterator[App]:
    """The bot, on a server with buddies; Amy reads English, 小雨 and Lin Chinese."""
    async with place.bot() as app:
        await app.services.arrivals.decide(place.guild.id, place.lin.id, has_buddies=True)
        for who, locale in ((place.amy, "en"), (place.yu, "zh-CN"), (place.lin, "zh-CN")):
            await reads(place, who, locale)
        yield app


async def panel(place: Town, who: Any) -> Any:
    """What somebody sees who uses the command."""
    return (await who.slash(place.general, "buddy").answered()).message


async def press(place: Town, who: Any, button: str) -> Any:
    """Use the command, and press one of its buttons by its custom id; the panel as it is then."""
    shown = await panel(place, who)
    who.press(shown, button)
    await place.idle()
    return shown


async def pair_up(place: Town, newcomer: Any, volunteer: Any) -> Any:
    """Bring two together; the volunteer's message, as it is then."""
    if OFFER in buttons(shown := await panel(place, volunteer)).values():
        volunteer.press(shown, OFFER)
        await place.idle()
    await press(place, newcomer, WISH)
    await delivered(place)
    return await accept(place, volunteer, newcomer)


async def accept(place: Town, volunteer: Any, newcomer: Any, answer: str = "yes") -> Any:
    """Answer what one was asked last; the message, as it is then."""
    question = asked(volunteer)[-1]
    volunteer.press(question, f"buddy:1:{answer}:{newcomer.id}@{place.guild.id}")
    await place.idle()
    await delivered(place)
    return question


def asked(who: Any) -> list[Any]:
    """The questions that somebody got and did not answer, oldest first."""
    return [message for message in letters(who) if any(":yes:" in each for each in buttons(message).values())]


def letters(who: Any) -> list[Any]:
    """What the bot has written to somebody."""
    return [message for message in who.dm.messages if message.author.bot]


def buttons(message: Any) -> dict[str, str]:
    """The custom ids of a message's buttons, by their labels."""
    return {each["label"]: each["custom_id"] for row in message.components for each in row["components"]}


async def volunteer(place: Town, name: str, locale: str = "zh-CN") -> Any:
    """Somebody joins who offers to be a buddy."""
    who = await reads(place, place.guild.add_member(name, locale="en-US" if locale == "en" else locale), locale)
    await place.running.services.buddies.offer(place.guild.id, who.id, locale)
    return who


def said_in_public(place: Town) -> list[str]:
    """What the bot has posted on the server for everybody."""
    return [each.content for each in place.general.messages if each.author.bot and not each.ephemeral]


async def refused(place: Town, who: Any, message: Any, button: str) -> str:
    """What somebody is told whose press changes nothing."""
    pressed = who.press(message, button)
    await place.idle()
    return pressed.followups[-1].content
