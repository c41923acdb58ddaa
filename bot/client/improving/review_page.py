"""What moderators read of a suggestion, in both languages: it is there for all of them."""

from typing import Final

from bot.client.readers import LANGUAGES
from bot.client.render import LIMIT
from bot.errors import N_
from bot.i18n import Catalogues
from bot.markup import units
from bot.suggestions.suggestions import APPROVED, REJECTED, Suggestion

# Translators: the first line of a moderators' post; {member} suggests another translation of the message at {link}.
_ASKED: Final = N_("{member} suggests a better translation ({language}) of {link}")
_DECIDED: Final = {
    # Translators: the first line of a moderators' post, once {moderator} has decided.
    APPROVED: N_("✅ {moderator} approved it: {member}'s translation ({language}) of {link}"),
    REJECTED: N_("✖️ {moderator} rejected it: {member}'s translation ({language}) of {link}"),
}
_CLOSED: Final = {
    APPROVED: N_("✅ {moderator} approved it"),
    REJECTED: N_("✖️ {moderator} rejected it"),
}
_GONE: Final = N_("This suggestion is gone.")
_LEFT_OUT: Final = N_("This suggestion is gone: whoever wrote the message asked not to be translated.")
_ORIGINAL: Final = N_("The message")
_NOW: Final = N_("The translation now")
_PROPOSED: Final = N_("The suggestion")
_NONE_YET: Final = "…"
# So much of each of the other two texts is shown at least, however long the suggestion is.
_MARGIN: Final = 8


class Pages:
    """Writes the posts of one server. chinese: the locale in which it reads Chinese."""

    def __init__(self, catalogues: Catalogues, chinese: str) -> None:
        self._catalogues = catalogues
        self._chinese = chinese

    def both(self, message_id: str, **params: str) -> str:
        """A few words in both languages, on one line."""
        texts = [self._catalogues.text(locale, message_id, **params) for locale in (self._chinese, "en")]
        return " · ".join(dict.fromkeys(texts))

    def page(self, suggestion: Suggestion) -> str:
        """All that moderators need to decide, or who decided. The suggestion itself is never cut."""
        head = self._head(suggestion)
        labels = [f"**{self.both(label)}**" for label in (_ORIGINAL, _NOW, _PROPOSED)]
        proposed = f"{labels[2]}\n>>> {suggestion.proposed}"
        room = LIMIT - units("\n".join([head, *labels[:2], proposed])) - _MARGIN
        original = _quoted(suggestion.source_text, room - min(room // 3, 400))
        present = _quoted(suggestion.present or _NONE_YET, room - units(original))
        return "\n".join([head, labels[0], original, labels[1], present, proposed])

    def closed(self, content: str, suggestion: Suggestion | None) -> str:
        """A post that shows a suggestion as undecided, once it is decided, or gone (None)."""
        if suggestion is None:
            return self.both(_GONE)
        line = self.both(_CLOSED[suggestion.state], moderator=f"<@{suggestion.decided_by}>")
        _, _, rest = content.partition("\n")
        return "\n".join(filter(None, (line, rest)))[:LIMIT]

    def left_out(self) -> str:
        """A post that showed a suggestion whose message's author opted out."""
        return self.both(_LEFT_OUT)

    def _head(self, suggestion: Suggestion) -> str:
        """A line for each language."""
        msgid = _DECIDED.get(suggestion.state, _ASKED)
        link = f"https://discord.com/channels/{suggestion.guild_id}/{suggestion.channel_id}/{suggestion.message_id}"
        said = {
            "moderator": f"<@{suggestion.decided_by}>",
            "member": f"<@{suggestion.member_id}>",
            "language": LANGUAGES[suggestion.target_locale],
            "link": link,
        }
        return self.both(msgid, **said)


def _quoted(text: str, most: int) -> str:
    """A text as Discord's quote, cut so that it takes `most` characters at most."""
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    if units(quoted) <= most:
        return quoted
    while quoted and units(quoted) > most - 1:
        quoted = quoted[: max(0, len(quoted) - max(1, units(quoted) - most + 1))]
    return f"{quoted}…"
