"""Files of newcomers' settings, as moderators bring them and take them home."""

import json
from pathlib import Path
from typing import Any

from bot.sandbox import Upload
from bot.store.setups import Setup
from bot.store.welcomes import Welcome
from tests.e2e.town import Town

HEAD: dict[str, Any] = {"format": "redbridge.onboarding", "version": 1}
FILE = "ours.json"
DO, LEAVE = "照做", "先不动"
WORDS = {
    locale: {"title": "", "text": text, "machine": False}
    for locale, text in (("en", "Come in, {member}."), ("zh-CN", "请进，{member}。"), ("zh-TW", "請進，{member}。"))
}
EXAMPLE = Path(__file__).parents[2] / "docs" / "newcomers.example.json"


def content(value: Any) -> bytes:
    return json.dumps({**HEAD, **value}).encode()


async def brought(place: Town, data: bytes, who: Any = None, name: str = FILE) -> Any:
    """What a moderator is shown of a file."""
    asked = (who or place.lin).slash(place.general, "redbridge onboarding import", file=Upload(name, data))
    answer = await asked.answered()
    assert answer.ephemeral
    return answer


async def taken_home(who: Any, channel: Any) -> bytes:
    answer = await who.slash(channel, "redbridge onboarding export").answered()
    (file,) = answer.message.attachments
    assert (file.filename, answer.ephemeral) == ("redbridge-onboarding.json", True)
    return bytes(file.data)


async def pressed(place: Town, shown: Any, label: str) -> None:
    await place.lin.press(shown.message, label).acknowledgement()
    await place.idle()


async def refusal(place: Town, shown: Any, label: str = DO, who: Any = None) -> str:
    return str((await (who or place.lin).press(shown.message, label).answered()).text)


async def present(place: Town) -> Setup:
    return await place.running.services.setups.present(place.guild.id)


async def is_untouched(place: Town) -> bool:
    services = place.running.services
    log = await services.trail.page(place.guild.id, 0)
    return await present(place) == Setup(Welcome(place.guild.id)) and not log.changes


def labels(message: Any) -> list[str]:
    return [part["label"] for row in message.components for part in row["components"]]
