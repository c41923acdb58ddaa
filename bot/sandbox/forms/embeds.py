"""Embeds: their limits, and how Discord shows them back."""

from bot.sandbox.forms.form import Form, Path
from bot.sandbox.wire import Json

MOST = 10
TOTAL = 6000
_ADDRESSES = ("http://", "https://", "attachment://")


def read(form: Form, data: Json) -> list[Json]:
    """Check the `embeds` of a message and complete them."""
    embeds = form.items(data, "embeds", (), most=MOST)
    sizes = [_check(form, embed, ("embeds", index)) for index, embed in enumerate(embeds)]
    if sum(sizes) > TOTAL:
        form.error(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOTAL}")
    return [_shown(embed) for embed in embeds]


def _check(form: Form, embed: Json, path: Path) -> int:
    texts = [
        form.text(embed, "title", path, high=256),
        form.text(embed, "description", path, high=4096),
        *_fields(form, embed, path),
        *_named(form, embed, path),
    ]
    form.number(embed, "color", path, low=0, high=0xFFFFFF)
    _address(form, embed, "url", path)
    for key in ("image", "thumbnail"):
        if embed.get(key):
            _address(form, embed[key], "url", (*path, key))
    return sum(len(text) for text in texts if text)


def _fields(form: Form, embed: Json, path: Path) -> list[str | None]:
    texts: list[str | None] = []
    for index, field in enumerate(form.items(embed, "fields", path, most=25)):
        where = (*path, "fields", index)
        texts.append(form.text(field, "name", where, low=1, high=256, required=True))
        texts.append(form.text(field, "value", where, low=1, high=1024, required=True))
    return texts


def _named(form: Form, embed: Json, path: Path) -> list[str | None]:
    texts: list[str | None] = []
    for key, part, high in (("footer", "text", 2048), ("author", "name", 256)):
        if embed.get(key):
            texts.append(form.text(embed[key], part, (*path, key), low=1, high=high, required=True))
    return texts


def _address(form: Form, data: Json, key: str, path: Path) -> None:
    address = form.text(data, key, path, high=2048)
    if address and not address.startswith(_ADDRESSES):
        message = "Scheme must be one of ('http', 'https')."
        form.error(
            (*path, key), "URL_TYPE_INVALID_SCHEME", f'Scheme "{address.split(":")[0]}" is not supported. {message}'
        )


def _shown(embed: Json) -> Json:
    shown = {key: value for key, value in embed.items() if value not in (None, [], "")}
    shown["type"] = "rich"
    if "fields" in shown:
        shown["fields"] = [{**field, "inline": bool(field.get("inline"))} for field in shown["fields"]]
    return shown
