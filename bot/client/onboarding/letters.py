"""What is written about buddies: the question to a volunteer, and what newcomers and volunteers are told."""

from typing import Final

from bot.errors import N_
from bot.i18n import LANGUAGES, Catalogues
from bot.store.buddy_news import MET, NOBODY, OFF, OVER, News

# The first line of each direct message.
HEAD: Final = "🤝 **{server}**"
_ABOUT: Final = N_(
    "🤝 **Buddies.** A newcomer and a volunteer, one who reads English and one who reads Chinese, who help each other. "
    "Both have to say yes, and nobody else hears of it."
)
# Translators: asked of a volunteer. {member} is a mention, {name} what they are called, {language} the name of one.
_ASK: Final = N_(
    "{member} ({name}) is new, reads {language}, and would like a buddy who is at home in your language: somebody who "
    "answers a question now and then. Would you be theirs? Either of you can end it with one press."
)
_ASK_SMALL: Final = N_(
    "-# They don't know that you were asked, and only learn who you are if you accept. In two days somebody else is "
    "asked."
)
_NEWS: Final = {
    MET: N_("You have a buddy: {member} said yes. In their language you could begin like this:"),
    OVER: N_("You and {member} are buddies no more. That happens, and it needs no reason."),
    NOBODY: N_("Nobody who reads the other language is free to be your buddy just now. You can ask again another day."),
    OFF: N_("The server has switched buddies off, so nobody is looked for any more."),
}
# Translators: in the place of OVER's text where the other one cannot be named.
_OVER_NAMELESS: Final = N_("One of your buddies has ended it. That happens, and it needs no reason.")
_FIRST_WORDS: Final = {
    # Translators: what a newcomer may say to their new buddy, a volunteer.
    True: N_("Hi, I'm new here. Thank you for being my buddy. May I ask you things now and then?"),
    # Translators: what a volunteer may say to their new buddy, a newcomer.
    False: N_("Hi, I'm your buddy. Nice that you're here. Ask me whatever you like."),
}


def about_buddies(locale: str, catalogues: Catalogues) -> str:
    """What buddies are."""
    return catalogues.text(locale, _ABOUT)


def question(name: str, newcomer_id: int, locales: tuple[str, str], catalogues: Catalogues) -> str:
    """The question to a volunteer. name: what the newcomer is called. locales: the newcomer's and the volunteer's."""
    language, locale = LANGUAGES[locales[0]], locales[1]
    asked = catalogues.text(locale, _ASK, member=f"<@{newcomer_id}>", name=name, language=language)
    return f"{asked}\n{catalogues.text(locale, _ASK_SMALL)}"


def news_line(news: News, locale: str, catalogues: Catalogues) -> str:
    """What somebody is told in a line; "" for what the panel shows anyway."""
    if news.what == MET:
        return ""
    return _news(news, locale, catalogues)


def news_letter(news: News, locale: str, other_locale: str, catalogues: Catalogues) -> str:
    """What somebody is told by direct message. other_locale: what whom it is about reads."""
    lines = [_news(news, locale, catalogues)]
    if news.what == MET:
        lines += first_words(other_locale, locale, catalogues, is_newcomer=True)
    return "\n".join(lines)


def first_words(other_locale: str, locale: str, catalogues: Catalogues, *, is_newcomer: bool) -> list[str]:
    """A sentence in the other one's language, as a quote, and below it what it means."""
    said = _FIRST_WORDS[is_newcomer]
    return [f"> {catalogues.text(other_locale, said)}", f"-# {catalogues.text(locale, said)}"]


def _news(news: News, locale: str, catalogues: Catalogues) -> str:
    if news.what == OVER and not news.other_id:
        return catalogues.text(locale, _OVER_NAMELESS)
    return catalogues.text(locale, _NEWS[news.what], member=f"<@{news.other_id}>")
