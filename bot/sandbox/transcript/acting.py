"""Members do what the steps say."""

import struct
import zlib

from bot.sandbox.interactions.interaction import Interaction
from bot.sandbox.transcript import steps
from bot.sandbox.transcript.sights import Sights
from bot.sandbox.transcript.stage import Stage
from bot.sandbox.world.attachment import Upload
from bot.sandbox.world.member import Member
from bot.sandbox.world.message import Message


class Acting:
    """Carries out acts on a stage. Raises TranscriptError or Refused for what is not possible."""

    def __init__(self, stage: Stage, sights: Sights) -> None:
        self._stage = stage
        self._sights = sights

    def act(self, step: steps.Act) -> Interaction | None:
        """Let a member do something; the interaction, if it asks something of the bot."""
        if isinstance(step, steps.Join):
            self._join(step)
            return None
        member = self._stage.insider(step.who)
        if isinstance(step, steps.Say | steps.Post | steps.Forward | steps.Ask):
            self._sights.label(step.label, self._speak(step, member))
            return None
        return self._ask(step, member) or self._write(step, member)

    def _join(self, step: steps.Join) -> None:
        if step.who in {member.name for member in self._stage.guild.members.values()}:
            raise self._stage.error("{name} is a member already.", name=step.who)
        self._stage.member(step.who, step.locale, step.roles, pending=step.pending)

    def _ask(self, step: steps.Act, member: Member) -> Interaction | None:
        """What goes to the bot alone."""
        match step:
            case steps.Command():
                options = {name: self._stage.mention(value) for name, value in step.options}
                return member.slash(self._stage.channel, " ".join(step.path), **options)
            case steps.Menu():
                return member.menu(step.name, self._sights.message(step.message, member))
            case steps.Press():
                return member.press(*self._sights.button(step, member))
            case steps.Choose():
                message, select = self._sights.select(step, member)
                return member.choose(message, [self._stage.mention(each) for each in step.values], select.custom_id)
            case steps.Fill():
                fields = {name: self._stage.mention(value) for name, value in step.fields}
                return member.submit(self._sights.form(member), fields)
            case _:
                return None

    def _speak(self, step: steps.Say | steps.Post | steps.Forward | steps.Ask, member: Member) -> Message:
        """What becomes a message of its own."""
        find, stage = self._sights.message, self._stage
        match step:
            case steps.Say():
                reply_to = find(step.reply_to, member) if step.reply_to else None
                files = [Upload(name, _file(name)) for name in step.files]
                return member.say(stage.channel, stage.text(step.text), reply_to=reply_to, attachments=files)
            case steps.Post():
                forum, text = stage.find_channel(step.forum), stage.text(step.text)
                return member.start_post(forum, step.title, text).messages[0]
            case steps.Forward():
                return member.forward(find(step.message, member), stage.find_channel(step.channel))
            case steps.Ask():
                return member.poll(stage.channel, step.question, step.answers)

    def _write(self, step: steps.Act, member: Member) -> None:
        """What everybody in the channel sees."""
        find, channel = self._sights.message, self._stage.channel
        match step:
            case steps.Edit():
                member.edit(find(step.message, member, own=True), self._stage.text(step.text))
            case steps.Delete():
                member.delete(find(step.message, member, own=True))
            case steps.React(away=False):
                member.react(find(step.message, member), step.emoji)
            case steps.React():
                member.unreact(find(step.message, member), step.emoji)
            case steps.StartTyping():
                member.typing(channel)
            case steps.Agree():
                member.pass_screening()
            case steps.Leave():
                member.leave()
            case _:
                raise TypeError(f"{type(step).__name__} is not an act")


def _file(name: str) -> bytes:
    """Something to send under a name: a picture of one pixel, or the name as text."""
    if not name.lower().endswith(".png"):
        return f"{name}\n".encode()
    chunks = (b"IHDR" + struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0), b"IDAT" + zlib.compress(b"\0\0"), b"IEND")
    packed = (struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)
