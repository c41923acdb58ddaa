"""A town whose moderators keep a rule book, and an engine that can say its rules in the other language."""

from collections.abc import Mapping
from typing import Any

from bot.rules.book import Book
from tests.e2e.town import Town
from tests.fakes.google import Asked
from tests.fakes.google import translate as anything

EDIT, APPROVE, BRING_BACK, REMOVE, ALL = "编辑", "通过", "找回来", "删除", "全部规则"
AGAIN = "再试一次 · Try again"
MACHINE = "🤖 机器翻译，还没人看过"
ENGLISH, SIMPLIFIED, TRADITIONAL = "English", "简体中文", "繁體中文"
NO_POLITICS = "No politics\nPlease don't bring politics here, we want to have fun.\n# politics, election"
CATS = "Cats first\nPost your cat before you post anything else.\n> Biscuit asleep on the keyboard\n---\nIt is a toll."
ADS = "No ads\nAsk a moderator before you sell something here."
_SAID = {
    "No politics": "不聊政治",
    "Please don't bring politics here, we want to have fun.": "请别在这里聊政治，大家是来开心的。",
    "politics, election": "政治、选举",
    "Cats first": "先晒猫",
    "Post your cat before you post anything else.": "发别的之前，先发你的猫。",
    "Biscuit asleep on the keyboard": "Biscuit 在键盘上睡着了",
    "It is a toll.": "这是过路费。",
    "No ads": "不发广告",
    "Ask a moderator before you sell something here.": "想在这里卖东西，先问管理员。",
    "Ask a moderator first.": "先问管理员。",
    "No alcohol talk": "不聊酒",
    "We do not talk about wine here.": "我们这里不聊葡萄酒。",
    "beer, red wine": "啤酒、红酒",
}
_BACK = {chinese: english for english, chinese in _SAID.items()}


def answer(asked: Asked) -> str:
    """What an engine says of these rules, in whichever direction it is asked."""
    said = (_BACK if asked.target.startswith("en") else _SAID).get(asked.text)
    return anything(asked) if said is None else said


async def wrote(place: Town, who: Any, en: str = "", simplified: str = "", traditional: str = "") -> Any:
    """A moderator adds a rule; the interaction of the form, which holds what came of it."""
    opened = who.slash(place.general, "redbridge rules add")
    return await filled(place, who, opened, en=en, simplified=simplified, traditional=traditional)


async def filled(place: Town, who: Any, opened: Any, **changes: str) -> Any:
    """The form that an interaction opens is changed and sent."""
    assert (await opened.answered()).kind == "modal"
    names = dict(zip(("en", "simplified", "traditional"), opened.modal["components"], strict=True))
    sent = who.submit(opened, {names[name]["label"]: text for name, text in changes.items()})
    await place.idle()
    return sent


def fields(opened: Any) -> Mapping[str, str]:
    """What stands in a form."""
    return {part["label"]: part["component"].get("value", "") for part in opened.modal["components"]}


async def card(place: Town, who: Any, rule: str) -> Any:
    return await who.slash(place.general, "redbridge rules edit", rule=rule).answered()


async def pressed(place: Town, who: Any, shown: Any, label: str) -> None:
    await who.press(shown.message, label).acknowledgement()
    await place.idle()


async def book(place: Town) -> Book:
    return await place.running.services.rules.book(place.guild.id)


async def names(place: Town, locale: str = "en") -> list[str]:
    return [rule.texts[locale].name for rule in (await book(place)).rules]


def labels(message: Any) -> list[str]:
    return [part["label"] for row in message.components for part in row["components"] if "label" in part]


async def log(place: Town) -> str:
    return str((await place.lin.slash(place.general, "redbridge log").answered()).text)
