"""Request guild members: the answer, in chunks of a thousand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from bot.sandbox.payloads import users
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.world.guild import Guild
    from bot.sandbox.world.member import Member

CHUNK = 1000
QUERY_LIMIT = 100


def chunks(guild: "Guild", request: Json) -> Iterator[Json]:
    """The GUILD_MEMBERS_CHUNK events that answer a request."""
    members, missing = _wanted(guild, request)
    count = max(1, -(-len(members) // CHUNK))
    for index in range(count):
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": [users.member_of(member) for member in members[index * CHUNK : (index + 1) * CHUNK]],
            "chunk_index": index,
            "chunk_count": count,
        }
        if missing:
            chunk["not_found"] = missing
        if request.get("presences"):
            chunk["presences"] = []
        if request.get("nonce"):
            chunk["nonce"] = request["nonce"]
        yield chunk


def _wanted(guild: "Guild", request: Json) -> "tuple[list[Member], list[str]]":
    asked: Any = request.get("user_ids")
    if asked:
        ids = cast("list[Any]", asked) if isinstance(asked, list) else [asked]
        found = [guild.members[int(each)] for each in ids if int(each) in guild.members]
        return found, [str(each) for each in ids if int(each) not in guild.members]
    query = str(request.get("query", "")).lower()
    limit = int(request.get("limit", 0))
    found = [member for member in guild.members.values() if member.name.lower().startswith(query)]
    return found[: limit or (QUERY_LIMIT if query else None)], []
