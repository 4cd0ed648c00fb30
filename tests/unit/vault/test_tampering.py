"""Whoever can write to the database still cannot make a value read as what it is not."""

from __future__ import annotations

from uuid import UUID

import pytest

from privacy.errors import Tampered
from privacy.terms import KeyCategory
from privacy.vault import AES_GCM_SHA256, SM4_GCM_SM3, SUITES, Suite
from privacy.vault.envelope import field_bond, field_column
from privacy.vault.field_key import FieldKey
from privacy.vault.kek import Kek
from tests.unit.vault.scene import (
    COLUMN,
    HANDLER,
    PERSON,
    ROW,
    SECRET,
    STRANGER,
    Entropy,
    field_key,
)

OTHER = UUID("0192f000-0000-7000-8000-0000000000ff")
suites = pytest.mark.parametrize("suite", tuple(SUITES.values()), ids=lambda suite: suite.name)


def sealed_by(key: FieldKey) -> bytes:
    return key.seal("张三".encode(), row=ROW, column=COLUMN)


def kek(suite: Suite, *, epoch: int = 1, handler: UUID = HANDLER) -> Kek:
    return Kek(SECRET, epoch=epoch, suite=suite, handler=handler)


def wrapped_by(kek: Kek) -> bytes:
    return kek.wrap(
        SECRET, subject=PERSON, category=KeyCategory.CONTACT, key_ver=1, nonce=bytes(12)
    )


@suites
def test_every_flipped_bit_of_a_value_is_found(suite: Suite) -> None:
    """Header, nonce, ciphertext and tag alike."""
    key = field_key(suite=suite)
    sealed = sealed_by(key)
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Tampered):
            key.open(bytes(changed), row=ROW, column=COLUMN)


@suites
def test_every_cut_and_every_added_byte_of_a_value_is_found(suite: Suite) -> None:
    """From nothing at all to one byte short, and one byte long."""
    key = field_key(suite=suite)
    sealed = sealed_by(key)
    for changed in (*(sealed[:length] for length in range(len(sealed))), sealed + b"\0"):
        with pytest.raises(Tampered):
            key.open(changed, row=ROW, column=COLUMN)


@suites
@pytest.mark.parametrize(
    ("handler", "subject", "row", "column"),
    [
        (OTHER, PERSON, ROW, COLUMN),
        (HANDLER, STRANGER, ROW, COLUMN),
        (HANDLER, PERSON, OTHER, COLUMN),
        (HANDLER, PERSON, ROW, "contact.company"),
    ],
    ids=["handler", "subject", "row", "column"],
)
def test_a_value_moved_to_another_place_is_found(
    suite: Suite, handler: UUID, subject: UUID, row: UUID, column: str
) -> None:
    """Even where both places have the same data key."""
    sealed = sealed_by(field_key(suite=suite))
    elsewhere = field_key(suite=suite, handler=handler, subject=subject)
    with pytest.raises(Tampered):
        elsewhere.open(sealed, row=row, column=column)


def test_a_value_relabelled_as_another_key_version_is_found() -> None:
    """A version that is there opens nothing that another sealed; one that is not, opens nothing."""
    key = field_key(versions=(1, 2))
    sealed = sealed_by(key)
    for version in (0, 1, 3):
        relabelled = sealed[:2] + version.to_bytes(2, "big") + sealed[4:]
        with pytest.raises(Tampered):
            key.open(relabelled, row=ROW, column=COLUMN)


@pytest.mark.parametrize("number", [0x00, 0x02, 0x10, 0x12, 0xFF])
def test_an_unknown_suite_is_refused(number: int) -> None:
    """GCM-SIV, which other designs call 02, included."""
    key = field_key()
    sealed = sealed_by(key)
    with pytest.raises(Tampered):
        key.open(sealed[:1] + bytes([number]) + sealed[2:], row=ROW, column=COLUMN)


def test_one_suite_never_opens_under_the_key_of_another() -> None:
    """A key keeps the suite it was made for, so no key runs under two ciphers."""
    sealed = sealed_by(field_key(suite=SM4_GCM_SM3))
    with pytest.raises(Tampered):
        field_key(suite=AES_GCM_SHA256).open(sealed, row=ROW, column=COLUMN)


@pytest.mark.parametrize("version", [0, 2, 255])
def test_an_unknown_format_version_is_refused(version: int) -> None:
    """Version 0 above all: zeroed bytes are no envelope."""
    key = field_key()
    sealed = sealed_by(key)
    with pytest.raises(Tampered):
        key.open(bytes([version]) + sealed[1:], row=ROW, column=COLUMN)


