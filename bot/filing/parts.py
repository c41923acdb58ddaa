"""What documents of all kinds are made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """Nothing is taken for something else: no `1` for true, no text for a number, no key that nobody knows."""

    # What checks a document is built when the first one is read: most starts are not followed by any.
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Place(Part):
    """A channel or a role: by its id in the server that it comes from, by its name in any other one."""

    id: Annotated[str, Field(pattern=r"^[0-9]{1,20}$")] | None = None
    name: Annotated[str, Field(max_length=100)]
