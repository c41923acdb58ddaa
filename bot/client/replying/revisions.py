"""Posts that follow their message when it is edited."""

from collections.abc import Sequence
from itertools import groupby

from bot.client.replying.delivery import Delivery
from bot.store.links import Link
from bot.translation.conversation import Conversation
from bot.translation.decide import SAME_LANGUAGE
from bot.translation.record import Incoming
from bot.translation.types import Outcome


class Revisions:
    """Translates an edited message again, for each locale in which it was answered."""

    def __init__(self, delivery: Delivery, conversation: Conversation) -> None:
        self._delivery = delivery
        self._conversation = conversation

    async def follow(self, message: Incoming, posts: Sequence[Link], *, even_if_off: bool = False) -> None:
        """Bring all posts of a message in line with it, or remove those that have nothing to say any more.

        Raises NoEngineAnswered; those that could not be translated anew stay as they were.
        """
        groups = {locale: list(group) for locale, group in groupby(posts, key=lambda link: link.target_locale)}
        if not even_if_off and self._conversation.is_off(message.where):
            # They say what the message no longer says, and no engine may be asked any more.
            await self._delivery.remove(posts)
            return
        for locale, group in groups.items():
            await self._bring_up_to_date(message, group, await self._revised(message, locale, groups))

    async def _revised(self, message: Incoming, locale: str, known: dict[str, list[Link]]) -> Outcome | None:
        """What these posts shall say now: for readers of their locale, or of another if the message turned to theirs.

        Where only what is asked for is translated, nobody asked for another language.
        """
        main = self._conversation.target(message)
        turned = main is not None and main not in known and not _same_language(main, locale)
        if main is not None and turned and self._conversation.listens(message.where):
            locale = main
        outcome = await self._conversation.revise(message, locale)
        return None if outcome and outcome.skipped == SAME_LANGUAGE else outcome

    async def _bring_up_to_date(self, message: Incoming, posts: Sequence[Link], outcome: Outcome | None) -> None:
        if outcome is None:
            await self._delivery.remove(posts)
        else:
            await self._delivery.replace(message, outcome, posts)


def _same_language(one: str, other: str) -> bool:
    return one.partition("-")[0] == other.partition("-")[0]
