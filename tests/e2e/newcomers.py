"""Two newcomers, one who reads English and one who reads Chinese: what they do in their first hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.i18n import catalogue_folder
from bot.onboarding.pack import Pack
from tests.e2e.hospitality import Inn, hospitable
from tests.e2e.test_welcome import labels
from tests.e2e.town import Town
from tests.e2e.week import today
from tests.e2e.witness import Witness

LOCALES = {"English": "en", "简体中文": "zh-CN"}
NEXT = {"en": "Next", "zh-CN": "下一张"}
DONE = {"en": "Done", "zh-CN": "看完了"}
TRY = {"en": "Try it", "zh-CN": "试一试"}


@dataclass
class Newcomer:
    """Somebody in their first week. journey: which tour they take; name: what its button says."""

    member: Any
    language: str
    journey: str
    name: str

    @property
    def locale(self) -> str:
        return LOCALES[self.language]

    def pack(self) -> Any:
        """Their tour, as it is written."""
        return Pack.load(catalogue_folder()).journey(self.locale, self.journey)


@dataclass
class Week:
    """The server, and who is new on it."""

    place: Town
    inn: Inn
    witness: Witness
    heather: Newcomer
    qiao: Newcomer
    came: date

    @property
    def both(self) -> Sequence[Newcomer]:
        return self.heather, self.qiao

    def tips_of(self, who: Newcomer) -> list[str]:
        """All tips of their tour, in their language."""
        return [self._filled(tip.text) for tip in who.pack().tips]

    def cards_of(self, who: Newcomer) -> list[str]:
        """All cards of their tour, in their language, as they stand in a message."""
        steps = who.pack().steps
        dots = [f"-# {'●' * n}{'○' * (len(steps) - n)} {n} / {len(steps)}" for n in range(1, len(steps) + 1)]
        return [f"{dot}\n### {step.title}\n{self._filled(step.text)}" for dot, step in zip(dots, steps, strict=True)]

    def _filled(self, text: str) -> str:
        rules = self.place.guild.rules_channel
        facts = {"server": self.place.guild.name, "rules": f"<#{rules.id}>", "cats": f"<#{self.inn.cats.id}>"}
        for name, value in facts.items():
            text = text.replace(f"{{{name}}}", value)
        return text.strip()


async def arrive(place: Town) -> Week:
    """Both join, are greeted once Discord has screened them, and press their languages."""
    inn, witness = await hospitable(place), Witness(place)
    heather, qiao = (
        place.guild.add_member(name, locale=locale, pending=True)
        for name, locale in (("Heather", "en-US"), ("小桥", "zh-CN"))
    )
    english = Newcomer(heather, "English", "refugee", "I come from TikTok")
    chinese = Newcomer(qiao, "简体中文", "rednote", "小红书老用户")
    week = Week(place, inn, witness, english, chinese, today(place))
    await place.idle()
    assert inn.door.messages == []
    for who in week.both:
        who.member.pass_screening()
        await place.idle()
        welcome = inn.door.messages[-1]
        mention = f"<@{who.member.id}>"
        assert welcome.content.startswith(f"Hello, {mention}! This is Hotpot Club. · 你好， {mention}! 这里是服务器")
        assert welcome.pinged.users == {who.member.id}
        assert who.member.roles == set()
    return week


async def begin(week: Week, who: Newcomer) -> Any:
    """One press: the language is known, its role given, and the tour stands there, for them alone."""
    place = week.place
    (welcome,) = [each for each in week.inn.door.messages if each.pinged.users == {who.member.id}]
    tour = await who.member.press(welcome, who.language).answered()
    await place.idle()
    assert tour.ephemeral
    (role,) = [each for each in week.inn.tongues if each.name == who.language]
    assert who.member.roles == {role.id}
    assert who.name in labels(tour.message)
    who.member.press(tour.message, who.name)
    await place.idle()
    return tour


async def try_it(week: Week, who: Newcomer, tour: Any) -> None:
    """The first card invites to type something, and to see what becomes of it."""
    typed, shown = ("good night", "晚安") if who.locale == "en" else ("晚安", "Good night")
    form = who.member.press(tour.message, TRY[who.locale])
    await form.answered()
    (field,) = form.modal["components"]
    said = await who.member.submit(form, {field["label"]: typed}).answered()
    assert said.ephemeral
    assert said.text == shown
    await week.place.idle()


async def turn(week: Week, who: Newcomer, tour: Any, cards: Sequence[str]) -> None:
    """Read cards, one after the other; the first one stands there already."""
    for number, card in enumerate(cards):
        if number:
            who.member.press(tour.message, NEXT[who.locale])
            await week.place.idle()
        assert tour.message.content == card


async def finish(week: Week, who: Newcomer) -> Any:
    """Take the tour up where it was left, and read it to the end."""
    tour = await who.member.slash(week.place.general, "tips").answered()
    assert tour.ephemeral
    await turn(week, who, tour, week.cards_of(who)[2:])
    assert NEXT[who.locale] not in labels(tour.message)
    assert week.inn.settled.id not in who.member.roles
    who.member.press(tour.message, DONE[who.locale])
    await week.place.idle()
    assert week.inn.settled.id in who.member.roles
    return tour
