"""`/redbridge setup`: six questions, the plan, and the deed; `/redbridge undo` takes it back."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.client.bridge_setup import checks
from bot.client.checking.page import look
from bot.client.errors import tell
from bot.client.readers import reader
from bot.client.sentences import Sentence, said, said_to_both
from bot.client.setup.deeds import Deed, Work, plan
from bot.client.setup.doing import carry_out, undo
from bot.client.setup.guesses import first_writable, guess
from bot.client.setup.items import STEP, Go
from bot.client.setup.questions import QUESTIONS, STEPS, Asked
from bot.client.views import view_of
from bot.errors import N_
from bot.services import Services
from bot.setup.answers import Answers
from bot.setup.wizard import answers_of
from bot.store.setup import Draft

_PLAN: Final = STEPS + 1
_HEAD: Final = N_("-# Set-up, step {number} of {count}")
_PLAN_HEAD: Final = N_("**This is what would be done**")
_LINE: Final = N_("- {what}")
_NO_DEED: Final = N_("- Nothing: all of it is so already.")
_NOTHING_YET: Final = N_("Nothing was done yet. For 24 hours `/redbridge undo` takes all of it back.")
_DOUBT: Final = N_("⚠️ {what}")
_OTHER: Final = N_("-# {member} was here before you, {when}: these are the answers so far.")
_NEXT: Final = N_("Next step")
_BACK: Final = N_("Step back")
_DO: Final = N_("Do all of this")
_CANCEL: Final = N_("Cancel")
_LEFT: Final = N_("Nothing was changed. `/redbridge setup` begins anew whenever you like.")
_DONE: Final = N_("**Done.** Steps: {count}. `/redbridge undo` takes all of it back for 24 hours.")
_TRY: Final = N_("Now write a line of English or Chinese in {channel}, and see it translated.")
_LATER: Final = N_("`/redbridge settings` changes any of it, `/redbridge check` tells whether all of it works.")
_TROUBLE: Final = N_("⚠️ {what}: {trouble}")
_UNDONE: Final = N_("Taken back. Steps: {count}.")
_KEPT: Final = N_(
    "Left as they are, because somebody has changed or used them since, or Discord did not let go of them: {count}. "
    "`/redbridge settings` and `/redbridge log` show what they are."
)
_MOST_TROUBLE: Final = 3


class SetupPages:
    """Draws the steps and carries out what comes of them. All raise UserError and StoreError."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first step, for whoever acts. The interaction is deferred already."""
        work = await _work(interaction)
        draft = await self._services.wizard.open(work.guild.id, work.by, await guess(self._services, work.guild))
        text, items = await self._drawn(work, draft, 1)
        if draft.updated_by != work.by:
            params = {"member": f"<@{draft.updated_by}>", "when": f"<t:{draft.updated_at // 1000}:R>"}
            text += "\n" + Sentence(_OTHER, params).said(work.locale, self._services.catalogues)
        await tell(interaction, text, view=view_of(*items))

    async def turn(self, interaction: discord.Interaction[Any], step: int, revision: int) -> None:
        """Show a step in the place of the present one."""
        work = await _work(interaction)
        await self._show(interaction, work, await self._services.wizard.draft(work.guild.id, revision), step)

    async def answer(self, interaction: discord.Interaction[Any], revision: int, field: str, answer: Any) -> None:
        """Take an answer, and show its step anew."""
        work = await _work(interaction)
        draft = await self._services.wizard.answer(work.guild.id, work.by, revision, **{field: answer})
        await self._show(interaction, work, draft, STEP[field])

    async def leave(self, interaction: discord.Interaction[Any]) -> None:
        """Forget the answers."""
        work = await _work(interaction)
        await self._services.wizard.drop(work.guild.id)
        await self._end(interaction, work, [Sentence(_LEFT, {})])

    async def carry_out(self, interaction: discord.Interaction[Any], revision: int) -> None:
        """Do what the plan says, all of it or nothing, and tell what comes next."""
        work = await _work(interaction)
        draft = await self._services.wizard.draft(work.guild.id, revision)
        deeds = await plan(work, answers_of(draft))
        for deed in deeds:
            if error := deed.doubt(work):
                raise error
        answers = await self._services.wizard.begin(work.guild.id, work.by, revision)
        await carry_out(work, deeds)
        place = first_writable(work.guild)
        channel_id = answers.channels[0] if answers.channels else place.id if place else None
        lines = [Sentence(_DONE, {"count": len(deeds)})]
        lines += [Sentence(_TRY, {"channel": f"<#{channel_id}>"})] if channel_id else []
        found = [each for each in await look(interaction) if each.trouble is not None]
        lines += [Sentence(_TROUBLE, {"what": each.what, "trouble": each.trouble}) for each in found[:_MOST_TROUBLE]]
        await self._end(interaction, work, [*lines, Sentence(_LATER, {})])

    async def undo(self, interaction: discord.Interaction[Any]) -> None:
        """Take back the last set-up. The interaction is deferred already."""
        work = await _work(interaction)
        await self._services.wizard.require_rest(work.guild.id)
        taken = await undo(work)
        lines = [Sentence(_UNDONE, {"count": taken.count})]
        lines += [Sentence(_KEPT, {"count": len(taken.kept)})] if taken.kept else []
        await tell(interaction, said_to_both(lines, work.locale, self._services.catalogues))

    async def _show(self, interaction: discord.Interaction[Any], work: Work, draft: Draft, step: int) -> None:
        text, items = await self._drawn(work, draft, step)
        await interaction.edit_original_response(content=text, view=view_of(*items))

    async def _drawn(self, work: Work, draft: Draft, step: int) -> tuple[str, Sequence[ui.Item[Any]]]:
        answers, catalogues = answers_of(draft), self._services.catalogues
        if step == _PLAN:
            return await self._plan(work, draft, answers)
        has_book = bool((await self._services.rules.book(work.guild.id)).rules)
        lines, items = QUESTIONS[step - 1](Asked(work, answers, draft.revision, has_book))
        head = Sentence(_HEAD, {"number": step, "count": STEPS})
        return said([head, *lines], work.locale, catalogues), [*items, *self._ways(work, draft, step)]

    async def _plan(self, work: Work, draft: Draft, answers: Answers) -> tuple[str, Sequence[ui.Item[Any]]]:
        deeds = await plan(work, answers)
        lines = [Sentence(_PLAN_HEAD, {}), *(Sentence(_LINE, {"what": deed.told(work)}) for deed in deeds)]
        if not deeds:
            lines.append(Sentence(_NO_DEED, {}))
        lines += _doubts(work, deeds)
        lines.append(Sentence(_NOTHING_YET, {}))
        return said(lines, work.locale, self._services.catalogues), self._ways(work, draft, _PLAN)

    def _ways(self, work: Work, draft: Draft, step: int) -> Sequence[ui.Item[Any]]:
        """Next first: whoever presses it at each step has a working server."""
        say, revision = self._services.catalogues.text, draft.revision
        ways = [
            Go("do", _PLAN, revision, say(work.locale, _DO), "success")
            if step == _PLAN
            else Go("go", step + 1, revision, say(work.locale, _NEXT), "primary")
        ]
        if step > 1:
            ways.append(Go("go", step - 1, revision, say(work.locale, _BACK)))
        return [*ways, Go("end", 1, revision, say(work.locale, _CANCEL))]

    async def _end(self, interaction: discord.Interaction[Any], work: Work, lines: list[Sentence]) -> None:
        text = said_to_both(lines, work.locale, self._services.catalogues)
        await interaction.edit_original_response(content=text, view=None)


def _doubts(work: Work, deeds: Sequence[Deed]) -> list[Sentence]:
    found = [error for deed in deeds if (error := deed.doubt(work))]
    return [Sentence(_DOUBT, {"what": Sentence(error.message_id, dict(error.params))}) for error in found]


async def _work(interaction: discord.Interaction[Any]) -> Work:
    return Work(interaction.client, checks.home(interaction), interaction.user.id, await reader(interaction))