def test_bytes_that_authenticate_without_our_padding_are_refused() -> None:
    """Somebody with the key, but not our code, sealed them."""
    key = field_key()
    head, nonce = bytes.fromhex("01010001"), bytes(12)
    bond = field_bond(head, handler=HANDLER, subject=PERSON)
    aad = bond + ROW.bytes + field_column(COLUMN)
    body = AES_GCM_SHA256.cipher(bytes([1]) + SECRET[1:]).seal(nonce, bytes(32), aad)
    with pytest.raises(Tampered):
        key.open(head + nonce + body, row=ROW, column=COLUMN)


@suites
def test_every_flipped_bit_of_a_wrapped_key_is_found(suite: Suite) -> None:
    """The epoch and the suite included."""
    by = kek(suite)
    wrapped = wrapped_by(by)
    for bit in range(len(wrapped) * 8):
        changed = bytearray(wrapped)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Tampered):
            by.open(bytes(changed), subject=PERSON, category=KeyCategory.CONTACT, key_ver=1)


@suites
@pytest.mark.parametrize(
    ("handler", "subject", "category", "key_ver", "epoch"),
    [
        (OTHER, PERSON, KeyCategory.CONTACT, 1, 1),
        (HANDLER, STRANGER, KeyCategory.CONTACT, 1, 1),
        (HANDLER, PERSON, KeyCategory.MARKETING, 1, 1),
        (HANDLER, PERSON, KeyCategory.CONTACT, 2, 1),
        (HANDLER, PERSON, KeyCategory.CONTACT, 1, 2),
    ],
    ids=["handler", "subject", "category", "version", "epoch"],
)
def test_a_wrapped_key_moved_to_another_place_is_found(
    *, suite: Suite, handler: UUID, subject: UUID, category: KeyCategory, key_ver: int, epoch: int
) -> None:
    """Swapping key columns would open one category with the consent for another."""
    wrapped = wrapped_by(kek(suite))
    elsewhere = kek(suite, epoch=epoch, handler=handler)
    with pytest.raises(Tampered):
        elsewhere.open(wrapped, subject=subject, category=category, key_ver=key_ver)


@pytest.mark.parametrize("length", [0, 1, 65, 67])
def test_a_wrapped_key_of_another_length_is_refused(length: int) -> None:
    """66 bytes, always."""
    with pytest.raises(Tampered):
        kek(AES_GCM_SHA256).open(
            bytes(length), subject=PERSON, category=KeyCategory.CONTACT, key_ver=1
        )


def test_a_kek_of_another_epoch_or_handler_or_root_is_refused() -> None:
    """A row of the kek table copied over another one does not unwrap."""
    made = Kek.make(SECRET, epoch=1, suite=AES_GCM_SHA256, handler=HANDLER, entropy=Entropy())
    assert Kek.unwrap(made, SECRET, epoch=1, handler=HANDLER).epoch == 1
    for root, epoch, handler in (
        (SECRET, 2, HANDLER),
        (SECRET, 1, OTHER),
        (bytes(32), 1, HANDLER),
    ):
        with pytest.raises(Tampered):
            Kek.unwrap(made, root, epoch=epoch, handler=handler)


def test_every_flipped_bit_and_every_other_length_of_a_kek_is_found() -> None:
    """Its format, its suite and its epoch included: what is authenticated is the whole of it."""
    made = Kek.make(SECRET, epoch=1, suite=AES_GCM_SHA256, handler=HANDLER, entropy=Entropy())
    flipped = [
        made[:n] + bytes([made[n] ^ 1 << bit]) + made[n + 1 :]
        for n in range(66)
        for bit in range(8)
    ]
    for changed in (*flipped, made[:-1], made + b"\0", b""):
        with pytest.raises(Tampered):
            Kek.unwrap(changed, SECRET, epoch=1, handler=HANDLER)


def test_what_is_tampered_says_nothing_of_the_value() -> None:
    """No cause, no argument, no byte of what was read."""
    key = field_key()
    with pytest.raises(Tampered) as caught:
        key.open(sealed_by(key)[:-1], row=ROW, column=COLUMN)
    assert caught.value.args == ()
    assert caught.value.__cause__ is None


def test_the_version_that_sealed_opens_whatever_came_later() -> None:
    """The highest version writes, every version that is there reads."""
    old, new = field_key(versions=(1,)), field_key(versions=(1, 2))
    assert new.open(sealed_by(old), row=ROW, column=COLUMN) == "张三".encode()
    assert sealed_by(new)[2:4] == b"\x00\x02"
