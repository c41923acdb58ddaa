"""What services that call themselves compatible want to be asked differently; learnt from their errors; pure.

OpenAI's newer models take `max_completion_tokens` and no temperature; Qwen's open models on DashScope answer without
streaming only if told not to think; some models have no system role.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.engines.llm.prompt import Messages, said

# Reasoning models spend tokens before they write; what they say there is not shown.
_THOUGHTS: Final = 4_096

_NOT_SUPPORTED: Final = re.compile(
    r"unsupported|not support|does not support|unrecognized|unknown|not permitted", re.IGNORECASE
)
_MAX_TOKENS: Final = re.compile(r"\bmax_tokens\b")
_TEMPERATURE: Final = re.compile(r"\btemperature\b")
_THINKING: Final = re.compile(r"enable[_ ]thinking", re.IGNORECASE)
_SYSTEM: Final = re.compile(r"system role|role ['\"`]?system|roles must alternate", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one endpoint wants its requests.

    thinks: the model reasons before it answers, so it needs more tokens than the answer has.
    """

    limit: str = "max_tokens"
    temperature: bool = True
    no_thinking: bool = False
    system_role: bool = True
    thinks: bool = False

    def body(self, model: str, messages: Messages, tokens: int) -> dict[str, Any]:
        """The JSON of a request whose answer takes at most so many tokens."""
        body: dict[str, Any] = {
            "model": model,
            "messages": messages if self.system_role else _without_system(messages),
            "stream": False,
            self.limit: tokens + (_THOUGHTS if self.thinks else 0),
        }
        if self.temperature:
            body["temperature"] = 0
        if self.no_thinking:
            body["enable_thinking"] = False
        return body

    def learn(self, error: Mapping[str, Any]) -> "Dialect | None":
        """The dialect that would not have met this error (`param`, `code` and `message`); None if it is another."""
        message, param = str(error.get("message") or ""), str(error.get("param") or "")
        refused = _NOT_SUPPORTED.search(f"{message} {error.get('code') or ''}")
        if self.limit == "max_tokens" and refused and (param == "max_tokens" or _MAX_TOKENS.search(message)):
            return replace(self, limit="max_completion_tokens")
        if self.temperature and refused and (param == "temperature" or _TEMPERATURE.search(message)):
            return replace(self, temperature=False)
        if not self.no_thinking and _THINKING.search(f"{message} {param}"):
            return replace(self, no_thinking=True)
        if self.system_role and _SYSTEM.search(message):
            return replace(self, system_role=False)
        return None


def _without_system(messages: Messages) -> Messages:
    """The system prompt at the head of the first message of the user."""
    system, first, *rest = messages
    return [said("user", f"{system['content']}\n\n{first['content']}"), *rest]
