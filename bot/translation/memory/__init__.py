"""What was said before, and how a person says it in the other language.

Memory, Recollection    recall, approve, forget; examples for engines that take some
Starter                 the pairs that RedBridge brings along
Places, Gazetteer       who fills `{place}` and `{name}` of a template
"""

from bot.translation.memory.gazetteer import Gazetteer
from bot.translation.memory.memory import Memory
from bot.translation.memory.places import Places
from bot.translation.memory.recollection import Recollection
from bot.translation.memory.starter import Starter

__all__ = ["Gazetteer", "Memory", "Places", "Recollection", "Starter"]
