"""All settings of a server. A new one is an entry here, and a field where it is kept."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.access.access import Area
from bot.config.kinds import Channel, Choice, Number, Role, Several, Switch, TimeOfDay, Zone
from bot.config.setting import Page, Setting
from bot.errors import N_

_WRITING: Final = ("view_channel", "send_messages")
_MODES: Final = {
    "off": N_("off"),
    "reply": N_("a translation under each message"),
    "thread": N_("translations gathered in a thread"),
    "on-demand": N_("only what members ask for"),
}
_CHINESE: Final = {"zh-CN": N_("Simplified Chinese"), "zh-TW": N_("Traditional Chinese")}
_LAYOUTS: Final = {"apart": N_("a post for each language"), "together": N_("side by side")}
_MOST_DAYS: Final = 365
_MOST_TIPS: Final = 2
_MOST_LINES: Final = 10


def table(engines: Sequence[str], find_zone: Callable[[str], str | None]) -> Sequence[Page]:
    """All pages.

    engines: the names that a server may choose from. find_zone: the IANA name of a zone by what people call it.
    """
    return [
        Page("translation", N_("Translation"), _translation(engines), N_("`/redbridge channel` · `/redbridge bridge`")),
        Page("newcomers", N_("Newcomers"), _newcomers(), N_("`/redbridge onboarding panel`")),
        Page("roles", N_("Roles for languages"), _roles(), N_("`/redbridge onboarding panel`")),
        Page("fun", N_("Cats and questions"), _fun(find_zone), N_("`/redbridge onboarding panel`")),
        Page("rules", N_("Rules"), _rules(), N_("`/redbridge rules panel`")),
        Page("moderators", N_("For moderators"), _moderators(), N_("`/redbridge access` · `/redbridge log`")),
    ]


def _translation(engines: Sequence[str]) -> tuple[Setting, ...]:
    area, home = Area.TRANSLATION, "translation"
    return (
        Setting(
            "translation.mode",
            area,
            N_("How channels are translated"),
            N_("For all channels that nobody chose otherwise for."),
            Choice(_MODES),
            home,
            "mode",
            "off",
        ),
        Setting(
            "translation.chinese",
            area,
            N_("The server's Chinese"),
            N_("What English is translated into."),
            Choice(_CHINESE),
            home,
            "chinese",
            "zh-CN",
        ),
        Setting(
            "translation.flags",
            area,
            N_("Flags under messages"),
            N_("Whoever puts 🇨🇳 or 🇺🇸 under a message gets it translated."),
            Switch(),
            home,
            "flags",
            default=True,
        ),
        Setting(
            "translation.engines",
            area,
            N_("Translation engines"),
            N_("Who translates, in this order. A text goes only to these."),
            Several(tuple(engines)),
            home,
            "engines",
        ),
        Setting(
            "translation.context",
            area,
            N_("Earlier lines that an engine may see"),
            N_("They help engines that can read them, and tell them more than one message."),
            Number(0, _MOST_LINES),
            home,
            "context",
            0,
        ),
        Setting(
            "translation.review",
            area,
            N_("Where suggestions are reviewed"),
            N_("Better translations from members are shown there, for moderators to decide."),
            Channel(_WRITING),
            home,
            "review",
        ),
    )


def _newcomers() -> tuple[Setting, ...]:
    area, home = Area.ONBOARDING, "welcome"
    return (
        Setting(
            "welcome.channel",
            area,
            N_("Where newcomers are greeted"),
            N_("A welcome in both languages, with a button for each language."),
            Channel(_WRITING),
            home,
            "channel_id",
        ),
        Setting(
            "welcome.direct",
            area,
            N_("Greet by direct message"),
            N_("The channel is for those who take none."),
            Switch(),
            home,
            "is_direct",
            default=False,
        ),
        Setting(
            "welcome.age",
            area,
            N_("Days that an account must be old"),
            N_("Whoever has a newer account is not greeted."),
            Number(0, _MOST_DAYS),
            home,
            "minimum_age_days",
            0,
        ),
        Setting(
            "tips.a-day",
            area,
            N_("Tips a day"),
            N_("By direct message, in the first week; 0 for none."),
            Number(0, _MOST_TIPS),
            home,
            "tips_a_day",
            1,
        ),
        Setting(
            "buddies",
            area,
            N_("Buddies"),
            N_("Newcomers can ask for a volunteer of the other language."),
            Switch(),
            home,
            "has_buddies",
            default=False,
        ),
    )


def _roles() -> tuple[Setting, ...]:
    area, home, about = Area.ONBOARDING, "welcome", N_("Whoever chooses the language gets the role.")
    return (
        Setting("role.en", area, N_("Role for English"), about, Role(), home, "english_role_id"),
        Setting("role.zh-cn", area, N_("Role for Simplified Chinese"), about, Role(), home, "simplified_role_id"),
        Setting("role.zh-tw", area, N_("Role for Traditional Chinese"), about, Role(), home, "traditional_role_id"),
    )


def _fun(find_zone: Callable[[str], str | None]) -> tuple[Setting, ...]:
    area = Area.ONBOARDING
    asking = (*_WRITING, "read_message_history", "create_public_threads", "send_messages_in_threads")
    return (
        Setting(
            "cats.channel",
            area,
            N_("Where the cat tax is paid"),
            N_("A newcomer's first picture there is thanked for."),
            Channel((*_WRITING, "read_message_history", "add_reactions")),
            "welcome",
            "cat_channel_id",
        ),
        Setting(
            "cats.role",
            area,
            N_("Role for the cat tax"),
            N_("Whoever has paid gets it."),
            Role(),
            "welcome",
            "cat_role_id",
        ),
        Setting(
            "question.channel",
            area,
            N_("Where the question of the day is asked"),
            N_("One question a day in both languages, with a thread for the answers."),
            Channel(asking),
            "question",
            "channel",
        ),
        Setting(
            "question.time",
            area,
            N_("When the question of the day is asked"),
            N_("A time of day, such as 20:00."),
            TimeOfDay(),
            "question",
            "time",
            "20:00",
        ),
        Setting(
            "question.zone",
            area,
            N_("Whose time that is"),
            N_("A large city, or a name such as Asia/Shanghai."),
            Zone(find_zone),
            "question",
            "zone",
            "Asia/Shanghai",
        ),
    )


def _rules() -> tuple[Setting, ...]:
    area, home = Area.RULES, "rules"
    return (
        Setting(
            "rules.channel",
            area,
            N_("Where the rules stand"),
            N_("They move there with the next publication."),
            Channel((*_WRITING, "read_message_history")),
            home,
            "channel_id",
        ),
        Setting(
            "rules.layout",
            area,
            N_("How the rules stand"),
            N_("From the next publication on."),
            Choice(_LAYOUTS),
            home,
            "layout",
            "apart",
        ),
        Setting(
            "rules.role",
            area,
            N_("Role for whoever agrees to the rules"),
            N_("With one press below them."),
            Role(),
            home,
            "role_id",
        ),
    )


def _moderators() -> tuple[Setting, ...]:
    return (
        Setting(
            "log.channel",
            Area.RULES,
            N_("The moderators' channel"),
            N_("Reminders of rules are shown there, and what is chosen below. Whoever sees it can read that."),
            Channel(_WRITING),
            "rules",
            "log_channel_id",
        ),
        Setting(
            "log.changes",
            Area.ALL,
            N_("Changes in the moderators' channel"),
            N_("Who changed what, as in `/redbridge log`, and what cannot work since."),
            Switch(),
            "rules",
            "log_changes",
            default=False,
        ),
        Setting(
            "log.digest",
            Area.ALL,
            N_("A weekly digest in the moderators' channel"),
            N_("The numbers of `/redbridge stats`, on Mondays."),
            Switch(),
            "rules",
            "log_digest",
            default=False,
        ),
    )
