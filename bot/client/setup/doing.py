"""Carrying out a plan as one step, and taking a set-up back."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import discord

from bot.client.setup.deeds import Deed, Work
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.errors import N_, RedBridgeError, UserError
from bot.setup import steps
from bot.setup.steps import Step
from bot.setup.wizard import steps_of
from bot.translation.types import Mode

_log = logging.getLogger(__name__)
_FAILED: Final = N_(
    "Discord did not take part of it just now, so everything that had been done was taken back. Nothing is changed: "
    "try again in a minute."
)
NOTHING: Final = N_(
    "There is no set-up to take back: none was made within the last 24 hours, or it is taken back already. Nothing was "
    "changed."
)
# So far back a channel is searched for what people wrote.
_LOOK_BACK: Final = 50


@dataclass(frozen=True, slots=True)
class TakenBack:
    """count: how many steps were taken back. kept: those that stay, for somebody has changed or used them since."""

    count: int
    kept: Sequence[Step]


async def carry_out(work: Work, deeds: Sequence[Deed]) -> None:
    """Do all of it, noting each step; what cannot be done takes back all before it. Raises UserError, StoreError."""
    wizard = work.services.wizard
    try:
        for deed in deeds:
            await wizard.intend(work.guild.id, await deed.intent(work))
            await wizard.done(work.guild.id, await deed.do(work))
    except (RedBridgeError, *TROUBLE) as error:
        _log.warning("the set-up of server %s is taken back: %s", work.guild.id, reason(error))
        await undo(work)
        if isinstance(error, RedBridgeError):
            raise
        raise UserError(_FAILED) from error
    await wizard.finish(work.guild.id)


async def undo(work: Work) -> TakenBack:
    """Take back the last set-up, its last step first. Raises UserError if there is none; StoreError."""
    run = await work.services.wizard.last(work.guild.id)
    if run is None:
        raise UserError(NOTHING)
    count, kept = 0, list[Step]()
    for step in reversed(steps_of(run)):
        if await _UNDO[step.kind](work, step):
            count += 1
        else:
            kept.append(step)
    await work.services.wizard.forget(work.guild.id)
    return TakenBack(count, kept)


async def _setting(work: Work, step: Step) -> bool:
    configuration = work.services.configuration
    setting = configuration.find(step.of)
    if setting is None:
        return False
    now = await configuration.value(work.guild.id, setting)
    if now not in (step.before, step.after):
        return False
    await configuration.change(work.guild.id, work.by, setting, step.before)
    return True


async def _mode(work: Work, step: Step) -> bool:
    preferences, channel_id = work.services.preferences, int(step.of)
    own = preferences.own_mode(channel_id)
    if (own.value if own else None) not in (step.before, step.after):
        return False
    before = Mode(step.before) if step.before else None
    await preferences.set_mode(work.guild.id, channel_id, before, work.by)
    return True


async def _roles(work: Work, step: Step) -> bool:
    """Roles that are still chosen for their languages go; others were given another meaning."""
    chosen: dict[str, int] = work.client.tongues.of(work.guild.id)
    mine = [role for role in chosen.values() if role not in (step.before or ())]
    mine = [role for role in mine if role in step.made or not step.made]
    await work.client.role_maker.unchoose(work.guild.id, mine, work.by)
    are_gone = await _each(mine, partial(work.client.http.delete_role, work.guild.id))
    return are_gone and len(mine) >= len(step.made)


async def _bridge(work: Work, step: Step) -> bool:
    known = work.services.bridges.of_guild(work.guild.id)
    mine = [each for each in known if each.name == step.of and each.bridge_id not in (step.before or ())]
    made = step.made or tuple(channel.channel_id for each in mine for channel in each.channels)
    if any([await _was_used(work, channel_id) for channel_id in made]):
        return False
    for bridge in mine:
        await work.services.bridges.delete(bridge.bridge_id, work.by)
    return await _each(made, partial(work.client.http.delete_channel, reason="RedBridge"))


async def _was_used(work: Work, channel_id: int) -> bool:
    """Whether anybody wrote in a channel; what cannot be looked at counts as used."""
    channel = work.client.get_partial_messageable(channel_id, guild_id=work.guild.id)
    try:
        async for message in channel.history(limit=_LOOK_BACK):
            if not message.author.bot or message.webhook_id:
                return True
    except TROUBLE as error:
        return not is_gone(error)
    return False


async def _book(work: Work, step: Step) -> bool:
    """Rules that nobody has touched go, unless they are published by now."""
    if await work.services.publishing.latest(work.guild.id) is not None:
        return False
    texts = work.services.rules.starters.texts(step.of)
    rules = (await work.services.rules.book(work.guild.id)).rules
    mine = [rule for rule in rules if rule.texts in texts]
    for rule in mine:
        await work.services.rules.remove(work.guild.id, rule.rule_id, work.by)
    return len(mine) == len(rules)


async def _rules(work: Work, step: Step) -> bool:
    is_retracted = await work.services.publishing.retract(work.guild.id, int(step.of), work.by)
    if not is_retracted and await work.services.publishing.latest(work.guild.id) is not None:
        return False
    left = await work.client.publisher.withdraw(work.guild.id)
    if (await work.services.rule_settings.of(work.guild.id)).channel_id == step.after:
        await work.services.rule_settings.change(work.guild.id, work.by, channel_id=step.before)
    return left == 0


async def _each(ids: Sequence[int], delete: Any) -> bool:
    """Delete each of these; whether all are gone."""
    are_gone = True
    for each in ids:
        try:
            await delete(each)
        except discord.HTTPException as error:
            if not is_gone(error):
                _log.warning("%s of a set-up stays: %s", each, reason(error))
                are_gone = False
    return are_gone


_UNDO: Final = {
    steps.SETTING: _setting,
    steps.MODE: _mode,
    steps.ROLES: _roles,
    steps.BRIDGE: _bridge,
    steps.BOOK: _book,
    steps.RULES: _rules,
}
