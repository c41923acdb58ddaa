"""Plays a transcript: carries out its steps, and after each waits until the bot has nothing left to do."""

from collections.abc import Sequence

from bot.sandbox.interactions.interaction import Interaction
from bot.sandbox.refusal import Refused
from bot.sandbox.transcript import steps
from bot.sandbox.transcript.acting import Acting
from bot.sandbox.transcript.conversation import View
from bot.sandbox.transcript.directing import Directing
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.narration import describe
from bot.sandbox.transcript.sights import Sights
from bot.sandbox.transcript.stage import Stage
from bot.sandbox.trial import Stopped, Trial


class Player:
    """Plays steps for a view, which sees nothing of what happens before the bot is there.

    `prelude` is played on the default server before the view sees anything.
    """

    def __init__(self, trial: Trial, view: View, prelude: Sequence[steps.Step] = ()) -> None:
        self.stage = Stage(trial.sandbox)
        self._trial = trial
        self._view = view
        self._prelude = tuple(prelude)
        self._sights = Sights(trial.sandbox, self.stage)
        self._acting = Acting(self.stage, self._sights)
        self._directing = Directing(trial, self.stage)
        self._started = False
        self._shown = False
        self._waits = True

    async def play(self, transcript: Sequence[steps.Step]) -> None:
        """Play all of it, then stop the bot; the trial's verdict tells how the bot did.

        Raises TranscriptError for a line that cannot be played.
        """
        try:
            if opens_own_guild(transcript):
                self._prelude = ()
            for step in transcript:
                await self.step(step)
            await self.start()
            await self._trial.settle()
            await self._trial.stop()
        except Stopped:
            return

    async def start(self) -> None:
        """Start the bot and play the prelude, once; raises Stopped if it does not get ready."""
        if self._started:
            return
        self._started = True
        self.stage.furnish()
        await self._trial.start()
        for step in self._prelude:
            await self._do(step)
        self._shown = True
        self._trial.sandbox.subscribe(self._view.event)

    async def step(self, step: steps.Step) -> None:
        """Carry out one step; raises Stopped if the bot is in no state to go on."""
        if not isinstance(step, steps.Setup):
            await self.start()
        await self._do(step)

    async def _do(self, step: steps.Step) -> None:
        self.stage.line = step.line
        if self._shown and (text := describe(step, self._trial.sandbox.bot.name)):
            self._view.note(text)
        try:
            interaction = await self._carry_out(step)
        except Refused as refusal:
            raise TranscriptError(step.line, "This cannot be done: {reason}.", reason=refusal) from None
        if self._started and self._waits:
            await self._trial.settle()
        label = getattr(step, "label", "")
        if label and interaction and interaction.message:
            self._sights.label(label, interaction.message)

    async def _carry_out(self, step: steps.Step) -> Interaction | None:
        match step:
            case steps.Act():
                return self._acting.act(step)
            case steps.Setup():
                self._directing.furnish(step)
            case steps.Pace():
                self._waits = step.waits
            case steps.Advance():
                await self._trial.advance(step.seconds)
            case steps.Until():
                await self._trial.advance(self._directing.seconds_until(step))
            case steps.Control():
                await self._directing.control(step)
            case steps.Invite():
                await self._directing.invite()
            case _:
                self._directing.misbehave(step)
        return None


def opens_own_guild(transcript: Sequence[steps.Step]) -> bool:
    """Whether a transcript begins by opening a server, and so wants no other."""
    scenery = (step for step in transcript if not isinstance(step, steps.SetVariable | steps.Tolerate))
    return isinstance(next(scenery, None), steps.OpenGuild)
