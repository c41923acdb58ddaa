"""Polls, as they are asked. Nobody votes in the sandbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.wire import Json, stamp

QUESTION, ANSWER, ANSWERS = 300, 55, 10
LONGEST = 32 * 24  # hours


@dataclass(frozen=True, slots=True)
class Poll:
    """A question with its answers: `media` as Discord has them, a text and perhaps an emoji."""

    question: str
    media: Sequence[Json]
    hours: float = 24
    multiple: bool = False

    def shown(self, now: datetime) -> Json:
        """The poll as it stands on a message that is posted now."""
        return {
            "question": {"text": self.question},
            "answers": [{"answer_id": number, "poll_media": each} for number, each in enumerate(self.media, 1)],
            "expiry": stamp(now + timedelta(hours=self.hours)),
            "allow_multiselect": self.multiple,
            "layout_type": 1,
            "results": {"is_finalized": False, "answer_counts": []},
        }
