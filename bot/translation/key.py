"""What determines an engine's answer."""

from dataclasses import dataclass, field
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Key:
    """What determines an answer. text: as an engine is asked for it. version: of the glossary, or whatever else."""

    text: str = field(repr=False)
    source: str
    target: str
    answers_as: str
    version: str

    def digest(self, secret: bytes) -> bytes:
        """A hash (32 bytes) that tells nothing to those without the secret (at most 64 bytes)."""
        digest = blake2b(key=secret, digest_size=32)
        for part in (self.text, self.source, self.target, self.answers_as, self.version):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
        return digest.digest()
