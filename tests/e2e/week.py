"""A newcomer's week of tips: what they do, and how time passes for them."""

import logging
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import catalogue_folder
from bot.onboarding.pack import Pack
from tests.e2e.town import Town

CHICAGO, SHANGHAI = ZoneInfo("America/Chicago"), ZoneInfo("Asia/Shanghai")
HOUR, DAY = 3600, 86_400
LABELS = {"en": "Just looking", "zh-CN": "随便看看"}
ENOUGH = "That's enough, thanks"


async def pass_time(place: Town, seconds: float) -> None:
    """Time passes for the bot and for Discord."""
    place.clock.advance(seconds)
    place.sandbox.clock.advance(seconds)
    await place.idle()


async def until(place: Town, at: datetime) -> None:
    await pass_time(place, (at - place.clock.now()).total_seconds())


def today(place: Town, zone: ZoneInfo = CHICAGO) -> date:
    return place.clock.now().astimezone(zone).date()


async def evening(place: Town, days: int = 1, zone: ZoneInfo = CHICAGO, hour: int = 19) -> None:
    """Go to that hour of theirs, so many days after today there."""
    await until(place, datetime.combine(today(place, zone) + timedelta(days=days), time(hour), zone))


async def begin(place: Town, who: Any, label: str = "Just looking") -> None:
    """What a newcomer does: open the tour, and say who they are."""
    tour = await who.slash(place.general, "tips").answered()
    who.press(tour.message, label)
    await place.idle()


async def speak(place: Town, who: Any) -> None:
    who.say(place.general, "still here")
    await place.idle()


def sent(who: Any) -> list[str]:
    """The tips that somebody got, without their heads."""
    mine = [message.content for message in who.dm.messages if message.author.bot and "💡" in message.content]
    return [content.partition("\n")[2] for content in mine]


def texts(locale: str = "en", journey: str = "looking") -> list[str]:
    """The tips of a journey that need nothing of the server."""
    found = Pack.load(catalogue_folder()).journey(locale, journey)
    assert found
    tips = [tip.text for tip in found.tips]
    return [text for text in tips if "{rules}" not in text and "{cats}" not in text]


def ends(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Why weeks of tips ended, as the log says."""
    lines = [record.message for record in caplog.records if record.name == "bot.onboarding.tips"]
    return [line.rpartition(": ")[2] for line in lines if record_is_end(line)]


def record_is_end(line: str) -> bool:
    return line.startswith("a week of tips")


def listen(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.onboarding.tips")
