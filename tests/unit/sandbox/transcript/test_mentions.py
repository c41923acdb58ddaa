"""What readers see in place of numbers."""

from bot.sandbox import Sandbox
from bot.sandbox.transcript.mentions import to_names


def test_the_address_of_a_message_is_where_it_leads() -> None:
    guild = Sandbox().add_guild("Hotpot Club")
    cats = guild.add_channel("cats")
    near, far = (f"https://discord.com/channels/{guild.id}/{channel}/12" for channel in (cats.id, 13))
    assert to_names(f"[Amy]({near}): a cat, {far}", guild) == "[Amy](#cats › 💬): a cat, #unknown › 💬"
    assert to_names(f"https://discord.com/channels/{guild.id}", guild) == f"https://discord.com/channels/{guild.id}"
