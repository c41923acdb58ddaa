"""What moderators changed, a page at a time, in the reader's language."""

import re
from typing import Any, Final

import discord

from bot.audit.trail import Change
from bot.client.paging import Leaf, Turn, excerpt
from bot.client.readers import reader
from bot.errors import N_
from bot.i18n import Catalogues
from bot.services import Services

_NONE: Final = N_("Nothing was changed in this server within the last year.")
_HEAD: Final = N_("Changes in this server, the latest first (page {number} of {pages})")
# Translators: one change. {when} is a time as Discord shows it, {member} a mention, {what} one of the phrases below.
_LINE: Final = N_("{when} {member}: {what}")
# Translators: what was changed; it stands within "Lin: mode of a channel: #general: off → reply".
ACTIONS: Final = {
    "mode": N_("mode of a channel"),
    "default-mode": N_("mode of channels without one"),
    "chinese": N_("the server's Chinese"),
    "flags": N_("flags under messages"),
    "review-channel": N_("where suggestions are reviewed"),
    "access-all": N_("roles that may change everything"),
    "access-translation": N_("roles that may change translation"),
    "access-onboarding": N_("roles that may change what is done for newcomers"),
    "access-rules": N_("roles that may change rules and reminders"),
    "welcome-channel": N_("where newcomers are greeted"),
    "welcome-direct": N_("greeting newcomers by direct message"),
    "role-en": N_("role for English"),
    "role-zh-CN": N_("role for Simplified Chinese"),
    "role-zh-TW": N_("role for Traditional Chinese"),
    "cat-channel": N_("where the cat tax is paid"),
    "cat-undo": N_("cat tax given back"),
    "icebreaker-channel": N_("where the question of the day is asked"),
    "icebreaker-time": N_("when the question of the day is asked"),
    "icebreaker-zone": N_("the time zone of the question of the day"),
    "icebreaker-hide": N_("question of the day left out"),
    "icebreaker-all": N_("questions of the day brought back"),
    "tips-a-day": N_("how many tips a day newcomers get"),
    "buddies": N_("buddies for newcomers"),
    "welcome-age": N_("how many days old an account has to be to be greeted"),
    "onboarding.text": N_("text for newcomers written"),
    "onboarding.text-approve": N_("machine-made text for newcomers approved"),
    "onboarding.text-reset": N_("text for newcomers given up for RedBridge's"),
    "step-position": N_("place in the order of tours and cards"),
    "step-hidden": N_("left out of the tours"),
    "step-role": N_("role for whoever finishes it"),
    "step-remove": N_("taken out of the tours for good"),
    "onboarding.import": N_("what is done for newcomers, read from a file"),
    "rule.add": N_("rule added"),
    "rule.begin": N_("rule book begun"),
    "rule.edit": N_("rule changed"),
    "rule.approve": N_("machine-made text of a rule approved"),
    "rule.move": N_("rule moved"),
    "rule.remove": N_("rule removed"),
    "rules.publish": N_("rules published, version"),
    "rules.undo": N_("rules taken back to the version before, version"),
    "rules.retract": N_("rules taken back that were published by a set-up, version"),
    "rules.channel": N_("channel of the rules"),
    "rules.layout": N_("how the rules stand"),
    "rules.log": N_("channel for what moderators should see"),
    "rules.log-changes": N_("changes of settings in the moderators' channel"),
    "rules.log-digest": N_("weekly digest in the moderators' channel"),
    "engines": N_("translation engines"),
    "context": N_("earlier lines that an engine may see"),
    "role-agreed": N_("role for whoever agrees to the rules"),
    "rule.restore": N_("rule brought back"),
    "rule.remind": N_("reminded of a rule"),
    "rule.remind-privately": N_("reminded somebody of a rule privately"),
    "rule.timed-add": N_("reminder made"),
    "rule.timed-edit": N_("reminder changed"),
    "rule.timed-on": N_("reminder switched on"),
    "rule.timed-off": N_("reminder paused"),
    "rule.timed-remove": N_("reminder removed"),
    "rule.timed-import": N_("reminders and triggers taken from a file"),
    "rule.import": N_("rules taken from a file"),
    "rule.wording": N_("how reminders are said"),
    "rule.wording-approve": N_("machine-made words of reminders approved"),
    "rule.wording-reset": N_("back to RedBridge's words for reminders"),
    "trigger.add": N_("trigger for a rule made"),
    "trigger.rule-id": N_("the rule of a trigger"),
    "trigger.words": N_("words of a trigger"),
    "trigger.pattern": N_("pattern of a trigger"),
    "trigger.exceptions": N_("exceptions of a trigger"),
    "trigger.channels": N_("channels that a trigger spares"),
    "trigger.roles": N_("roles that a trigger spares"),
    "trigger.count": N_("how many messages call a trigger"),
    "trigger.minutes": N_("how many minutes a trigger looks back"),
    "trigger.action": N_("what a trigger does"),
    "trigger.channel-rest": N_("how long a trigger rests in a channel"),
    "trigger.member-rest": N_("how long a trigger rests about members"),
    "trigger.snoozed-until": N_("trigger quiet for a while"),
    "trigger.is-on": N_("trigger switched on or off"),
    "trigger.remove": N_("trigger removed"),
    "glossary.add": N_("word added"),
    "glossary.edit": N_("word changed"),
    "glossary.remove": N_("word removed"),
    "glossary.import": N_("words read from a file"),
    "memory.approve": N_("translation approved"),
    "memory.keep": N_("translation kept"),
    "memory.remove": N_("translation removed"),
    "memory.import": N_("translations read from a file"),
    "suggestion.new": N_("translation suggested"),
    "suggestion.reject": N_("suggestion rejected"),
    "suggestion.withdraw": N_("suggestion withdrawn"),
    "bridge.create": N_("bridge made"),
    "bridge.add": N_("channel added to a bridge"),
    "bridge.remove-channel": N_("channel taken out of a bridge"),
    "bridge.rename": N_("bridge renamed"),
    "bridge.paused": N_("bridge paused"),
    "bridge.pins": N_("pins across a bridge"),
    "bridge.typing": N_("typing across a bridge"),
    "bridge.trust": N_("bot trusted by a bridge"),
    "bridge.distrust": N_("bot no longer trusted by a bridge"),
    "bridge.remove": N_("bridge removed"),
}
# What may stand in place of words.
_VALUES: Final = {
    "on": N_("on"),
    "off": N_("off"),
    "reply": N_("reply"),
    "thread": N_("thread"),
    "on-demand": N_("on demand"),
    "apart": N_("a post for each language"),
    "together": N_("side by side"),
}
_NOT_SET: Final = "–"
_WRITTEN: Final = ("glossary.", "memory.", "onboarding.", "rule.", "trigger.")
_ROLES: Final = ("role-", "cat-role", "step-role", "access-")
_ID: Final = re.compile(r"(?<![0-9])[0-9]{15,20}(?![0-9])")
_MESSAGE: Final = re.compile(r"([0-9]{15,20})/([0-9]{15,20})")
# Ten lines must fit into one message.
_LONGEST: Final = 30
_MOST_IDS: Final = 3
_MOST_ROLES: Final = 2


