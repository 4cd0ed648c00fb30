"""What the log signed: its key, its checkpoint. Source: C2SP signed-note and tlog-checkpoint."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .merkle import HASH_BYTES, Unverified

_ED25519: Final = 1


def decode(text: str) -> bytes:
    """Base64 of RFC 4648 section 4; only the one canonical spelling of each value.

    Raises:
        Unverified: it is something else. A lenient reader would miss a changed byte.
    """
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        raise Unverified("a base64 value is malformed") from None
    if base64.b64encode(value).decode() != text:
        raise Unverified("a base64 value is not in its canonical form")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The log's Ed25519 verification key, with the name and the id that signature lines carry."""

    name: str
    id: bytes
    public: bytes

    @classmethod
    def of(cls, name: str, public: bytes) -> Key:
        """The key of log `name`. Source: C2SP signed-note, 'Signatures'."""
        digest = hashlib.sha256(name.encode() + b"\n" + bytes([_ED25519]) + public).digest()
        return cls(name=name, id=digest[:4], public=public)

    @classmethod
    def parse(cls, vkey: str) -> Key:
        """Read `name+id+key`, as a policy file holds it. Raises `Unverified`."""
        name, _, rest = vkey.partition("+")
        identifier, _, encoded = rest.partition("+")
        key = cls.of(name, decode(encoded)[1:])
        if decode(encoded)[:1] != bytes([_ED25519]) or len(key.public) != HASH_BYTES:
            raise Unverified("the log's key is no Ed25519 key")
        if not name or key.id.hex() != identifier:
            raise Unverified("the log's key does not have the id written beside it")
        return key

    def __str__(self) -> str:
        """Write `name+id+key`."""
        encoded = base64.b64encode(bytes([_ED25519]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Say whether `signature` over `message` is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What the log signed: at `size` entries the root is `root`."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The signed text. Source: C2SP tlog-checkpoint, 'Note text'."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def open_checkpoint(note: bytes, key: Key) -> Checkpoint:
    """Read a signed checkpoint; nothing of it is believed before its signature verifies.

    Raises:
        Unverified: the note is malformed, or not signed by `key`, or another log's.
    """
    try:
        text, blank, lines = note.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        raise Unverified("the checkpoint is not UTF-8") from None
    text += "\n"
    if not blank or not lines.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise Unverified("the checkpoint is not a signed note")
    signatures = [_signature(line) for line in lines[:-1].split("\n")]
    ours = [value[4:] for name, value in signatures if (name, value[:4]) == (key.name, key.id)]
    if not ours:
        raise Unverified(f"the checkpoint is not signed by {key.name} with key {key.id.hex()}")
    if not all(key.signed(text.encode(), signature) for signature in ours):
        raise Unverified(f"the signature of {key.name} on the checkpoint does not verify")
    origin, size, root = (*text.split("\n"), "", "")[:3]
    if not (size.isascii() and size.isdecimal()) or origin != key.name:
        raise Unverified("the checkpoint's text is not that of this log")
    checkpoint = Checkpoint(origin=origin, size=int(size), root=decode(root))
    if checkpoint.text() != text or len(checkpoint.root) != HASH_BYTES:
        raise Unverified("the checkpoint has lines or digits that it should not have")
    return checkpoint


def _signature(line: str) -> tuple[str, bytes]:
    dash, name, encoded = (*line.split(" "), "", "")[:3]
    if dash != "\u2014" or not name or line != f"{dash} {name} {encoded}":
        raise Unverified("a signature line of the checkpoint is malformed")
    return name, decode(encoded)


def read_policy(text: bytes) -> Key:
    """The key of the one log that a policy file names. Source: C2SP tlog-policy.

    Raises:
        Unverified: it names none or several, or demands witnesses, which we cannot check.
    """
    try:
        lines = [line.split() for line in text.decode().split("\n")]
    except UnicodeDecodeError:
        raise Unverified("the policy file is not UTF-8") from None
    stated = [words for words in lines if words and not words[0].startswith("#")]
    logs = [words[1] for words in stated if words[0] == "log" and len(words) > 1]
    if len(logs) != 1:
        raise Unverified("the policy file does not name just one log")
    if [words for words in stated if words[0] != "log"] != [["quorum", "none"]]:
        raise Unverified("the policy file demands witnesses, which this verifier cannot check")
    return Key.parse(logs[0])
