"""What came of looking at one thing."""

from dataclasses import dataclass

from bot.client.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """what: the thing. trouble: what is wrong with it and how to mend it; None where all is well."""

    what: Sentence
    trouble: Sentence | None = None