class TurnLog(Turn, template=r"log:1:(?P<number>\d{1,5}):(?P<rest>)"):
    """The pages of the log."""

    book = "log"

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """Ten changes, the latest first."""
        services: Services = interaction.client.services
        locale = await reader(interaction)
        page = await services.trail.page(interaction.guild_id or 0, number)
        if not page.changes:
            return Leaf(services.catalogues.text(locale, _NONE))
        head = services.catalogues.text(locale, _HEAD, number=page.number + 1, pages=page.pages)
        lines = [line(change, locale, services.catalogues) for change in page.changes]
        return Leaf("\n".join([head, *lines]), page.number, page.pages)


def line(change: Change, locale: str, catalogues: Catalogues) -> str:
    """One change. An action that this version does not know is named as it is written."""
    name = ACTIONS.get(change.action)
    action = catalogues.text(locale, name) if name else f"`{excerpt(change.action, 32)}`"
    subject, before, after = (_shown(change, text, locale, catalogues) for text in _texts(change))
    if "." not in change.action:
        # A setting that was not made before, or is not any more.
        before, after = before or _NOT_SET, after or _NOT_SET
    values = " → ".join(filter(None, (before, after)))
    colon = ": " if locale == "en" else "："
    what = colon.join(filter(None, (action, subject, values)))
    when = f"<t:{change.at // 1000}:f>"
    return catalogues.text(locale, _LINE, when=when, member=f"<@{change.member_id}>", what=what)


def _texts(change: Change) -> tuple[str, str, str]:
    return change.subject, change.before or "", change.after or ""


def _shown(change: Change, text: str, locale: str, catalogues: Catalogues) -> str:
    """A text of a change: ids as mentions, what people wrote in short and unformatted."""
    if change.action.startswith(_WRITTEN):
        return excerpt(text, _LONGEST)
    if text in _VALUES:
        return catalogues.text(locale, _VALUES[text])
    if message := _MESSAGE.fullmatch(text):
        return f"https://discord.com/channels/{change.guild_id}/{message[1]}/{message[2]}"
    if not _ID.search(text):
        return excerpt(text, _LONGEST)
    if change.action.startswith(_ROLES):
        first, rest = text.split()[:_MOST_ROLES], text.split()[_MOST_ROLES:]
        return " ".join([*(_ID.sub(r"<@&\g<0>>", word) for word in first), *(["…"] if rest else [])])
    kind = "@" if change.action.endswith(("trust", "cat-undo")) else "#"
    return " ".join(_ID.sub(rf"<{kind}\g<0>>", word) for word in text.split()[:_MOST_IDS])
