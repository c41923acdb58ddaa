"""Forms that a bot opens, and the values it proposes to an autocomplete."""

from bot.sandbox.forms.components import LABEL, ROW, SELECTS, TEXT_INPUT, numbered, select
from bot.sandbox.forms.form import Form, Path
from bot.sandbox.wire import Json

FIELDS = 5
CHOICES = 25


def read_modal(data: Json) -> Json:
    """Check a form; the answer has ids."""
    form = Form()
    path: Path = ("data",)
    form.text(data, "custom_id", path, low=1, high=100, required=True)
    form.text(data, "title", path, low=1, high=45, required=True)
    components = form.items(data, "components", path, most=FIELDS)
    if not components:
        form.error((*path, "components"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {FIELDS} in length.")
    for index, component in enumerate(components):
        _component(form, component, (*path, "components", index))
    form.finish()
    return {**data, "components": numbered(components)}


def _component(form: Form, component: Json, path: Path) -> None:
    if component.get("type") == ROW:
        for index, child in enumerate(form.items(component, "components", path, most=1)):
            form.text(child, "label", (*path, "components", index), low=1, high=45, required=True)
            _field(form, child, (*path, "components", index))
    elif component.get("type") == LABEL:
        form.text(component, "label", path, low=1, high=45, required=True)
        form.text(component, "description", path, high=100)
        _field(form, component.get("component") or {}, (*path, "component"))


def _field(form: Form, field: Json, path: Path) -> None:
    form.text(field, "custom_id", path, low=1, high=100, required=True)
    if field.get("type") == TEXT_INPUT:
        form.choice(field, "style", path, (1, 2))
        form.text(field, "placeholder", path, high=100)
        form.text(field, "value", path, high=4000)
        form.number(field, "min_length", path, low=0, high=4000)
        form.number(field, "max_length", path, low=1, high=4000)
    elif field.get("type") in SELECTS:
        select(form, field, path)


def read_choices(data: Json) -> list[Json]:
    """Check what is proposed to an autocomplete."""
    form = Form()
    choices = form.items(data, "choices", ("data",), most=CHOICES)
    for index, choice in enumerate(choices):
        form.text(choice, "name", ("data", "choices", index), low=1, high=100, required=True)
    form.finish()
    return choices
