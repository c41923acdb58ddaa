"""A Discord on loopback, to try and test bots on."""

from bot.sandbox.events import SandboxEvent
from bot.sandbox.interactions.answer import Answer
from bot.sandbox.interactions.interaction import Interaction
from bot.sandbox.refusal import InteractionFailed, Refused
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world.attachment import Upload
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.guild import Guild
from bot.sandbox.world.member import Member
from bot.sandbox.world.message import Message
from bot.sandbox.world.overwrite import Overwrite
from bot.sandbox.world.user import Role, User

__all__ = [
    "Answer",
    "Channel",
    "Guild",
    "Interaction",
    "InteractionFailed",
    "Member",
    "Message",
    "Overwrite",
    "Refused",
    "Role",
    "Sandbox",
    "SandboxEvent",
    "Upload",
    "User",
]
