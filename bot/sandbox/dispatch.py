"""One event on its way to the gateway sessions, serialised once however many hear of it."""

from bot.sandbox.wire import Json, dumps

_CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


class Dispatch:
    """A gateway event; `guild_id` None means a direct message, which shard 0 hears of."""

    __slots__ = ("_data", "_full", "_hidden", "content_is_private", "event", "guild_id", "intents")

    def __init__(
        self, event: str, data: Json, guild_id: int | None, intents: int, *, content_is_private: bool = False
    ) -> None:
        self.event = event
        self.guild_id = guild_id
        self.intents = intents
        self.content_is_private = content_is_private
        self._data = data
        self._full: str | None = None
        self._hidden: str | None = None

    def body(self) -> str:
        """The event's data as JSON."""
        if self._full is None:
            self._full = dumps(self._data)
        return self._full

    def body_without_content(self) -> str:
        """The same as a session without the message content intent sees it."""
        if not self.content_is_private:
            return self.body()
        if self._hidden is None:
            self._hidden = dumps(without_content(self._data))
        return self._hidden


def without_content(message: Json) -> Json:
    """A message as those see it who may not read it."""
    hidden = _bare(message)
    referenced = message.get("referenced_message")
    if referenced:
        hidden["referenced_message"] = _bare(referenced)
    if "message_snapshots" in message:
        hidden["message_snapshots"] = [{"message": _bare(each["message"])} for each in message["message_snapshots"]]
    return hidden


def _bare(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "poll"} | _CONTENT
