"""What happens around the members: the world is furnished, time passes, the bot's process and Discord fail."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.transcript import steps
from bot.sandbox.transcript.stage import Stage
from bot.sandbox.trial import Trial
from bot.sandbox.world.channel import Channel

_WEEK = 7
_SETTLED_AFTER, _GREETS_WITHIN = 3, 15


class Directing:
    """Carries out directives. Raises TranscriptError for what is not possible."""

    def __init__(self, trial: Trial, stage: Stage) -> None:
        self._trial = trial
        self._stage = stage

    def furnish(self, step: steps.Step) -> None:
        """Change the world, or what the bot will find in its environment at its next start."""
        guild = self._stage.guild if isinstance(step, steps.OpenRole | steps.OpenChannel) else None
        match step:
            case steps.Go():
                self._stage.go(step.channel)
            case steps.Visit():
                self._stage.visit(step.who)
            case steps.OpenGuild():
                self._stage.open(step.name, step.owner, step.permissions, with_bot=step.with_bot)
            case steps.OpenChannel() if guild:
                parent = self._stage.find_channel(step.parent) if step.parent else None
                guild.add_channel(step.name.removeprefix("#"), step.kind, step.topic, parent)
            case steps.OpenThread():
                self._thread(step)
            case steps.OpenRole() if guild:
                guild.add_role(step.name, step.permissions)
            case steps.AddMember():
                self._member(step)
            case steps.SetVariable():
                self._trial.bot.environment[step.name] = step.value
            case steps.Tolerate():
                self._trial.tolerated.update(step.what)
            case _:
                raise TypeError(f"{type(step).__name__} furnishes nothing")

    def seconds_until(self, step: steps.Until) -> float:
        """How long it is until a clock shows this hour; never nothing, as an hour that it shows now is over."""
        now = self._trial.sandbox.clock.now().astimezone(ZoneInfo(step.zone))
        hour = time(step.hour, step.minute)
        days = (datetime.combine(now.date() + timedelta(days=ahead), hour, now.tzinfo) for ahead in range(_WEEK + 1))
        at = next(day for day in days if day > now and step.weekday in (None, day.weekday()))
        return (at.astimezone(UTC) - now).total_seconds()

    def _thread(self, step: steps.OpenThread) -> None:
        parent = self._channel(step.parent)
        try:
            parent.add_thread(step.name.removeprefix("#"))
        except ValueError:
            raise self._stage.error("#{name} cannot hold threads.", name=parent.name) from None

    def _member(self, step: steps.AddMember) -> None:
        member = self._stage.member(step.name, step.locale, step.roles, bot=step.bot)
        member.user.locale = step.locale or member.user.locale
        if missing := [role for role in self._stage.roles(step.roles) if role.id not in member.roles]:
            member.give(*missing)

    async def control(self, step: steps.Control) -> None:
        """Start or end the bot's process."""
        if step.what in ("stop", "restart"):
            await self._trial.stop()
        if step.what == "kill":
            await self._trial.kill()
        if step.what in ("start", "restart"):
            await self._trial.start()

    async def invite(self) -> None:
        """Let the bot come to the current server, and wait until it has said something.

        discord.py takes a server that comes within two seconds of its start for one that it was in before.
        """
        guild = self._stage.guild
        if self._trial.sandbox.bot.id in guild.members:
            raise self._stage.error(
                "The bot is here already. Open the server without it: * guild {name} bot:later", name=guild.name
            )
        spoken = asyncio.Event()
        end = self._trial.sandbox.subscribe(lambda event: spoken.set() if event.kind == "message_created" else None)
        await asyncio.sleep(_SETTLED_AFTER)
        try:
            guild.add_bot()
            async with asyncio.timeout(_GREETS_WITHIN):
                await spoken.wait()
        except TimeoutError:
            raise self._stage.error("The bot has said nothing within {n} seconds.", n=_GREETS_WITHIN) from None
        finally:
            end()

    def misbehave(self, step: steps.Step) -> None:
        """Let Discord fail the bot."""
        faults = self._trial.sandbox.faults
        match step:
            case steps.GatewayFault(what="drop"):
                faults.drop_gateway(resumable=step.resumable)
            case steps.GatewayFault(what="reconnect"):
                faults.reconnect()
            case steps.GatewayFault():
                faults.invalidate_session(resumable=step.resumable)
            case steps.HttpFault(what="http"):
                faults.http(step.status, step.route, step.times, step.seconds)
            case steps.HttpFault(what="slow"):
                faults.slow(step.seconds, step.route, step.times)
            case steps.HttpFault():
                faults.hang(step.route, step.times)
            case steps.Permit():
                change = faults.allow if step.allowed else faults.deny
                change(step.permission, self._channel(step.channel))
            case _:
                raise TypeError(f"{type(step).__name__} is no fault")

    def _channel(self, name: str) -> Channel:
        return self._stage.find_channel(name) if name else self._stage.channel
