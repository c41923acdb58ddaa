"""What a visit to Discord says: in reach, the token, the privileged intents, the gateway, the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil
from typing import Final

from bot.doctor.advice import advice
from bot.doctor.check import Advice, Row
from bot.doctor.reasons import part
from bot.doctor.visit import Visit, Visitor
from bot.errors import N_
from bot.portal import NO_CONTENT, NO_MEMBERS, PORTAL

_OUT_OF_REACH: Final = N_("Discord does not answer at {address}: {reason}. Check the network and the firewall.")
_NO_GATEWAY: Final = N_(
    "Discord's gateway does not answer: {reason}. Check that the network and the firewall let WebSockets through."
)
_FEW_STARTS: Final = N_(
    "The bot may start {left} more times and needs {needed}; Discord counts anew in {minutes} minutes. "
    "If it starts over and over, its log says why."
)
_AHEAD: Final = N_(
    "This machine's clock is {seconds} seconds fast. Set it by the network, on Linux: timedatectl set-ntp true"
)
_BEHIND: Final = N_(
    "This machine's clock is {seconds} seconds slow. Set it by the network, on Linux: timedatectl set-ntp true"
)
_NOT_REACHED: Final = N_("Not looked at: Discord is out of reach.")
_NOT_KNOWN: Final = N_("Not looked at: Discord tells this only to a bot whose token it accepts.")
_NO_TIME: Final = N_("Not looked at: Discord's answer holds no time.")
# Bits of an application's flags (Discord's reference, "Application Flags"): granted, or granted while it is in few
# servers.
_MEMBERS: Final = 1 << 14 | 1 << 15
_CONTENT: Final = 1 << 18 | 1 << 19
# What reminders and tips may be late or early without anybody noticing.
_CLOCK_MAY_DIFFER: Final = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class DiscordCheck:
    """One of the things to tell of a visit. read: fills the row in."""

    name: str
    visitor: Visitor
    read: Callable[[Row, Visit, str], Row]

    async def run(self) -> Row:
        """Go there, or remember; see Check."""
        return self.read(Row("discord", self.name), await self.visitor.visit(), self.visitor.address)


def checks(visitor: Visitor) -> list[DiscordCheck]:
    """All of them, over one visit."""
    readers = {"discord": _reach, "token": _token, "intents": _intents, "gateway": _gateway, "clock": _clock}
    return [DiscordCheck(name, visitor, read) for name, read in readers.items()]


def _reach(row: Row, visit: Visit, address: str) -> Row:
    if visit.trouble:
        fix = Advice(_OUT_OF_REACH, {"address": address, "reason": part("discord", visit.trouble)})
        return replace(row, reachable=False, reason=visit.trouble, fix=fix)
    return replace(row, reachable=True, latency={"rest": visit.latency or 0})


def _token(row: Row, visit: Visit, _: str) -> Row:
    if visit.token_fault:
        return replace(row, reason="DISCORD_TOKEN", fix=advice(visit.token_fault))
    return row if visit.application is not None else _unknown(row, visit)


def _intents(row: Row, visit: Visit, _: str) -> Row:
    if visit.application is None:
        return _unknown(row, visit)
    flags, where = int(visit.application.get("flags") or 0), {"setting": "DISCORD_TOKEN", "url": PORTAL}
    if not flags & _CONTENT:
        return replace(row, reason="message content", fix=Advice(NO_CONTENT, where))
    return row if flags & _MEMBERS else replace(row, reason="members", note=Advice(NO_MEMBERS, where))


def _gateway(row: Row, visit: Visit, _: str) -> Row:
    if visit.gateway is None:
        return _unknown(row, visit)
    if visit.gateway_latency is None:
        fix = Advice(_NO_GATEWAY, {"reason": part("discord", visit.gateway_trouble)})
        return replace(row, reachable=False, reason=visit.gateway_trouble, fix=fix)
    row = replace(row, reachable=True, latency={"hello": visit.gateway_latency})
    limit: Mapping[str, int] = visit.gateway.get("session_start_limit") or {}
    needed = int(visit.gateway.get("shards") or 1)
    left = limit.get("remaining", needed)
    if left >= needed:
        return row
    numbers = {"left": left, "needed": needed, "minutes": ceil(limit.get("reset_after", 0) / 60_000)}
    return replace(row, reason="starts used up", fix=Advice(_FEW_STARTS, numbers))


def _clock(row: Row, visit: Visit, _: str) -> Row:
    if visit.ahead is None:
        return replace(row, reason="unknown", note=Advice(_NOT_REACHED if visit.latency is None else _NO_TIME))
    if abs(visit.ahead) <= _CLOCK_MAY_DIFFER:
        return row
    seconds = {"seconds": ceil(abs(visit.ahead).total_seconds())}
    return replace(row, reason="clock", fix=Advice(_AHEAD if visit.ahead > timedelta(0) else _BEHIND, seconds))


def _unknown(row: Row, visit: Visit) -> Row:
    return replace(row, reason="unknown", note=Advice(_NOT_REACHED if visit.trouble else _NOT_KNOWN))
