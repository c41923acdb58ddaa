"""What members have before their eyes: messages, buttons, selects and forms."""

from typing import TYPE_CHECKING

from bot.sandbox.events import SandboxEvent
from bot.sandbox.interactions.interaction import Interaction
from bot.sandbox.transcript.controls import Control, buttons, controls
from bot.sandbox.transcript.mentions import scene, to_names
from bot.sandbox.transcript.stage import Stage
from bot.sandbox.transcript.steps import Choose, Press, Ref, Value
from bot.sandbox.world.draft import JOINED, THREAD_CREATED
from bot.sandbox.world.member import Member
from bot.sandbox.world.message import Message

if TYPE_CHECKING:
    from bot.sandbox import Sandbox


class Sights:
    """Finds messages as a member would: in the current channel, together with what only they see."""

    def __init__(self, sandbox: "Sandbox", stage: Stage) -> None:
        self._stage = stage
        self._labels: dict[str, Message] = {}
        self._ephemeral: dict[int, list[Message]] = {}
        self._forms: dict[int, Interaction] = {}
        sandbox.subscribe(self._watch)

    def label(self, name: str, message: Message) -> None:
        """Give a message a name."""
        if name:
            self._labels[name] = message

    def form(self, member: Member) -> Interaction:
        """The interaction that opened a form for a member, last."""
        try:
            return self._forms[member.id]
        except KeyError:
            raise self._stage.error("No form was opened for {name}.", name=member.name) from None

    def message(self, ref: Ref, member: Member, *, own: bool = False) -> Message:
        """The message that is meant; with `own`, the member's own ones come first, and the last one is one of them."""
        if ref.by == "label":
            found = self._labels.get(ref.text)
        else:
            seen = self._newest_first(member)
            if own:
                seen.sort(key=lambda message: message.author is not member.user)
            found = next((each for each in seen if self._fits(each, ref, member, own=own)), None)
        if found is None:
            raise self._stage.error("There is no message {message} here.", message=ref)
        if found.deleted:
            raise self._stage.error("The message {message} is deleted.", message=ref)
        return found

    def button(self, step: Press, member: Member) -> tuple[Message, str]:
        """The message and the custom id of a button: on a message, or where it was last seen."""
        places = [self.message(step.message, member)] if step.message else self._newest_first(member)
        for message in places:
            for number, found in buttons(controls(message.components)).items():
                if step.button in (found.label, found.custom_id, str(number)) or _spoken(found) == step.button:
                    return message, found.custom_id
        raise self._stage.error("There is no button {name} for {who} to press.", name=step.button, who=member.name)

    def select(self, step: Choose, member: Member) -> tuple[Message, Control]:
        """The message and the select that offers these values: on a message, or where it was last seen."""
        places = [self.message(step.message, member)] if step.message else self._newest_first(member)
        for message in places:
            for found in controls(message.components):
                is_meant = step.select in ("", found.label, found.custom_id)
                if found.kind == "select" and not found.disabled and is_meant and _offers(found, step.values):
                    return message, found
        listed = ", ".join(map(str, step.values))
        raise self._stage.error("{who} is not offered {values} anywhere.", who=member.name, values=listed)

    def _newest_first(self, member: Member) -> list[Message]:
        channel = self._stage.channel
        seen = [each for each in self._ephemeral.get(member.id, ()) if each.channel is channel and not each.deleted]
        return sorted([*channel.messages, *seen], key=lambda message: message.id, reverse=True)

    def _fits(self, message: Message, ref: Ref, member: Member, *, own: bool) -> bool:
        if message.type in (JOINED, THREAD_CREATED):
            return False
        if ref.by == "beginning":
            return to_names(message.content, scene(message.channel)).startswith(ref.text)
        if ref.by == "answer":
            return message.author is member.world.bot
        return message.author is member.user if own else message.author is not member.world.bot

    def _watch(self, event: SandboxEvent) -> None:
        if event.kind == "ephemeral" and event.message and event.interaction:
            self._ephemeral.setdefault(event.interaction.user.id, []).append(event.message)
        elif event.kind == "modal_opened" and event.interaction:
            self._forms[event.interaction.user.id] = event.interaction


def _spoken(button: Control) -> str:
    """The label without the emoji before it."""
    return button.label.partition(" ")[2]


def _offers(select: Control, values: tuple[Value, ...]) -> bool:
    if select.asks_for:
        sigil = "#" if select.asks_for == "a channel" else "@"
        return all(value.sigil == sigil for value in values)
    offered = {name for choice in select.choices for name in choice}
    return all(value.text in offered and not value.sigil for value in values)
