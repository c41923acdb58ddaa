"""What every part of the server shares."""

from dataclasses import dataclass

from bot.sandbox.clock import SandboxClock
from bot.sandbox.complaints import Complaints
from bot.sandbox.faults import FaultPlan
from bot.sandbox.gateway.hub import Hub
from bot.sandbox.http.ratelimit import Limits
from bot.sandbox.http.traffic import Traffic
from bot.sandbox.world.world import World


@dataclass(slots=True)
class Realm:
    """The parts of a running sandbox; `heartbeat_interval` is in seconds."""

    world: World
    hub: Hub
    clock: SandboxClock
    token: str
    heartbeat_interval: float
    complaints: Complaints
    traffic: Traffic
    limits: Limits
    faults: FaultPlan

    def complain(self, kind: str, where: str, what: str) -> None:
        """Note something Discord would not have understood."""
        self.complaints.add(kind, where, what)
