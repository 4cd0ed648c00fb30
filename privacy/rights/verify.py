"""Check an erasure certificate. Needs the standard library and `cryptography`, nothing of ours.

    python -m privacy.rights.verify CERTIFICATE --key KEY_FILE
    python verify.py CERTIFICATE --key KEY_FILE          (this file alone, on any machine)

The key file holds one line, `name+id+key`, as `cdp rights key` prints it; get it from somebody
else than whoever handed over the certificate. Exit 0: signed by that key, and whole. 1: not.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND: Final = "cdp/erasure-certificate/v1"
_ED25519: Final = b"\x01"
_KEY_BYTES: Final = 33
_ID_BYTES: Final = 4
_KEEP: Final = "keep"


class Store(TypedDict):
    """What was counted in one table."""

    table: str
    treatment: str
    before: int
    after: int


class Retained(TypedDict):
    """What stays of one table, and why."""

    table: str
    rows: int
    article: str
    until: str


class Suppression(TypedDict):
    """What is remembered."""

    entries: int
    purpose: str


class Keys(TypedDict):
    """Which keys are gone."""

    shredded: list[dict[str, str]]


class Horizon(TypedDict):
    """Until when copies may hold something."""

    days: int


class Certificate(TypedDict):
    """What a certificate says, as far as this page of it is read here."""

    kind: str
    case: str
    type: str
    issued_at: str
    stores: list[Store]
    keys: Keys
    retained: list[Retained]
    suppression: Suppression
    horizon: Horizon


class Unverified(Exception):
    """The certificate does not check out; the text says why."""


def verify(certificate: bytes, key: str) -> Certificate:
    """What `certificate` says, if `key` signed just that.

    Raises:
        Unverified: it is malformed, changed, or signed by another key.
    """
    name, identifier, public = _read_key(key.strip())
    text, blank, line = certificate.partition(b"\n\n")
    if not blank or b"\n" in text:
        raise Unverified("this is no certificate: one line, a blank one, and a signature")
    signature = _signature(line, name)
    if signature[:_ID_BYTES] != identifier:
        raise Unverified(f"it is not signed by {name} with key {identifier.hex()}")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature[_ID_BYTES:], text + b"\n")
    except InvalidSignature:
        raise Unverified("the signature does not verify: the certificate was changed") from None
    return _read(text)


def _read(text: bytes) -> Certificate:
    try:
        said: Certificate = json.loads(text)
        if said["kind"] != KIND:
            raise Unverified("what was signed is no erasure certificate")
        left = [each for each in said["stores"] if each["treatment"] != _KEEP and each["after"]]
    except (ValueError, TypeError, KeyError):
        raise Unverified("what was signed is no erasure certificate") from None
    if left:
        raise Unverified("it says itself that something was left")
    return said


def _read_key(text: str) -> tuple[str, bytes, bytes]:
    """The name, the id and the key of `name+id+key`. Source: C2SP signed-note, 'Signatures'."""
    name, _, rest = text.partition("+")
    written, _, encoded = rest.partition("+")
    key = _decode(encoded)
    if len(key) != _KEY_BYTES or key[:1] != _ED25519:
        raise Unverified("the key file holds no Ed25519 key")
    identifier = hashlib.sha256(name.encode() + b"\n" + key).digest()[:_ID_BYTES]
    if not name or identifier.hex() != written:
        raise Unverified("the key does not have the id written beside it")
    return name, identifier, key[1:]


def _signature(line: bytes, name: str) -> bytes:
    try:
        dash, signer, encoded = line.decode().removesuffix("\n").split(" ")
    except ValueError:
        raise Unverified("the signature line is malformed") from None
    if dash != "\u2014" or signer != name:
        raise Unverified(f"it is not signed by {name}")
    return _decode(encoded)


def _decode(text: str) -> bytes:
    """Base64, only in the one canonical spelling: a lenient reader would miss a changed byte."""
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        raise Unverified("a base64 value is malformed") from None
    if base64.b64encode(value).decode() != text:
        raise Unverified("a base64 value is not in its canonical form")
    return value


def told(said: Certificate) -> str:
    """What a certificate says, in lines for people."""
    taken = [each for each in said["stores"] if each["treatment"] != _KEEP]
    lines = [
        f"OK case {said['case']}, {said['type']}, issued {said['issued_at']}",
        f"{sum(each['before'] for each in taken)} rows in {len(taken)} tables: none is left",
        f"{len(said['keys']['shredded'])} keys destroyed",
        *(
            f"kept: {each['rows']} rows of {each['table']} ({each['article']}; {each['until']})"
            for each in said["retained"]
        ),
        f"suppression: {said['suppression']['entries']} entry, {said['suppression']['purpose']}",
        f"copies age out within {said['horizon']['days']} days",
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Check the certificate that `arguments` name, print the finding, return the exit code."""
    parser = argparse.ArgumentParser(prog="verify", description="Check an erasure certificate.")
    parser.add_argument("certificate", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="what `cdp rights key` prints")
    asked = parser.parse_args(arguments)
    try:
        said = verify(asked.certificate.read_bytes(), asked.key.read_text(encoding="utf-8"))
    except (Unverified, OSError, ValueError) as why:
        sys.stdout.write(f"FAULT {why}\n")
        return 1
    sys.stdout.write(f"{told(said)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
