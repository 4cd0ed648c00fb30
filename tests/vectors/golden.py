"""The golden values of the design's security page, as published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from privacy.vault import AES_GCM_SHA256, SM4_GCM_SM3, Suite

ROOT_IX: Final = bytes(range(0x20))
DATA_KEY: Final = bytes(range(0x20, 0x40))
KEK: Final = bytes(range(0x40, 0x60))
NONCE: Final = bytes(range(0x0C))

HANDLER: Final = UUID("0192f000-0000-7000-8000-000000000001")
SUBJECT: Final = UUID("0192f000-0000-7000-8000-000000000002")
ROW: Final = UUID("0192f000-0000-7000-8000-000000000003")
COLUMN: Final = "phone_ownership.e164"
NUMBER: Final = "+8613800138000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """What one suite must give, to the byte."""

    suite: Suite
    field: bytes
    wrapped: bytes
    token: bytes
    pseudonym: bytes


SUITE_01: Final = Golden(
    suite=AES_GCM_SHA256,
    field=bytes.fromhex(
        "01010001000102030405060708090a0b"
        "64646c947205dbdd8fc1f9f616f35e3c"
        "bc8ff620f758f1e19a8de352fbedad65"
    ),
    wrapped=bytes.fromhex(
        "010100000001000102030405060708090a0b"
        "1a244e5b53a96287ea3baae994c0e294b3f51f3a58799b64d619d2ad7d8c5761"
        "b79b4696afb27a649050acd26e0ac424"
    ),
    token=bytes.fromhex("2625c1414e01c96bb09c4ce0a6fac382"),
    pseudonym=bytes.fromhex("f71e25670e676f44ea05af93a9c1ea9e"),
)

SUITE_11: Final = Golden(
    suite=SM4_GCM_SM3,
    field=bytes.fromhex(
        "01110001000102030405060708090a0b"
        "ac146be0f13e979084b6731ebf9144c0"
        "724cb6f34013d9aa71fe169d280c9fb3"
    ),
    wrapped=bytes.fromhex(
        "011100000001000102030405060708090a0b"
        "92674459c9f605bc3cd09eafa1b4eecf3ab66ba3be6e00229dbee1e2d040bc4f"
        "a9da5ea740c5f7bdbfd02865578a20c1"
    ),
    token=bytes.fromhex("fa210605e8c3eb255c04ca0f7821bfe8"),
    pseudonym=bytes.fromhex("d25cc195381bd87e17c95629869e1ebf"),
)

ALL: Final = (SUITE_01, SUITE_11)
