"""What a message says in another channel of its bridge: translated, converted, or as it is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.bridges.types import Said
from bot.engines.engine import Asker
from bot.errors import BudgetSpent, NoEngineAnswered, Purse
from bot.store.bridges import Channel
from bot.translation import decide
from bot.translation.pipeline import Pipeline
from bot.translation.preferences import Preferences
from bot.translation.recent import RecentLines
from bot.translation.types import Note, Wish


@dataclass(frozen=True, slots=True)
class Worded:
    """The text of a copy and the notes under it.

    pending: it should have been translated, and no engine could; text is what the author wrote. is_answered: an engine
    or the memory had an answer, so that others may have one, too.
    """

    text: str = field(repr=False)
    notes: tuple[Note, ...] = ()
    pending: bool = False
    is_answered: bool = False


class Wording:
    """Words messages for the readers of other channels, and remembers a few lines for engines that may see them."""

    def __init__(
        self, pipeline: Pipeline, preferences: Preferences, is_silenced: Callable[[int], bool] = lambda _: False
    ) -> None:
        """is_silenced: whether the readers of a channel want no translations."""
        self._is_silenced = is_silenced
        self._pipeline = pipeline
        self._preferences = preferences
        self._lines = RecentLines()

    async def word(self, said: Said, bridge_id: int, target: Channel) -> Worded:
        """A message for a channel. Text that is to be left alone, or fits the channel, comes back as it is."""
        if decide.is_left_alone(said.text) or self._is_silenced(target.channel_id):
            return Worded(said.text)
        try:
            outcome = await self._pipeline.translate(
                said.text, target.locale, wish=self._wish(said, bridge_id, target.channel_id)
            )
        except BudgetSpent as spent:
            # What one member has used up for today nobody waits for: others would wait behind them.
            return Worded(said.text, pending=spent.whose is not Purse.MEMBER)
        except NoEngineAnswered:
            return Worded(said.text, pending=True)
        if outcome.text is None:
            return Worded(said.text, pending=outcome.skipped == decide.NO_ANSWER)
        return Worded(outcome.text, outcome.notes, is_answered=True)

    def fits(self, text: str, locale: str) -> bool:
        """Whether a text goes to the readers of a locale as it is."""
        return decide.objection(self._pipeline.read(text), locale) is not None

    def heard(self, said: Said, bridge_id: int) -> None:
        """Remember a new line, where the server lets engines see earlier ones."""
        if self._preferences.context_lines(said.guild_id):
            self._lines.add(bridge_id, said.id, said.text)

    def changed(self, said: Said, bridge_id: int) -> None:
        """A line was edited."""
        self._lines.change(bridge_id, said.id, said.text)

    def gone(self, message_ids: frozenset[int]) -> None:
        """Deleted lines are shown to no engine any more."""
        self._lines.forget(message_ids)

    def _wish(self, said: Said, bridge_id: int, channel_id: int) -> Wish:
        """What is explained once an hour is so for each channel that reads it."""
        asker = Asker(said.guild_id, channel_id, said.author_id)
        context = self._lines.before(bridge_id, said.id, self._preferences.context_lines(said.guild_id))
        return Wish(asker, self._preferences.engines(said.guild_id), context, message_id=said.id)
