"""The command tree: one way for every error, and a sync only when Discord does not know the commands yet."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from bot.client.errors import ErrorTable, turned_away
from bot.store import meta
from bot.store.database import Database

_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[Any]):
    """Hands every command's error to the table."""

    # discord.py makes the tree from its class alone; the bot gives it the table right after.
    errors: ErrorTable

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Begin nothing while the bot is about to stop."""
        return not await turned_away(interaction)

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Explain the error to the member who ran the command."""
        await self.errors.report(interaction, error)


async def sync_if_changed(tree: app_commands.CommandTree[Any], application_id: int, database: Database) -> bool:
    """Send the commands to Discord unless they are those of the last time; True if they were sent.

    Discord allows few syncs a day, and each makes members' apps reload their command lists.
    """
    key = f"commands:{application_id}"
    digest = await _digest(tree)
    if await database.read(meta.get, key) == digest:
        return False
    synced = await tree.sync()
    await database.write(meta.put, key, digest)
    _log.info("%d commands were sent to Discord", len(synced))
    return True


async def _digest(tree: app_commands.CommandTree[Any]) -> str:
    """A fingerprint of what `tree.sync` would send, translations included."""
    translator = tree.translator
    payload = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
