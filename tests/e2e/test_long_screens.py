"""Screens of the panel open also where a server's name and its own texts are as long as they may be."""

import pytest

from bot.i18n import LOCALES
from bot.onboarding.kinds import Entry
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

SCREENS = ("welcome", "languages", "journeys", "steps", "tourtips", "cats", "icebreaker", "tips", "buddies")
# Each of its characters takes two, for Discord would read it as markup.
NAME = "_*" * 50
LIMIT = 2000


async def put_long_texts(place: Town) -> None:
    """A first tip that names the server twice and fills the rest, and a welcome of emoji."""
    texts, journeys = place.running.services.texts, place.running.services.journeys
    tips = await journeys.tips(place.guild.id, "en", "refugee")
    await texts.put(place.guild.id, f"tip:refugee:{tips[0].key}", _in_all("{server} {server} " + "x" * 280), 1)
    await texts.put(place.guild.id, "welcome", _in_all("👋 {member} {server} {server} " + "🎉" * 200), 1)


def _in_all(text: str) -> dict[str, Entry]:
    return {locale: Entry("", text) for locale in LOCALES}


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "zh-TW"])
async def test_every_screen_opens(quiet: Town, locale: str) -> None:
    quiet.guild.name = NAME
    kim = quiet.guild.add_member("Kim", locale=locale, roles=(quiet.guild.role("moderators"),))
    async with quiet.bot() as app:
        quiet.app = app
        await put_long_texts(quiet)
        panel = await kim.slash(quiet.general, "redbridge onboarding panel").answered()
        shown = [panel.message.content]
        for screen in SCREENS[1:]:
            turned = kim.choose(panel.message, [screen], "onboard:2:screen")
            await quiet.idle()
            assert turned.followups == []
            shown.append(panel.message.content)
        assert len(set(shown)) == len(SCREENS)
        assert max(len(text) for text in shown) <= LIMIT
