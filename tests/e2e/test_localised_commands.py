"""Whatever Discord shows of a command is registered in both Chinese locales, and in no other."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.town import Town


def shown(node: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """Each text of a command, its options and choices, with its localisations."""
    here = f"{path} {node['name']}"
    for key in ("name", "description"):
        if node.get(key):
            yield f"{here}: {key}", node.get(f"{key}_localizations")
    for option in node.get("options", ()):
        yield from shown(option, here)
    for choice in node.get("choices", ()):
        yield f"{here}: choice {choice['name']}", choice.get("name_localizations")


@pytest.mark.asyncio
async def test_every_text_of_every_command_is_localised(lively: Town) -> None:
    sent = [e.body for e in lively.sandbox.traffic if e.method == "PUT" and e.path.endswith("/commands")]
    texts = [text for command in sent[-1] for text in shown(command, "/")]
    assert len(texts) > 20
    assert [(what, found) for what, found in texts if set(found or ()) != {"zh-CN", "zh-TW"}] == []
