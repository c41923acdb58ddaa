"""Polls that a bot or webhook wants to post."""

from typing import Any, cast

from bot.sandbox.forms.form import Form, Path
from bot.sandbox.wire import Json
from bot.sandbox.world.poll import ANSWER, ANSWERS, LONGEST, QUESTION, Poll


def read(form: Form, data: Json) -> Poll | None:
    """Check the `poll` of a message; None if there is none."""
    body: Any = data.get("poll")
    if body is None:
        return None
    poll, path = cast("Json", body), ("poll",)
    question = form.text(cast("Json", poll.get("question") or {}), "text", (*path, "question"), **_sized(QUESTION))
    answers = form.items(poll, "answers", path, most=ANSWERS)
    if not answers:
        form.error((*path, "answers"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {ANSWERS} in length.")
    media = [_media(form, each, (*path, "answers", index)) for index, each in enumerate(answers)]
    return Poll(question or "", media, _hours(form, poll, path), bool(poll.get("allow_multiselect")))


def _sized(most: int) -> "dict[str, Any]":
    return {"low": 1, "high": most, "required": True}


def _media(form: Form, answer: Json, path: Path) -> Json:
    media = cast("Json", answer.get("poll_media") or {})
    text = form.text(media, "text", (*path, "poll_media"), **_sized(ANSWER))
    emoji = cast("Json", media.get("emoji") or {})
    shown: Json = {"text": text}
    return {**shown, "emoji": {"id": emoji.get("id"), "name": emoji.get("name")}} if emoji else shown


def _hours(form: Form, poll: Json, path: Path) -> float:
    """Libraries send whole hours as 24.0, which is as good as 24."""
    value: Any = poll.get("duration")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    hours = form.number({"duration": value}, "duration", path, low=1, high=LONGEST)
    return 24 if hours is None else hours
