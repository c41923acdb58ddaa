"""A server that is ready for newcomers: its moderator has decided everything, in the panel."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.world.channel import Channel
from bot.sandbox.world.user import Role
from tests.e2e.test_cats import cats_in, choose_role
from tests.e2e.test_icebreaker import cafe_of
from tests.e2e.test_own_texts import APPROVE, MACHINE, opened, write
from tests.e2e.test_tips import a_day
from tests.e2e.test_welcome import arrivals_of, greet_in, labels
from tests.e2e.test_welcome_roles import make_roles
from tests.e2e.town import Town
from tests.fakes.google import Asked, translate

HELLO = "Hello, {member}! This is {server}."


@dataclass(frozen=True)
class Inn:
    """Where newcomers are led, and what they can get. tongues: the roles of English, 简体中文 and 繁體中文."""

    door: Channel
    cats: Channel
    cafe: Channel
    tongues: list[Role]
    settled: Role
    curious: Role
    cat_people: Role


async def hospitable(place: Town) -> Inn:
    """What Lin does, who is a moderator and reads Chinese; the bot runs."""
    place.google.answer = _answer
    settled, curious, cat_people = (place.guild.add_role(name) for name in ("settled", "curious", "cat people"))
    door = arrivals_of(place)
    panel = await greet_in(place, door)
    await _own_welcome(place, panel)
    tongues = await make_roles(place)
    cats = await cats_in(place)
    await choose_role(place, cat_people)
    for journey in ("refugee", "rednote"):
        await _reward(place, journey, settled)
    await _reward(place, "refugee", curious, card="here")
    assert "每天一条" in (await a_day(place, "1")).text
    buddies = await _screen(place, "buddies")
    place.lin.press(buddies.message, "onboard:1:buddies:on")
    await place.idle()
    cafe = await cafe_of(place)
    await place.translate_channel()
    return Inn(door, cats, cafe, tongues, settled, curious, cat_people)


async def _own_welcome(place: Town, panel: Any) -> None:
    """Write it in English; what the machine makes of it for the others is read and approved."""
    await opened(place, place.lin, panel)
    await write(place, place.lin, panel, en=HELLO, simplified="", traditional="")
    assert panel.text.count(MACHINE) == 2
    place.lin.press(panel.message, APPROVE)
    await place.idle()
    assert MACHINE not in panel.text
    assert APPROVE not in labels(panel.message)


async def _reward(place: Town, journey: str, role: Role, card: str = "") -> None:
    """Give a role to whoever finishes a journey, or a card of it."""
    panel = await _screen(place, "journeys")
    place.lin.choose(panel.message, [journey], "journeys:1:choose:")
    await place.idle()
    if card:
        place.lin.press(panel.message, "里面的卡片")
        await place.idle()
        place.lin.choose(panel.message, [card], f"journeys:1:choose:{journey}")
        await place.idle()
    place.lin.choose(panel.message, [role], f"journeys:1:role:{journey}:{card}")
    await place.idle()
    assert f"<@&{role.id}>" in panel.text


async def _screen(place: Town, key: str) -> Any:
    panel = await place.lin.slash(place.general, "redbridge onboarding panel").answered()
    place.lin.choose(panel.message, [key], "onboard:2:screen")
    await place.idle()
    return panel


def _answer(asked: Asked) -> str:
    if "Hello," in asked.text:
        return asked.text.replace("Hello,", "你好，").replace("This is", "这里是服务器")
    return translate(asked)
